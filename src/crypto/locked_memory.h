#pragma once

#include "base/bytes.h"

#include <cstddef>
#include <span>

namespace strongroom::crypto {

/// 32 bytes of a key that lives long (root key, keyring, backing keys), in memory that is locked
/// against swapping, left out of core dumps, gone in a forked child and fenced by guard pages
/// (crypto contract 9). Move-only; wiped when destroyed or assigned over. Making and destroying
/// one takes a lock: for keys that are kept, not for those of a request.
class LockedKey {
 public:
  static constexpr std::size_t kSize = 32;

  LockedKey();  ///< All zero, to be filled through `writable`. Throws std::bad_alloc.
  static LockedKey copy_of(ByteView key);  ///< `key` has kSize bytes; the caller wipes its copy.
  static LockedKey random();

  LockedKey(LockedKey&& other) noexcept;
  LockedKey& operator=(LockedKey&& other) noexcept;
  ~LockedKey();
  LockedKey(const LockedKey&) = delete;
  LockedKey& operator=(const LockedKey&) = delete;

  LockedKey clone() const { return copy_of(reveal()); }  ///< Copying is always visible.
  /// Not for one that was moved from.
  ByteView reveal() const noexcept { return {slot_, kSize}; }
  std::span<std::byte> writable() noexcept { return {slot_, kSize}; }

 private:
  std::byte* slot_;
};

/// The same for a key of another length, as HMAC keys of clients have. Assigned over, the old one
/// is wiped when `other` goes.
class LongLockedKey {
 public:
  static constexpr std::size_t kMost = 64;

  LongLockedKey() = default;                 ///< Of no bytes.
  explicit LongLockedKey(std::size_t size);  ///< To be filled. Throws std::bad_alloc.

  LongLockedKey(LongLockedKey&& other) noexcept;
  LongLockedKey& operator=(LongLockedKey&& other) noexcept;
  ~LongLockedKey();
  LongLockedKey(const LongLockedKey&) = delete;
  LongLockedKey& operator=(const LongLockedKey&) = delete;

  ByteView reveal() const noexcept { return {slot_, size_}; }
  std::span<std::byte> writable() noexcept { return {slot_, size_}; }

 private:
  std::byte* slot_ = nullptr;
  std::size_t size_ = 0;
};

/// True when the system has locked all memory of keys so far, also of private keys that OpenSSL
/// holds. False mostly means that RLIMIT_MEMLOCK is too low: keys may then reach the swap space.
/// Any thread.
bool keys_are_locked();

}  // namespace strongroom::crypto
