#include "ops/iam/list_policy_versions.h"

#include "ops/iam/entity_access.h"

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::ops::iam_api {

namespace {

using strongroom::iam::ManagedPolicy;
using strongroom::iam::PolicyVersion;

/// Lower for newer versions.
std::string version_position(const PolicyVersion& version) {
  return fmt::format("{:010}", std::numeric_limits<std::uint32_t>::max() - version.number);
}

}  // namespace

Result<policy::AccessRequest> ListPolicyVersions::access(OperationContext& context,
                                                         const Input& input) {
  return access_to<ManagedPolicy>(context, "iam:ListPolicyVersions", input.policy_arn);
}

Task<Result<ListPolicyVersions::Output>> ListPolicyVersions::handle(OperationContext& context,
                                                                    const Input& input) {
  SR_CO_TRY(const strongroom::iam::ManagedPolicyPtr policy,
            decided<ManagedPolicy>(context, input.policy_arn));
  const std::vector<PolicyVersion> newest_first(policy->versions.rbegin(), policy->versions.rend());
  SR_CO_TRY(Page<PolicyVersion> page,
            page_of(context, fmt::format("ListPolicyVersions {}", policy->id),
                    {input.marker, input.max_items}, newest_first, version_position));
  co_return shown_page(std::move(page),
                       [&](const PolicyVersion& version) { return in_list(version, policy); });
}

}  // namespace strongroom::ops::iam_api
