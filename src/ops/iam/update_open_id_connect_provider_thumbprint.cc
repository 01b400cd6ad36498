#include "ops/iam/update_open_id_connect_provider_thumbprint.h"

#include "iam/oidc_provider_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::OidcProvider;

Result<policy::AccessRequest> UpdateOpenIDConnectProviderThumbprint::access(
    OperationContext& context, const Input& input) {
  return access_to<OidcProvider>(context, "iam:UpdateOpenIDConnectProviderThumbprint", input.arn);
}

Task<Result<UpdateOpenIDConnectProviderThumbprint::Output>>
UpdateOpenIDConnectProviderThumbprint::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto provider, decided<OidcProvider>(context, input.arn));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::update_thumbprints(context.services.identity.basis(context.now),
                                                   provider, input.thumbprints)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
