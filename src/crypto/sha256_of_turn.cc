#include "crypto/sha256_of_turn.h"

#include "crypto/sha256_each.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace strongroom::crypto {
namespace {

/// Waiting costs as much as hashing so many bytes.
constexpr std::size_t kWorthWaiting = 256;

}  // namespace

/// What the requests of one turn of one thread's loop wait for. That thread only.
class TurnOfDigests final : public Executor::Deferred {
 public:
  void add(Sha256OfTurn& digest) {
    waiting_.push_back(&digest);
    if (waiting_.size() == 1) Executor::current()->defer(*this);
  }

  void run(bool /*alone*/) override {
    std::swap(waiting_, leaving_);
    texts_.clear();
    for (const Sha256OfTurn* digest : leaving_) texts_.push_back(digest->text_);
    digests_.resize(texts_.size());
    sha256_each(texts_, digests_);
    for (std::size_t i = 0; i < leaving_.size(); ++i) leaving_[i]->digest_ = digests_[i];
    for (const Sha256OfTurn* digest : leaving_) digest->waiter_.resume();
    leaving_.clear();
  }

 private:
  std::vector<Sha256OfTurn*> waiting_;  // each in the frame of its coroutine
  std::vector<Sha256OfTurn*> leaving_;
  std::vector<ByteView> texts_;
  std::vector<Digest256> digests_;
};

bool Sha256OfTurn::await_ready() {
  if (text_.size() >= kWorthWaiting && Executor::current() != nullptr) return false;
  digest_ = sha256(text_);
  return true;
}

void Sha256OfTurn::await_suspend(std::coroutine_handle<> waiter) {
  thread_local TurnOfDigests turn;
  waiter_ = waiter;
  turn.add(*this);
}

}  // namespace strongroom::crypto
