#include "crypto/locked_memory.h"

#include "crypto/random.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

namespace strongroom::crypto {
namespace {

/// Hands out slots of one size from blocks between guard pages. Blocks are never given back.
class KeyArena {
 public:
  explicit KeyArena(std::size_t slot) : slot_(slot) {}

  // Never destroyed: keys in static objects may go later.
  static KeyArena& of_keys() {
    static auto* const arena = new KeyArena(LockedKey::kSize);
    return *arena;
  }
  static KeyArena& of_long_keys() {
    static auto* const arena = new KeyArena(LongLockedKey::kMost);
    return *arena;
  }

  std::byte* take() {
    const std::scoped_lock lock(mutex_);
    if (free_.empty()) add_block();
    std::byte* const slot = free_.back();
    free_.pop_back();
    return slot;
  }

  void give_back(std::byte* slot) noexcept {
    wipe({slot, slot_});
    const std::scoped_lock lock(mutex_);
    free_.push_back(slot);  // never grows beyond what add_block has reserved
  }

  /// With a block at least, if `tried`.
  bool locked(bool tried) {
    const std::scoped_lock lock(mutex_);
    if (tried && slots_ == 0) add_block();
    return locked_;
  }

 private:
  static constexpr std::size_t kBlock = 64 * 1024;

  void add_block() {
    free_.reserve(slots_ + kBlock / slot_);
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    void* const mapped =
        mmap(nullptr, kBlock + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) throw std::bad_alloc();
    std::byte* const block = static_cast<std::byte*>(mapped) + page;
    if (mprotect(block, kBlock, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
    // Old kernels may lack the advice; the keys are still usable then.
    madvise(block, kBlock, MADV_DONTDUMP);
    madvise(block, kBlock, MADV_WIPEONFORK);
    locked_ = mlock(block, kBlock) == 0 && locked_;
    for (std::size_t at = 0; at < kBlock; at += slot_) free_.push_back(block + at);
    slots_ += kBlock / slot_;
  }

  const std::size_t slot_;
  std::mutex mutex_;  // guards what follows
  std::vector<std::byte*> free_;
  std::size_t slots_ = 0;
  bool locked_ = true;
};

}  // namespace

LockedKey::LockedKey() : slot_(KeyArena::of_keys().take()) {}

LockedKey LockedKey::copy_of(ByteView key) {
  if (key.size() != kSize) throw std::invalid_argument("a locked key has 32 bytes");
  LockedKey copy;
  std::ranges::copy(key, copy.slot_);
  return copy;
}

LockedKey LockedKey::random() {
  LockedKey drawn;
  random_bytes(drawn.writable());
  return drawn;
}

LockedKey::LockedKey(LockedKey&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}

LockedKey& LockedKey::operator=(LockedKey&& other) noexcept {
  std::swap(slot_, other.slot_);
  if (this != &other && other.slot_ != nullptr) {
    KeyArena::of_keys().give_back(std::exchange(other.slot_, nullptr));
  }
  return *this;
}

LockedKey::~LockedKey() {
  if (slot_ != nullptr) KeyArena::of_keys().give_back(slot_);
}

LongLockedKey::LongLockedKey(std::size_t size) : size_(size) {
  if (size > kMost) throw std::invalid_argument("a locked key has at most 64 bytes");
  slot_ = KeyArena::of_long_keys().take();
}

LongLockedKey::LongLockedKey(LongLockedKey&& other) noexcept
    : slot_(std::exchange(other.slot_, nullptr)), size_(std::exchange(other.size_, 0)) {}

LongLockedKey& LongLockedKey::operator=(LongLockedKey&& other) noexcept {
  std::swap(slot_, other.slot_);
  std::swap(size_, other.size_);
  return *this;
}

LongLockedKey::~LongLockedKey() {
  if (slot_ != nullptr) KeyArena::of_long_keys().give_back(slot_);
}

bool keys_are_locked() {
  return KeyArena::of_keys().locked(true) && KeyArena::of_long_keys().locked(false);
}

}  // namespace strongroom::crypto
