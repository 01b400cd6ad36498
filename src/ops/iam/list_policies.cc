#include "ops/iam/list_policies.h"

#include "ops/iam/entity_access.h"
#include "ops/iam/policy_order.h"
#include "ops/iam/policy_usage.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::ops::iam_api {

using strongroom::iam::ManagedPolicy;
using strongroom::iam::ManagedPolicyPtr;

namespace {

std::vector<ManagedPolicyPtr> policies_in(const OperationContext& context, std::string_view scope) {
  const auto& directory = context.services.identity.directory();
  std::vector<ManagedPolicyPtr> policies;
  if (scope != ListPolicies::kOfAws) {
    policies = directory.all<ManagedPolicy>(context.partition.account);
  }
  if (scope != ListPolicies::kOfAccount) {
    std::ranges::move(directory.all<ManagedPolicy>(strongroom::iam::kAwsAccount),
                      std::back_inserter(policies));
  }
  return policies;
}

bool is_wanted(const ListPolicies::Input& input, PolicyUsage::Counts used) {
  if (input.only_attached && used.attachments == 0) return false;
  if (input.usage == kAsPermissions) return used.attachments > 0;
  if (input.usage == kAsBoundary) return used.boundaries > 0;
  return true;
}

}  // namespace

Result<policy::AccessRequest> ListPolicies::access(OperationContext& context, const Input&) {
  return access_to_all(context, "iam:ListPolicies");
}

Task<Result<ListPolicies::Output>> ListPolicies::handle(OperationContext& context,
                                                        const Input& input) {
  const std::string_view scope = input.scope.value_or(kAll);
  const std::string_view prefix = input.path_prefix.value_or("/");
  const PolicyUsage usage(context.services.identity.directory(), context.partition.account);
  std::vector<ManagedPolicyPtr> policies = in_order(policies_in(context, scope), prefix);
  std::erase_if(policies, [&](const ManagedPolicyPtr& policy) {
    return !is_wanted(input, usage.of(policy->arn()));
  });
  const std::string question = fmt::format("ListPolicies {} {} {} {}", scope, input.only_attached,
                                           input.usage.value_or("-"), prefix);
  SR_CO_TRY(Page<ManagedPolicyPtr> page,
            page_of(context, question, {input.marker, input.max_items}, policies,
                    [](const ManagedPolicyPtr& policy) { return position_of(*policy); }));
  co_return shown_page(std::move(page), [&](const ManagedPolicyPtr& policy) {
    return in_list(policy, usage.of(policy->arn()));
  });
}

}  // namespace strongroom::ops::iam_api
