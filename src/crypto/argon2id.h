#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <span>

namespace strongroom::crypto {

/// What one derivation takes.
struct Argon2Cost {
  std::uint32_t passes = 0;
  std::uint32_t memory_kib = 0;
  std::uint32_t lanes = 0;

  friend bool operator==(const Argon2Cost&, const Argon2Cost&) = default;
};

struct Argon2Input {
  ByteView passphrase;
  ByteView salt;
  ByteView secret = {};
  ByteView associated = {};
};

/// Argon2id (RFC 9106). Its working memory is left out of core dumps and wiped. False when the
/// system has not that much of it, or the cost is none that Argon2 allows; `out` is then zero. Slow
/// on purpose: not for an I/O thread. Any thread.
bool argon2id(const Argon2Input& input, const Argon2Cost& cost, std::span<std::byte> out);

}  // namespace strongroom::crypto
