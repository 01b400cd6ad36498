#pragma once

#include "base/bytes.h"
#include "crypto/secret_bytes.h"

#include <cstddef>
#include <optional>

/// AES key wrap with padding (RFC 5649) under an AES-256 key: what RSA_AES_KEY_WRAP carries key
/// material in (kms contract 11.6).
namespace strongroom::crypto {

inline constexpr std::size_t kWrappingKeySize = 32;
inline constexpr std::size_t kLongestWrapped = 8192;

/// `key` has kWrappingKeySize bytes; `plain` has 1 to kLongestWrapped. Another size is a bug and
/// throws. Any thread.
Bytes wrap_key(ByteView key, ByteView plain);

/// Nothing when it does not open, is too long, or the key has another size. Any thread.
std::optional<SecretBytes> unwrap_key(ByteView key, ByteView wrapped);

}  // namespace strongroom::crypto
