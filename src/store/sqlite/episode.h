#pragma once

#include "base/log.h"

#include <atomic>
#include <string_view>

namespace strongroom::store::sqlite {

/// Logs the beginning and the end of a failing time, not every failure in it: under load a full
/// disk fails thousands of requests a second. Any thread.
class Episode {
 public:
  /// `what` fails, as a sentence without its end: "The store can't be written".
  explicit Episode(std::string_view what) : what_(what) {}

  void failed(std::string_view detail) {
    if (!failing_.exchange(true)) log::error("{}: {}", what_, detail);
  }
  void succeeded() {
    if (failing_.load(std::memory_order_relaxed) && failing_.exchange(false)) {
      log::info("No more: {}", what_);
    }
  }

 private:
  std::string_view what_;
  std::atomic<bool> failing_ = false;
};

}  // namespace strongroom::store::sqlite
