#include "ops/iam/create_group.h"

#include "iam/group_changes.h"
#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> CreateGroup::access(OperationContext& context, const Input& input) {
  return access_to_new(context, "iam:CreateGroup", "group", input.path.value_or("/"),
                       input.group_name);
}

Task<Result<CreateGroup::Output>> CreateGroup::handle(OperationContext& context,
                                                      const Input& input) {
  SR_CO_TRY(strongroom::iam::GroupPtr group,
            co_await commit(
                context, strongroom::iam::create_group(context.services.identity.basis(context.now),
                                                       context.partition.account, input.group_name,
                                                       input.path.value_or("/"))));
  co_return Output{.group = described(std::move(group))};
}

}  // namespace strongroom::ops::iam_api
