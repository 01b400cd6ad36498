#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "base/result.h"

#include <span>
#include <string_view>
#include <utility>

namespace strongroom::keyring {

/// Pairs that are authenticated together with what is encrypted, in any order. Borrowed.
using EncryptionContext = std::span<const std::pair<std::string_view, std::string_view>>;

/// canon(EC) of crypto contract 5.1: pairs in the order of their keys' bytes, each part with its
/// length; in the arena. Validation: more than 8192 bytes, or a key that is there twice.
Result<ByteView> canonical_context(EncryptionContext context, Arena& arena);

}  // namespace strongroom::keyring
