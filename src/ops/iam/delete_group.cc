#include "ops/iam/delete_group.h"

#include "iam/group_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::Group;

Result<policy::AccessRequest> DeleteGroup::access(OperationContext& context, const Input& input) {
  return access_to<strongroom::iam::Group>(context, "iam:DeleteGroup", input.group_name);
}

Task<Result<DeleteGroup::Output>> DeleteGroup::handle(OperationContext& context,
                                                      const Input& input) {
  SR_CO_TRY(const auto group, decided<Group>(context, input.group_name));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::delete_group(context.services.identity.basis(context.now), group)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
