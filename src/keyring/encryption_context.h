#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <span>
#include <string_view>
#include <utility>

namespace strongroom::keyring {

/// Pairs that are authenticated together with what is encrypted, in any order. Borrowed.
using EncryptionContext = std::span<const std::pair<std::string_view, std::string_view>>;

/// canon(EC) of crypto contract 5.1: pairs in the order of their keys' bytes, each part with its
/// length. Validation: more than 8192 bytes, or a key that is there twice.
Result<Bytes> canonical_context(EncryptionContext context);

}  // namespace strongroom::keyring
