#include "crypto/locked_memory.h"

#include "crypto/key_arena.h"
#include "crypto/random.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace strongroom::crypto {
namespace {

// Never destroyed: keys in static objects may go later.
KeyArena& arena_of_keys() {
  static auto* const arena = new KeyArena(LockedKey::kSize);
  return *arena;
}
KeyArena& arena_of_long_keys() {
  static auto* const arena = new KeyArena(LongLockedKey::kMost);
  return *arena;
}

}  // namespace

LockedKey::LockedKey() : slot_(arena_of_keys().take()) {}

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
    arena_of_keys().give_back(std::exchange(other.slot_, nullptr));
  }
  return *this;
}

LockedKey::~LockedKey() {
  if (slot_ != nullptr) arena_of_keys().give_back(slot_);
}

LongLockedKey::LongLockedKey(std::size_t size) : size_(size) {
  if (size > kMost) throw std::invalid_argument("a locked key has at most 64 bytes");
  slot_ = arena_of_long_keys().take();
}

LongLockedKey::LongLockedKey(LongLockedKey&& other) noexcept
    : slot_(std::exchange(other.slot_, nullptr)), size_(std::exchange(other.size_, 0)) {}

LongLockedKey& LongLockedKey::operator=(LongLockedKey&& other) noexcept {
  std::swap(slot_, other.slot_);
  std::swap(size_, other.size_);
  return *this;
}

LongLockedKey::~LongLockedKey() {
  if (slot_ != nullptr) arena_of_long_keys().give_back(slot_);
}

bool keys_are_locked() {
  const LockedKey one;  // so that there is a block
  return KeyArena::all_locked();
}

}  // namespace strongroom::crypto
