#pragma once

#include "base/bytes.h"

#include <span>
#include <string>
#include <string_view>

namespace strongroom::iam {

/// Argon2id of a password with a fresh salt, in the usual text form `$argon2id$v=19$m=...`. Takes
/// 19 MiB and tens of milliseconds on purpose: never on a thread that serves requests
/// (base/worker_pool.h).
std::string hash_password(ByteView password);

/// Whether `hash` is of this password; false for what is no hash. As slow.
bool password_matches(std::string_view hash, ByteView password);

/// Whether any of the hashes is of this password: for passwords that must not come back.
bool password_among(std::span<const std::string> hashes, ByteView password);

}  // namespace strongroom::iam
