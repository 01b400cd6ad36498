#pragma once

#include "base/bytes.h"
#include "crypto/hash.h"

#include <span>

namespace strongroom::crypto {

/// SHA-256 of each of `texts` into the place of `digests` with its number. Several texts of about
/// the same size cost little more than one where vector registers hold a text a lane
/// (docs/decisions/0016-sha-256-of-many-texts.md). Nothing of a text stays behind. Any thread.
void sha256_each(std::span<const ByteView> texts, std::span<Digest256> digests);

}  // namespace strongroom::crypto
