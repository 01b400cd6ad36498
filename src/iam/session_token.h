#pragma once

#include "base/result.h"
#include "iam/session.h"
#include "keyring/keyring.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace strongroom::iam {

/// Tokens are shorter than this (iam contract 1.2).
inline constexpr std::size_t kTokenBound = 2048;

/// A session as the text that its holder sends with each request.
struct SessionToken {
  std::string text;
  unsigned packed_percentage = 0;  ///< PackedPolicySize; meaningful with `has_packed_parts`.
};

/// Seals the session under the keyring's token key (docs/formats/session-token.md): nobody else can
/// read, change or make one, and none of another deployment opens here. PackedPolicyTooLarge when
/// policies and tags take more room than there is.
Result<SessionToken> seal_session(const keyring::Keyring& keyring, const Session& session);

/// InvalidCiphertext for whatever is not such a token; any text may be given. Says nothing about
/// expiry.
Result<Session> open_session(const keyring::Keyring& keyring, std::string_view token);

}  // namespace strongroom::iam
