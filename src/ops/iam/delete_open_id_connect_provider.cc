#include "ops/iam/delete_open_id_connect_provider.h"

#include "iam/oidc_provider_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::OidcProvider;

Result<policy::AccessRequest> DeleteOpenIDConnectProvider::access(OperationContext& context,
                                                                  const Input& input) {
  return access_to<OidcProvider>(context, "iam:DeleteOpenIDConnectProvider", input.arn);
}

Task<Result<DeleteOpenIDConnectProvider::Output>> DeleteOpenIDConnectProvider::handle(
    OperationContext& context, const Input& input) {
  const auto provider = decided<OidcProvider>(context, input.arn);
  if (!provider) co_return Output{};  // gone already, as it should be
  SR_CO_CHECK(
      co_await commit(context, strongroom::iam::delete_oidc_provider(
                                   context.services.identity.basis(context.now), *provider)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
