#pragma once

#include "base/bytes.h"

#include <cstddef>
#include <initializer_list>
#include <span>

namespace strongroom::crypto {

inline constexpr std::size_t kKeySize = 32;
inline constexpr std::size_t kIvSize = 12;
inline constexpr std::size_t kTagSize = 16;

/// AES-256-GCM, 96-bit IV, 128-bit tag. Contexts are kept per thread, algorithms fetched once
/// (crypto contract 10). `sealed` is ciphertext then tag: kTagSize longer than `plain`.
/// `associated` is authenticated, parts one after another. The two buffers must not overlap, or be
/// the same start (in place). A buffer, key or IV of another size is a bug and throws. Any thread.
void aead_seal(ByteView key, ByteView iv, std::initializer_list<ByteView> associated,
               ByteView plain, std::span<std::byte> sealed);

/// False when key, IV, associated data, ciphertext or tag do not fit each other, or `sealed` is
/// shorter than a tag; `plain` is then wiped. `plain` is kTagSize shorter than `sealed`.
[[nodiscard]] bool aead_open(ByteView key, ByteView iv, std::initializer_list<ByteView> associated,
                             ByteView sealed, std::span<std::byte> plain);

}  // namespace strongroom::crypto
