#include "crypto/key_arena.h"

#include "crypto/random.h"

#include <sys/mman.h>
#include <unistd.h>
#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#endif

#include <algorithm>
#include <atomic>
#include <new>

namespace strongroom::crypto {
namespace {

// Each block is as large as all before it, between these: an arena that is hardly used locks
// little, and one that holds many keys stays far below the number of mappings of a process.
constexpr std::size_t kSmallestBlock = std::size_t{16} << 10;
constexpr std::size_t kLargestBlock = std::size_t{1} << 20;

std::atomic<bool> every_block_is_locked = true;

std::byte* mapped_block(std::size_t size) {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* const mapped =
      mmap(nullptr, size + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  std::byte* const block = static_cast<std::byte*>(mapped) + page;
  if (mprotect(block, size, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
  // Old kernels may lack the advice; the keys are still usable then.
  madvise(block, size, MADV_DONTDUMP);
  madvise(block, size, MADV_WIPEONFORK);
  if (mlock(block, size) != 0) every_block_is_locked = false;
#if __has_feature(address_sanitizer)
  __lsan_register_root_region(block, size);  // what OpenSSL's keys point to is no leak
#endif
  return block;
}

}  // namespace

std::byte* KeyArena::take() {
  const std::scoped_lock lock(mutex_);
  if (free_.empty()) add_block();
  std::byte* const slot = free_.back();
  free_.pop_back();
  return slot;
}

void KeyArena::give_back(std::byte* slot) noexcept {
  wipe({slot, slot_});
  const std::scoped_lock lock(mutex_);
  free_.push_back(slot);  // never grows beyond what add_block has reserved
}

bool KeyArena::all_locked() { return every_block_is_locked; }

void KeyArena::add_block() {
  const std::size_t size = std::clamp(bytes_, kSmallestBlock, kLargestBlock);
  free_.reserve((bytes_ + size) / slot_);
  std::byte* const block = mapped_block(size);
  for (std::size_t at = 0; at < size; at += slot_) free_.push_back(block + at);
  bytes_ += size;
}

}  // namespace strongroom::crypto
