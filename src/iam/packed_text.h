#pragma once

#include "base/bytes.h"

#include <cstddef>
#include <optional>

namespace strongroom::iam {

/// Compresses what session tokens carry of policies and tags: raw DEFLATE with a dictionary of
/// words that policies are made of. The dictionary is part of the format.
Bytes packed(ByteView plain);

/// Nothing when it is not a packed text of at most `limit` bytes.
std::optional<Bytes> unpacked(ByteView packed, std::size_t limit);

}  // namespace strongroom::iam
