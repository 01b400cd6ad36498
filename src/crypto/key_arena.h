#pragma once

#include <cstddef>
#include <mutex>
#include <vector>

namespace strongroom::crypto {

/// Inside of this room only: slots of one size, in blocks that are locked against swapping, left
/// out of core dumps, gone in a forked child and fenced by guard pages (crypto contract 9). Blocks
/// are never given back. Any thread; taking and giving back takes a lock.
class KeyArena {
 public:
  /// `slot` is a power of two, of kLargestSlot at most.
  explicit KeyArena(std::size_t slot) : slot_(slot) {}
  static constexpr std::size_t kLargestSlot = std::size_t{16} << 10;

  /// Throws std::bad_alloc. What is in it is zero, or what `give_back` left: zero, too.
  std::byte* take();
  void give_back(std::byte* slot) noexcept;  ///< Wipes it.

  /// Whether the system has locked every block of every arena so far.
  static bool all_locked();

 private:
  void add_block();

  const std::size_t slot_;
  std::mutex mutex_;  // guards what follows
  std::vector<std::byte*> free_;
  std::size_t bytes_ = 0;  // of all blocks
};

}  // namespace strongroom::crypto
