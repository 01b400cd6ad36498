#include "ops/secretsmanager/describe_secret.h"

#include "ops/secretsmanager/secret_access.h"

#include <utility>

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> DescribeSecret::access(OperationContext& context,
                                                     const Input& input) {
  return access_to_secret(context, "secretsmanager:DescribeSecret", input.secret_id);
}

Task<Result<DescribeSecret::Output>> DescribeSecret::handle(OperationContext& context,
                                                            const Input&) {
  SR_CO_TRY(secrets::SecretPtr secret, existing_secret(context));
  co_return describe(context, std::move(secret));
}

}  // namespace strongroom::ops::secretsmanager
