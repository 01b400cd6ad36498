#include "ops/iam/inline_policies.h"

#include "iam/lookup.h"
#include "iam/permission_changes.h"
#include "ops/iam/entity_access.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::ops::iam_api {

using strongroom::iam::Group;
using strongroom::iam::InlinePolicy;
using strongroom::iam::Role;
using strongroom::iam::User;

template <class E, ActionText kAction>
Result<policy::AccessRequest> PutInlinePolicy<E, kAction>::access(OperationContext& context,
                                                                  const Input& input) {
  return access_to<E>(context, kAction.action(), input.name);
}

template <class E, ActionText kAction>
Task<Result<typename PutInlinePolicy<E, kAction>::Output>> PutInlinePolicy<E, kAction>::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto entity, decided<E>(context, input.name));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::put_inline_policy<E>(context.services.identity.basis(context.now),
                                                     entity, input.policy_name, input.document)));
  co_return Output{};
}

template struct PutInlinePolicy<Group, "iam:PutGroupPolicy">;
template struct PutInlinePolicy<Role, "iam:PutRolePolicy">;
template struct PutInlinePolicy<User, "iam:PutUserPolicy">;

template <class E, ActionText kAction>
Result<policy::AccessRequest> GetInlinePolicy<E, kAction>::access(OperationContext& context,
                                                                  const Input& input) {
  return access_to<E>(context, kAction.action(), input.name);
}

template <class E, ActionText kAction>
Task<Result<typename GetInlinePolicy<E, kAction>::Output>> GetInlinePolicy<E, kAction>::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(auto entity, decided<E>(context, input.name));
  SR_CO_TRY(const InlinePolicy* const policy,
            strongroom::iam::require_inline(*entity, input.policy_name));
  Output output{.name = entity->name,
                .policy_name = policy->name,
                .document = policy->document->text,
                .entity = nullptr};
  output.entity = std::move(entity);
  co_return output;
}

template struct GetInlinePolicy<Group, "iam:GetGroupPolicy">;
template struct GetInlinePolicy<Role, "iam:GetRolePolicy">;
template struct GetInlinePolicy<User, "iam:GetUserPolicy">;

template <class E, ActionText kAction>
Result<policy::AccessRequest> DeleteInlinePolicy<E, kAction>::access(OperationContext& context,
                                                                     const Input& input) {
  return access_to<E>(context, kAction.action(), input.name);
}

template <class E, ActionText kAction>
Task<Result<typename DeleteInlinePolicy<E, kAction>::Output>>
DeleteInlinePolicy<E, kAction>::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto entity, decided<E>(context, input.name));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::delete_inline_policy<E>(
                   context.services.identity.basis(context.now), entity, input.policy_name)));
  co_return Output{};
}

template struct DeleteInlinePolicy<Group, "iam:DeleteGroupPolicy">;
template struct DeleteInlinePolicy<Role, "iam:DeleteRolePolicy">;
template struct DeleteInlinePolicy<User, "iam:DeleteUserPolicy">;

template <class E, ActionText kAction>
Result<policy::AccessRequest> ListInlinePolicies<E, kAction>::access(OperationContext& context,
                                                                     const Input& input) {
  return access_to<E>(context, kAction.action(), input.name);
}

template <class E, ActionText kAction>
Task<Result<typename ListInlinePolicies<E, kAction>::Output>>
ListInlinePolicies<E, kAction>::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto entity, decided<E>(context, input.name));
  std::vector<std::string> names;
  for (const InlinePolicy& policy : entity->permissions.inlined) names.push_back(policy.name);
  std::ranges::sort(names);
  co_return page_of(context, fmt::format("{} {}", kName, entity->id),
                    {input.marker, input.max_items}, names,
                    [](const std::string& name) { return name; });
}

template struct ListInlinePolicies<Group, "iam:ListGroupPolicies">;
template struct ListInlinePolicies<Role, "iam:ListRolePolicies">;
template struct ListInlinePolicies<User, "iam:ListUserPolicies">;

}  // namespace strongroom::ops::iam_api
