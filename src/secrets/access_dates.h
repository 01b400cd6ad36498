#pragma once

#include "secrets/secret.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace strongroom::secrets {

/// The first read of a version on a day, kept in memory until a job writes it into the records. A
/// crash loses what was not written yet: at most a minute. Any thread.
class AccessDates {
 public:
  AccessDates();

  struct Access {
    SecretKey secret_key{};  ///< For Catalog::find.
    std::string version_id;
    Day day = 0;
  };

  /// Free of locks when the record already bears that day.
  void note(const Secret& secret, const Version& version, Day today);

  /// The later of what the record says and what is waiting here. An atomic load when nothing waits.
  Day last_accessed(const Secret& secret) const;
  Day last_accessed(const Secret& secret, const Version& version) const;

  /// Secrets with waiting dates; a date leaves with `written`, so that readers never see an older
  /// one in between.
  std::vector<Access> waiting() const;
  /// A later date that came meanwhile stays.
  void written(const Access& access);

 private:
  struct Read {
    std::string version_id;
    Day day = 0;
  };
  struct KeyHash {
    std::size_t operator()(const SecretKey& key) const;
  };
  struct alignas(64) Shard {
    mutable std::mutex mutex;
    std::unordered_map<SecretKey, std::vector<Read>, KeyHash> reads;  // guarded by mutex
  };
  static constexpr std::size_t kShards = 16;

  std::size_t shard_of(const SecretKey& key) const;
  /// The latest waiting day of the secret, or of one version of it; 0 when none waits.
  Day waiting_day(const SecretKey& key, std::optional<std::string_view> version_id) const;

  const std::uint64_t number_;         // no other object of this process has it
  std::atomic<std::size_t> count_{0};  // of all reads that wait
  std::array<Shard, kShards> shards_;
};

}  // namespace strongroom::secrets
