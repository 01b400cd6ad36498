#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "ops/context.h"
#include "policy/explanation.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::gateway {

/// A condition key as somebody sets it for a question.
struct GivenContext {
  std::string key;
  std::vector<std::string> values;
};

/// "Might this principal do that?", asked by the operator.
struct AccessQuestion {
  /// ARN of a user, a role, a role session (`assumed-role/ROLE/NAME`) or an account's root.
  std::string principal;
  std::string action;    ///< `secretsmanager:GetSecretValue`
  std::string resource;  ///< An ARN or `*`.
  std::vector<GivenContext> context;
};

/// Decides as a call of the principal would be decided at `now`, by policies as they are: his own
/// and those of what he asks for, a secret's resource policy or a role's trust policy; without
/// session policies. Of the call nothing is known but `context`, which wins over all else. Text of
/// the form of policy::explanation_text. Errors: InvalidInput, NoSuchEntity.
Result<std::string> explain_access(const ops::Services& services, const AccessQuestion& question,
                                   Timestamp now);

}  // namespace strongroom::gateway
