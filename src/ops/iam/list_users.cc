#include "ops/iam/list_users.h"

#include "iam/names.h"
#include "ops/iam/entity_access.h"

#include <algorithm>
#include <iterator>

namespace strongroom::ops::iam_api {

using strongroom::iam::UserPtr;

Result<policy::AccessRequest> ListUsers::access(OperationContext& context, const Input&) {
  return access_to_all(context, "iam:ListUsers");
}

Task<Result<ListUsers::Output>> ListUsers::handle(OperationContext& context, const Input& input) {
  const std::string_view prefix = input.path_prefix.value_or("/");
  std::vector<UserPtr> users =
      context.services.identity.directory().all<strongroom::iam::User>(context.partition.account);
  std::erase_if(users, [&](const UserPtr& user) { return !user->path.starts_with(prefix); });
  SR_CO_TRY(
      const Page<UserPtr> page,
      page_of(context, "ListUsers " + std::string(prefix), {input.marker, input.max_items}, users,
              [](const UserPtr& user) { return strongroom::iam::lower_case(user->name); }));
  Output output{.users = {}, .is_truncated = page.is_truncated, .marker = page.marker};
  std::ranges::transform(page.items, std::back_inserter(output.users),
                         [](const UserPtr& user) { return in_list(user); });
  co_return output;
}

}  // namespace strongroom::ops::iam_api
