#pragma once

#include "iam/entities.h"
#include "iam/lookup.h"
#include "ops/access.h"
#include "ops/context.h"
#include "policy/access.h"

#include <string_view>

/// What an IAM operation needs to be allowed (iam contract 6): `iam:<Operation>` on the ARN of the
/// entity, or on `*`.
namespace strongroom::ops::iam_api {

/// On `arn`, which is copied.
policy::AccessRequest access_to_arn(const OperationContext& context, std::string_view action,
                                    std::string_view arn);

/// On an entity that is to be made.
policy::AccessRequest access_to_new(const OperationContext& context, std::string_view action,
                                    std::string_view type, std::string_view path,
                                    std::string_view name);

/// On a User, Group or Role, with its tags and its boundary (iam:PermissionsBoundary,
/// iam:ResourceTag/k, aws:ResourceTag/k); on the ARN that the name would have when there is none.
template <class E>
policy::AccessRequest access_to(OperationContext& context, std::string_view action,
                                std::string_view name);

/// The same for a customer's or AWS's policy, named by ARN.
policy::AccessRequest access_to_policy(OperationContext& context, std::string_view action,
                                       std::string_view arn);

}  // namespace strongroom::ops::iam_api
