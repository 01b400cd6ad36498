#pragma once

#include "base/bytes.h"

#include <cstddef>
#include <cstdint>

/// Hashes and HMACs that clients choose. Ours are in hash.h, and faster.
namespace strongroom::crypto {

enum class HashAlgorithm : std::uint8_t { Sha1, Sha224, Sha256, Sha384, Sha512 };

std::size_t digest_size(HashAlgorithm algorithm);

/// Any thread.
Bytes digest(HashAlgorithm algorithm, ByteView message);

/// RFC 2104. Compare by equal_in_constant_time (random.h). Any thread.
Bytes hmac(HashAlgorithm algorithm, ByteView key, ByteView message);

}  // namespace strongroom::crypto
