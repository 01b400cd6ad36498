#include "ops/sts/get_caller_identity.h"

#include "ops/access.h"

namespace strongroom::ops::sts {

Result<policy::AccessRequest> GetCallerIdentity::access(OperationContext& context, const Input&) {
  return access_to_all(context, "sts:GetCallerIdentity");
}

Task<Result<GetCallerIdentity::Output>> GetCallerIdentity::handle(OperationContext& context,
                                                                  const Input&) {
  co_return Output{.user_id = context.caller.user_id,
                   .account = context.caller.account,
                   .arn = context.caller.arn};
}

}  // namespace strongroom::ops::sts
