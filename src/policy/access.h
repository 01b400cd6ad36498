#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::policy {

/// Who asks. `arn` is what policies match and refusals name.
struct Principal {
  std::string account;
  std::string arn;
  bool root = false;  ///< The account's root user.
};

/// What an operation wants to do to what: all that a decision may look at, beside the policies.
struct AccessRequest {
  std::string_view action;  ///< "secretsmanager:GetSecretValue"
  /// An ARN; or the name as the caller sent it when it can't be resolved; or "*".
  std::string resource;
  /// The account that owns the resource; the caller's when it can't be resolved.
  std::string resource_account;
  /// Condition keys and their values, e.g. {"secretsmanager:VersionStage", {"AWSCURRENT"}}.
  std::vector<std::pair<std::string, std::vector<std::string>>> context;
};

enum class Effect { Allow, ExplicitDeny, ImplicitDeny };

/// A decision with its reason, which goes to the log and to `explain`, never to the client.
struct Decision {
  Effect effect = Effect::ImplicitDeny;
  std::string reason;
  bool allowed() const { return effect == Effect::Allow; }
};

}  // namespace strongroom::policy
