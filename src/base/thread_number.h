#pragma once

#include <atomic>
#include <cstddef>

namespace strongroom {

/// Of the calling thread: 0 for the first that asks, then 1 and so on. By it threads spread over
/// shards, so that they seldom wait for each other. Any thread.
inline std::size_t thread_number() {
  static std::atomic<std::size_t> threads{0};
  thread_local const std::size_t number = threads++;
  return number;
}

}  // namespace strongroom
