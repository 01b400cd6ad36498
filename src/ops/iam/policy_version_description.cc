#include "ops/iam/policy_version_description.h"

#include <fmt/format.h>

#include <utility>

namespace strongroom::ops::iam_api {

PolicyVersionDescription in_list(const strongroom::iam::PolicyVersion& version,
                                 strongroom::iam::ManagedPolicyPtr policy) {
  PolicyVersionDescription description;
  description.id = fmt::format("v{}", version.number);
  description.is_default = version.number == policy->default_version;
  description.created = version.created;
  description.policy = std::move(policy);
  return description;
}

}  // namespace strongroom::ops::iam_api
