#include "ops/iam/attached_policies.h"

#include "iam/permission_changes.h"
#include "ops/iam/entity_access.h"
#include "ops/iam/policy_order.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace strongroom::ops::iam_api {

using strongroom::iam::Group;
using strongroom::iam::ManagedPolicyPtr;
using strongroom::iam::Role;
using strongroom::iam::User;

namespace {

template <class E>
policy::AccessRequest attachment_access(OperationContext& context, std::string_view action,
                                        const AttachmentInput<E>& input) {
  policy::AccessRequest access = access_to<E>(context, action, input.name);
  add_condition(access, "iam:PolicyARN", input.policy_arn);
  return access;
}

}  // namespace

template <class E, ActionText kAction>
Result<policy::AccessRequest> AttachPolicy<E, kAction>::access(OperationContext& context,
                                                               const Input& input) {
  return attachment_access(context, kAction.action(), input);
}

template <class E, ActionText kAction>
Task<Result<typename AttachPolicy<E, kAction>::Output>> AttachPolicy<E, kAction>::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto entity, decided<E>(context, input.name));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::attach_policy<E>(context.services.identity.basis(context.now),
                                                 entity, input.policy_arn)));
  co_return Output{};
}

template struct AttachPolicy<Group, "iam:AttachGroupPolicy">;
template struct AttachPolicy<Role, "iam:AttachRolePolicy">;
template struct AttachPolicy<User, "iam:AttachUserPolicy">;

template <class E, ActionText kAction>
Result<policy::AccessRequest> DetachPolicy<E, kAction>::access(OperationContext& context,
                                                               const Input& input) {
  return attachment_access(context, kAction.action(), input);
}

template <class E, ActionText kAction>
Task<Result<typename DetachPolicy<E, kAction>::Output>> DetachPolicy<E, kAction>::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto entity, decided<E>(context, input.name));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::detach_policy<E>(context.services.identity.basis(context.now),
                                                 entity, input.policy_arn)));
  co_return Output{};
}

template struct DetachPolicy<Group, "iam:DetachGroupPolicy">;
template struct DetachPolicy<Role, "iam:DetachRolePolicy">;
template struct DetachPolicy<User, "iam:DetachUserPolicy">;

template <class E, ActionText kAction>
Result<policy::AccessRequest> ListAttachedPolicies<E, kAction>::access(OperationContext& context,
                                                                       const Input& input) {
  return access_to<E>(context, kAction.action(), input.name);
}

template <class E, ActionText kAction>
Task<Result<typename ListAttachedPolicies<E, kAction>::Output>>
ListAttachedPolicies<E, kAction>::handle(OperationContext& context, const Input& input) {
  const auto& directory = context.services.identity.directory();
  SR_CO_TRY(const auto entity, decided<E>(context, input.name));
  std::vector<ManagedPolicyPtr> policies;
  for (const std::string& arn : entity->permissions.attached) {
    if (ManagedPolicyPtr policy = directory.find_policy(arn)) policies.push_back(std::move(policy));
  }
  const std::string_view prefix = input.path_prefix.value_or("/");
  SR_CO_TRY(Page<ManagedPolicyPtr> page,
            page_of(context, fmt::format("{} {} {}", kName, entity->id, prefix),
                    {input.marker, input.max_items}, in_order(std::move(policies), prefix),
                    [](const ManagedPolicyPtr& policy) { return position_of(*policy); }));
  co_return shown_page(std::move(page), [](const ManagedPolicyPtr& policy) {
    return AttachedPolicy{.name = policy->name, .arn = policy->arn(), .policy = policy};
  });
}

template struct ListAttachedPolicies<Group, "iam:ListAttachedGroupPolicies">;
template struct ListAttachedPolicies<Role, "iam:ListAttachedRolePolicies">;
template struct ListAttachedPolicies<User, "iam:ListAttachedUserPolicies">;

}  // namespace strongroom::ops::iam_api
