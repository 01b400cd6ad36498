#pragma once

#include "base/clock.h"
#include "base/metrics.h"
#include "base/recent_map.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <string_view>

namespace strongroom::gateway {

/// Slows down whoever signs wrongly again and again. What counts together are the failures of one
/// access key from one network, so that nobody locks out the same key elsewhere, nor other keys
/// behind the same address; keys that don't exist count as one key. After `kBurst` failures
/// in a row one more is let through every `kEach`, right or wrong.
///
/// In memory and bounded: a restart forgets, and so does a flood from very many networks. Any
/// thread.
class FailedSignatures {
 public:
  static constexpr int kBurst = 100;
  static constexpr std::chrono::milliseconds kEach{100};
  /// The access key id that stands for all that don't exist.
  static constexpr std::string_view kUnknownKeys = "";

  explicit FailedSignatures(metrics::Registry& metrics, std::size_t remembered = 32'768);

  /// Whether a signature is to be refused without being looked at; counts it then. Costs one load
  /// as long as nobody has to wait.
  bool must_wait(std::string_view address, std::string_view access_key_id, Timestamp now);
  void failed(std::string_view address, std::string_view access_key_id, Timestamp now);

 private:
  /// A bucket that leaks: until then it holds failures, one for each kEach.
  struct Bucket {
    Timestamp empty_at;
  };
  static constexpr std::chrono::milliseconds kFull = kBurst * kEach;

  metrics::Counter& refused_;
  metrics::Counter& throttled_;
  std::atomic<Timestamp> all_may_from_{Timestamp()};  ///< From then on nobody has to wait.
  std::mutex mutex_;
  RecentMap<Bucket> buckets_;  // guarded by mutex_
};

}  // namespace strongroom::gateway
