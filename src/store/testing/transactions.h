#pragma once

#include "store/store.h"

#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

/// Short ways to write transactions, and a sink, for tests.
namespace strongroom::store::testing {

inline Bytes bytes(std::string_view text) { return copy_of(bytes_of(text)); }

inline Write put(std::string_view key, std::string_view value) {
  return {.key = bytes(key), .value = bytes(value)};
}
inline Write erase(std::string_view key) { return {.key = bytes(key), .value = std::nullopt}; }
inline Expectation expect_absent(std::string_view key) { return {.key = bytes(key)}; }
inline Expectation expect_at(std::string_view key, Revision revision) {
  return {.key = bytes(key), .revision = revision};
}

/// Remembers all commits that it was shown.
class RecordingSink final : public WatchSink {
 public:
  void committed(const Commit& commit) override {
    const std::lock_guard lock(mutex_);
    commits_.push_back(commit);
  }
  std::vector<Commit> commits() const {
    const std::lock_guard lock(mutex_);
    return commits_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Commit> commits_;  // guarded by mutex_
};

}  // namespace strongroom::store::testing
