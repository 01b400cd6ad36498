#include "iam/boundary.h"

#include "base/arn.h"

#include <fmt/format.h>

namespace strongroom::iam {

Result<void> hold_boundary(const Basis& basis, ChangeBuilder& builder, std::string_view account,
                           std::string_view arn) {
  const auto parts = parse_arn(arn);
  if (!parts || parts->service != "iam" || !parts->resource.starts_with("policy/")) {
    return failure(ErrorCode::Validation,
                   fmt::format("Value ({}) for parameter PermissionsBoundary is invalid.", arn));
  }
  const ManagedPolicyPtr policy = basis.directory.find_policy(arn);
  if (policy == nullptr || (!policy->aws_managed() && policy->account != account)) {
    return failure(ErrorCode::NoSuchEntity,
                   fmt::format("Scope ARN: {} does not exist or is not attachable.", arn));
  }
  hold_policy(builder, *policy);
  return {};
}

}  // namespace strongroom::iam
