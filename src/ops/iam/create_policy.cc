#include "ops/iam/create_policy.h"

#include "iam/managed_policy_changes.h"
#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> CreatePolicy::access(OperationContext& context, const Input& input) {
  policy::AccessRequest access = access_to_new(context, "iam:CreatePolicy", "policy",
                                               input.path.value_or("/"), input.policy_name);
  add_tag_conditions(access, input.tags, context.arena);
  return access;
}

Task<Result<CreatePolicy::Output>> CreatePolicy::handle(OperationContext& context,
                                                        const Input& input) {
  const auto tags = owned(input.tags);
  SR_CO_TRY(strongroom::iam::ManagedPolicyPtr policy,
            co_await commit(context, strongroom::iam::create_policy(
                                         context.services.identity.basis(context.now),
                                         {.account = context.partition.account,
                                          .name = input.policy_name,
                                          .document = input.document,
                                          .path = input.path.value_or("/"),
                                          .description = input.description.value_or(""),
                                          .tags = tags})));
  co_return Output{.policy = as_created(std::move(policy))};
}

}  // namespace strongroom::ops::iam_api
