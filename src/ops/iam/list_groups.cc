#include "ops/iam/list_groups.h"

#include "iam/names.h"
#include "ops/iam/entity_access.h"

#include <string>
#include <utility>
#include <vector>

namespace strongroom::ops::iam_api {

using strongroom::iam::GroupPtr;

Result<policy::AccessRequest> ListGroups::access(OperationContext& context, const Input&) {
  return access_to_all(context, "iam:ListGroups");
}

Task<Result<ListGroups::Output>> ListGroups::handle(OperationContext& context, const Input& input) {
  const std::string prefix(input.path_prefix.value_or("/"));
  std::vector<GroupPtr> groups =
      context.services.identity.directory().all<strongroom::iam::Group>(context.partition.account);
  std::erase_if(groups, [&](const GroupPtr& group) { return !group->path.starts_with(prefix); });
  SR_CO_TRY(
      Page<GroupPtr> page,
      page_of(context, "ListGroups " + prefix, {input.marker, input.max_items}, groups,
              [](const GroupPtr& group) { return strongroom::iam::lower_case(group->name); }));
  co_return shown_page(std::move(page), described);
}

}  // namespace strongroom::ops::iam_api
