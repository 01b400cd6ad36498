#pragma once

#include "base/clock.h"
#include "crypto/secret_bytes.h"
#include "iam/tag.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::iam {

/// A temporary credential and what it stands for (iam contract 4.7): all that its token carries.
/// Immutable once issued.
struct Session {
  /// Stored in tokens: never change a number.
  enum class Kind : std::uint8_t {
    AssumedRole = 1,
    User = 2,  ///< GetSessionToken: the user himself, or root.
    Federated = 3,
  };

  Kind kind = Kind::AssumedRole;
  std::string account;
  std::string principal_id;  ///< Unique id of the role or user; empty for the account's root.
  std::string name;          ///< Of the role session or the federated user; empty for a user's.
  std::string access_key_id;
  crypto::SecretBytes secret;  ///< The secret access key, 40 characters.
  Timestamp issued;
  Timestamp expires;
  /// The long-term key that asked for a User or Federated session: it ends with that key. Empty for
  /// role sessions.
  std::string parent_key;
  bool chained = false;            ///< A role session that another role session asked for.
  std::optional<Timestamp> mfa;    ///< When the one-time code was given.
  std::string source_identity;     ///< Empty for none.
  std::string federated_provider;  ///< ARN of the identity provider; empty for none.

  // Frozen when the session is made; together they are what the packed size is about.
  std::string policy;                    ///< Inline session policy, JSON; empty for none.
  std::vector<std::string> policy_arns;  ///< Managed session policies.
  std::vector<Tag> tags;
  std::vector<std::string> transitive_tag_keys;

  bool has_policies() const { return !policy.empty() || !policy_arns.empty(); }
  bool has_packed_parts() const { return has_policies() || !tags.empty(); }
};
using SessionPtr = std::shared_ptr<const Session>;

}  // namespace strongroom::iam
