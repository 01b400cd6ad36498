#include "ops/secretsmanager/arn_and_name.h"

#include <utility>

namespace strongroom::ops::secretsmanager {

ArnAndName arn_and_name(const OperationContext& context) {
  return {.arn = context.secret->arn(), .name = context.secret->name};
}

Task<Result<ArnAndName>> commit_and_name(OperationContext& context, secrets::SecretChange change) {
  SR_CO_CHECK(co_await commit(context, std::move(change)));
  co_return arn_and_name(context);
}

}  // namespace strongroom::ops::secretsmanager
