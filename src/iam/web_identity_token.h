#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "crypto/public_key.h"
#include "iam/key_set.h"
#include "iam/tag.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::iam {

/// A JSON Web Token by which an identity provider says who somebody is (iam contract 4.3), taken
/// apart. Nothing of it is to be believed before `verify`.
struct WebIdentityToken {
  static constexpr std::size_t kLongest = 20'000;
  static constexpr std::size_t kMostAudiences = 100;
  /// By which the provider's clock and ours may differ.
  static constexpr std::chrono::seconds kLeeway{60};

  // The header.
  crypto::SignatureAlgorithm algorithm{};
  std::string key_id;  ///< Empty when it names none: then no key verifies it.

  // The claims.
  std::string issuer;                  ///< With its scheme.
  std::string subject;                 ///< At most 255 characters.
  std::vector<std::string> audiences;  ///< At least one.
  std::optional<std::string> party;    ///< `azp`
  std::vector<std::string> methods;    ///< `amr`
  std::vector<Tag> tags;               ///< For the session; not checked.
  std::vector<std::string> transitive_tag_keys;
  std::string source_identity;  ///< Empty for none; of the form that sessions' have.
  std::chrono::sys_seconds expires;
  std::optional<std::chrono::sys_seconds> not_before;
  std::optional<std::chrono::sys_seconds> issued;

  std::string_view signed_text;  ///< Header and claims, in the token's text.
  Bytes signature;

  /// InvalidIdentityToken: no token of this kind, or signed in a way that no public key verifies.
  /// `text` outlives the token.
  static Result<WebIdentityToken> parse(std::string_view text);

  /// InvalidIdentityToken: `keys` (null for none) has not the key, or the signature is not its;
  /// or the token is not valid yet. IdentityTokenExpired.
  Result<void> verify(const KeySet* keys, Timestamp now) const;

  /// Whom the token is for among `client_ids`: the party that it was issued to, if it names one,
  /// else its audiences. InvalidIdentityToken: nobody.
  Result<std::vector<std::string_view>> accepted_audiences(
      const std::vector<std::string>& client_ids) const;
};

}  // namespace strongroom::iam
