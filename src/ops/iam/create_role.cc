#include "ops/iam/create_role.h"

#include "iam/role_changes.h"
#include "ops/iam/entity_access.h"

#include <chrono>
#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> CreateRole::access(OperationContext& context, const Input& input) {
  policy::AccessRequest access =
      access_to_new(context, "iam:CreateRole", "role", input.path.value_or("/"), input.role_name);
  add_condition(access, "iam:PermissionsBoundary", input.boundary);
  add_tag_conditions(access, input.tags, context.arena);
  return access;
}

Task<Result<CreateRole::Output>> CreateRole::handle(OperationContext& context, const Input& input) {
  const auto tags = owned(input.tags);
  const std::chrono::seconds max_session{
      input.max_session.value_or(strongroom::iam::kShortestMaxSession.count())};
  SR_CO_TRY(strongroom::iam::RolePtr role,
            co_await commit(context, strongroom::iam::create_role(
                                         context.services.identity.basis(context.now),
                                         {.account = context.partition.account,
                                          .name = input.role_name,
                                          .trust_policy = input.trust_policy,
                                          .path = input.path.value_or("/"),
                                          .description = input.description.value_or(""),
                                          .max_session = max_session,
                                          .boundary = input.boundary.value_or(""),
                                          .tags = tags})));
  co_return Output{.role = as_created(std::move(role), context.services.identity.directory())};
}

}  // namespace strongroom::ops::iam_api
