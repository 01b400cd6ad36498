#include "ops/iam/boundaries.h"

#include "iam/permission_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::Role;
using strongroom::iam::User;

template <class E, ActionText kAction>
Result<policy::AccessRequest> PutBoundary<E, kAction>::access(OperationContext& context,
                                                              const Input& input) {
  constexpr std::string_view kBoundaryKey = "iam:PermissionsBoundary";
  policy::AccessRequest access = access_to<E>(context, kAction.action(), input.name);
  // The decision is about the boundary that is to be, not about the one that goes.
  std::erase_if(access.context,
                [&](const policy::ConditionKey& key) { return key.name == kBoundaryKey; });
  add_condition(access, kBoundaryKey, input.boundary);
  return access;
}

template <class E, ActionText kAction>
Task<Result<typename PutBoundary<E, kAction>::Output>> PutBoundary<E, kAction>::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto entity, decided<E>(context, input.name));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::put_boundary<E>(context.services.identity.basis(context.now),
                                                entity, input.boundary)));
  co_return Output{};
}

template struct PutBoundary<Role, "iam:PutRolePermissionsBoundary">;
template struct PutBoundary<User, "iam:PutUserPermissionsBoundary">;

template <class E, ActionText kAction>
Result<policy::AccessRequest> DeleteBoundary<E, kAction>::access(OperationContext& context,
                                                                 const Input& input) {
  return access_to<E>(context, kAction.action(), input.name);
}

template <class E, ActionText kAction>
Task<Result<typename DeleteBoundary<E, kAction>::Output>> DeleteBoundary<E, kAction>::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto entity, decided<E>(context, input.name));
  SR_CO_CHECK(co_await commit(context, strongroom::iam::delete_boundary<E>(
                                           context.services.identity.basis(context.now), entity)));
  co_return Output{};
}

template struct DeleteBoundary<Role, "iam:DeleteRolePermissionsBoundary">;
template struct DeleteBoundary<User, "iam:DeleteUserPermissionsBoundary">;

}  // namespace strongroom::ops::iam_api
