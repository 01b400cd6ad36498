#pragma once

#include "base/result.h"
#include "iam/entities.h"
#include "ops/context.h"
#include "policy/access.h"
#include "policy/caller.h"

#include <optional>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// A user, group or role of the caller's account as what its policies say (iam contract 3.10).
struct PolicySource {
  /// Its own, attached ones and, for a user, those of his groups.
  std::vector<strongroom::iam::PolicyTextPtr> policies;
  strongroom::iam::ManagedPolicyPtr boundary;  ///< Null when there is none.
  policy::Caller caller;                       ///< As its requests would come; nobody for a group.
};

/// The entity that the decision was about, which has this ARN. InvalidInput: not the ARN of a user,
/// group or role. NoSuchEntity: none in this account. PolicyEvaluation: a policy of it is missing.
Result<PolicySource> policy_source(const OperationContext& context, std::string_view arn);

/// `action` on the entity with this ARN, whether or not there is one.
policy::AccessRequest access_to_source(OperationContext& context, std::string_view action,
                                       std::string_view arn);

/// Who a simulation's CallerArn names: it need not exist. InvalidInput: not the ARN of a user.
Result<policy::Caller> simulated_user(std::string_view arn);

}  // namespace strongroom::ops::iam_api
