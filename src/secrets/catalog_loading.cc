#include "secrets/catalog_loading.h"

#include "secrets/secret_record.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace strongroom::secrets {
namespace {

using Batch = std::vector<store::Entry>;
constexpr std::size_t kBatchSize = 512;
constexpr std::size_t kMaxWaiting =
    16;  // batches: bounds the memory when decoding is the slower part

Result<void> put_all(const Batch& batch, Catalog& catalog) {
  for (const store::Entry& entry : batch) {
    SR_TRY(Secret secret, decode_secret(entry.value));
    const auto key = secret_key_of(entry.key);
    if (!key) return failure(ErrorCode::Internal, "A secret's record has a malformed key.");
    secret.key = *key;
    secret.revision = entry.revision;
    catalog.put(std::make_shared<const Secret>(std::move(secret)));
  }
  return {};
}

/// The thread that decodes, and the queue in front of it.
class Decoder {
 public:
  explicit Decoder(Catalog& catalog) : catalog_(catalog), thread_([this] { work(); }) {}
  ~Decoder() { finish(); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  /// Waits for room. The error of an earlier batch, if there was one.
  Result<void> add(Batch batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_.size() < kMaxWaiting || !outcome_; });
    if (!outcome_) return outcome_;
    waiting_.push_back(std::move(batch));
    changed_.notify_all();
    return {};
  }

  /// Waits until all is done; how that went.
  Result<void> finish() {
    {
      const std::lock_guard lock(mutex_);
      finishing_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
    return outcome_;
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return finishing_ || !waiting_.empty(); });
      if (waiting_.empty() || !outcome_) return;
      const Batch batch = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      Result<void> outcome = put_all(batch, catalog_);
      lock.lock();
      outcome_ = std::move(outcome);
      changed_.notify_all();
    }
  }

  Catalog& catalog_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::deque<Batch> waiting_;
  bool finishing_ = false;
  Result<void> outcome_;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace

Result<void> load_catalog(store::Store& store, const store::KeyRange& range, Catalog& catalog) {
  Decoder decoder(catalog);
  Batch batch;
  SR_CHECK(store.load(range, [&](const store::Entry& entry) -> Result<void> {
    batch.push_back(entry);
    return batch.size() < kBatchSize ? Result<void>() : decoder.add(std::exchange(batch, {}));
  }));
  SR_CHECK(decoder.add(std::move(batch)));
  return decoder.finish();
}

}  // namespace strongroom::secrets
