#include "ops/iam/delete_open_id_connect_provider.h"

#include "iam/oidc_provider_changes.h"
#include "ops/iam/oidc_provider_access.h"

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> DeleteOpenIDConnectProvider::access(OperationContext& context,
                                                                  const Input& input) {
  return access_to_provider(context, "iam:DeleteOpenIDConnectProvider", input.arn);
}

Task<Result<DeleteOpenIDConnectProvider::Output>> DeleteOpenIDConnectProvider::handle(
    OperationContext& context, const Input& input) {
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::delete_oidc_provider(context.services.identity.basis(context.now),
                                                     context.partition.account, input.arn)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
