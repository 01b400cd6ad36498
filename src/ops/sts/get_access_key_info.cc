#include "ops/sts/get_access_key_info.h"

#include "iam/unique_id.h"
#include "ops/access.h"

#include <utility>

namespace strongroom::ops::sts {

Result<policy::AccessRequest> GetAccessKeyInfo::access(OperationContext& context, const Input&) {
  return access_to_all(context, "sts:GetAccessKeyInfo");
}

Task<Result<GetAccessKeyInfo::Output>> GetAccessKeyInfo::handle(OperationContext& context,
                                                                const Input& input) {
  // The key that an operator chose for root need not have the form of ours.
  if (input.access_key_id == context.access_key_id) {
    co_return Output{.account = context.caller.account};
  }
  auto account = iam::account_in_id(input.access_key_id);
  if (!account) co_return failure(ErrorCode::Validation, "The access key id is invalid.");
  co_return Output{.account = *std::move(account)};
}

}  // namespace strongroom::ops::sts
