#pragma once

#include "crypto/hash.h"

#include <string_view>

namespace strongroom::audit {

/// SHA-256 of a record without its newline. What records of one caller and one second begin with is
/// hashed once in a thread: more than half of each. Any thread.
crypto::Digest256 record_hash(std::string_view record);

}  // namespace strongroom::audit
