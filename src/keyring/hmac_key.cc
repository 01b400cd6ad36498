#include "keyring/hmac_key.h"

#include <atomic>
#include <list>
#include <unordered_map>
#include <utility>

namespace strongroom::keyring {
namespace {

std::atomic<std::uint64_t> last_number{0};
/// Counts destroyed keys: a thread that sees another count than before drops its contexts.
std::atomic<std::uint64_t> destroyed_keys{0};

class ThreadContexts {
 public:
  crypto::HmacSha256& context_of(std::uint64_t number, ByteView key) {
    const std::uint64_t destroyed = destroyed_keys.load(std::memory_order_acquire);
    if (std::exchange(seen_destroyed_, destroyed) != destroyed) {
      by_number_.clear();
      recent_.clear();
    }
    if (const auto found = by_number_.find(number); found != by_number_.end()) {
      recent_.splice(recent_.begin(), recent_, found->second);
      return recent_.front().context;
    }
    if (recent_.size() == kCapacity) {
      by_number_.erase(recent_.back().number);
      recent_.pop_back();
    }
    recent_.push_front({number, crypto::HmacSha256(key)});
    by_number_.emplace(number, recent_.begin());
    return recent_.front().context;
  }

 private:
  static constexpr std::size_t kCapacity = 4096;
  struct Prepared {
    std::uint64_t number;
    crypto::HmacSha256 context;
  };

  std::uint64_t seen_destroyed_ = 0;
  std::list<Prepared> recent_;  // most recent first
  std::unordered_map<std::uint64_t, std::list<Prepared>::iterator> by_number_;
};

}  // namespace

HmacKey::HmacKey(crypto::LockedKey material)
    : material_(std::move(material)), number_(++last_number) {}

HmacKey::HmacKey(HmacKey&& other) noexcept
    : material_(std::move(other.material_)), number_(std::exchange(other.number_, 0)) {}

HmacKey& HmacKey::operator=(HmacKey&& other) noexcept {
  HmacKey replaced(std::move(*this));
  material_ = std::move(other.material_);
  number_ = std::exchange(other.number_, 0);
  return *this;
}

HmacKey::~HmacKey() {
  if (number_ != 0) destroyed_keys.fetch_add(1, std::memory_order_release);
}

crypto::HmacSha256& HmacKey::on_this_thread() const {
  thread_local ThreadContexts contexts;
  return contexts.context_of(number_, reveal());
}

}  // namespace strongroom::keyring
