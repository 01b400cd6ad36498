#include "ops/iam/policy_order.h"

#include "iam/names.h"

#include <algorithm>

namespace strongroom::ops::iam_api {

using strongroom::iam::ManagedPolicyPtr;

std::string position_of(const strongroom::iam::ManagedPolicy& policy) {
  // A zero ends the name, so that no name stands between another one's and its account.
  std::string position = strongroom::iam::lower_case(policy.name);
  position += '\0';
  position += policy.aws_managed() ? "" : policy.account;
  return position;
}

std::vector<ManagedPolicyPtr> in_order(std::vector<ManagedPolicyPtr> policies,
                                       std::string_view path_prefix) {
  std::erase_if(policies, [&](const ManagedPolicyPtr& policy) {
    return !policy->path.starts_with(path_prefix);
  });
  std::ranges::sort(policies, {},
                    [](const ManagedPolicyPtr& policy) { return position_of(*policy); });
  return policies;
}

}  // namespace strongroom::ops::iam_api
