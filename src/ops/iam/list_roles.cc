#include "ops/iam/list_roles.h"

#include "iam/names.h"
#include "ops/iam/entity_access.h"

#include <string>
#include <utility>
#include <vector>

namespace strongroom::ops::iam_api {

using strongroom::iam::RolePtr;

Result<policy::AccessRequest> ListRoles::access(OperationContext& context, const Input&) {
  return access_to_all(context, "iam:ListRoles");
}

Task<Result<ListRoles::Output>> ListRoles::handle(OperationContext& context, const Input& input) {
  const auto& directory = context.services.identity.directory();
  const std::string_view prefix = input.path_prefix.value_or("/");
  std::vector<RolePtr> roles = directory.all<strongroom::iam::Role>(context.partition.account);
  std::erase_if(roles, [&](const RolePtr& role) { return !role->path.starts_with(prefix); });
  SR_CO_TRY(
      Page<RolePtr> page,
      page_of(context, "ListRoles " + std::string(prefix), {input.marker, input.max_items}, roles,
              [](const RolePtr& role) { return strongroom::iam::lower_case(role->name); }));
  co_return shown_page(std::move(page),
                       [&](RolePtr role) { return in_list(std::move(role), directory); });
}

}  // namespace strongroom::ops::iam_api
