#pragma once

#include "policy/access.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::policy {

/// Who asks, with all that policies can look at (policy contract 2.1, 3 and 4.3). Built once when
/// a credential is checked or a session opened; immutable afterwards.
struct Caller {
  enum class Kind : std::uint8_t {
    Root,
    User,  ///< Also with a session from GetSessionToken: then `temporary`.
    RoleSession,
    FederatedSession,  ///< From GetFederationToken, of a user or of root.
    WebIdentity,       ///< Who holds a token of an identity provider; asks only for a role.
    Service,           ///< A service that acts as itself.
    Anonymous,
  };

  Kind kind = Kind::Anonymous;
  std::string account = {};  ///< Empty for services, web identities and anonymous callers.
  /// What refusals name: of the user, of the root user, of the session.
  std::string arn = {};
  /// The role's, with its path, for role sessions; the user's for federated sessions; else empty.
  std::string parent_arn = {};
  /// AIDA... of the user (also behind a federated session), AROA... of the role; else empty.
  std::string unique_id = {};
  std::string user_id = {};  ///< aws:userid (policy contract 3)
  std::string user_name = {};
  /// Of the user; or of the role overlaid by those of the session.
  std::vector<Tag> tags = {};

  bool temporary = false;  ///< The credential expires.
  std::optional<std::chrono::sys_seconds> token_issued = {};
  std::optional<bool> mfa_present = {};                   ///< Only temporary credentials have it.
  std::optional<std::chrono::sys_seconds> mfa_time = {};  ///< When the code was given.
  /// ARN of the identity provider, for web identities and for the sessions that they got.
  std::string federated_provider = {};
  std::string source_identity = {};

  std::string service = {};                     ///< "secretsmanager.amazonaws.com", for services.
  std::vector<std::string> service_names = {};  ///< All names of it.
  std::string organization = {};                ///< aws:PrincipalOrgID
  std::vector<std::string> organization_paths = {};
};

}  // namespace strongroom::policy
