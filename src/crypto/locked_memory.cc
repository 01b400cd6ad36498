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

/// Hands out slots from blocks between guard pages. Blocks are never given back.
class KeyArena {
 public:
  static KeyArena& instance() {
    // Never destroyed: keys in static objects may go later.
    static auto* const arena = new KeyArena;
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
    wipe({slot, LockedKey::kSize});
    const std::scoped_lock lock(mutex_);
    free_.push_back(slot);  // never grows beyond what add_block has reserved
  }

  bool locked() {
    const std::scoped_lock lock(mutex_);
    if (slots_ == 0) add_block();
    return locked_;
  }

 private:
  static constexpr std::size_t kBlock = 64 * 1024;

  void add_block() {
    free_.reserve(slots_ + kBlock / LockedKey::kSize);
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
    for (std::size_t at = 0; at < kBlock; at += LockedKey::kSize) free_.push_back(block + at);
    slots_ += kBlock / LockedKey::kSize;
  }

  std::mutex mutex_;  // guards what follows
  std::vector<std::byte*> free_;
  std::size_t slots_ = 0;
  bool locked_ = true;
};

}  // namespace

LockedKey::LockedKey() : slot_(KeyArena::instance().take()) {}

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
    KeyArena::instance().give_back(std::exchange(other.slot_, nullptr));
  }
  return *this;
}

LockedKey::~LockedKey() {
  if (slot_ != nullptr) KeyArena::instance().give_back(slot_);
}

bool keys_are_locked() { return KeyArena::instance().locked(); }

}  // namespace strongroom::crypto
