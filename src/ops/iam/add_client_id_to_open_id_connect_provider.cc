#include "ops/iam/add_client_id_to_open_id_connect_provider.h"

#include "iam/oidc_provider_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::OidcProvider;

Result<policy::AccessRequest> AddClientIDToOpenIDConnectProvider::access(OperationContext& context,
                                                                         const Input& input) {
  return access_to<OidcProvider>(context, "iam:AddClientIDToOpenIDConnectProvider", input.arn);
}

Task<Result<AddClientIDToOpenIDConnectProvider::Output>> AddClientIDToOpenIDConnectProvider::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto provider, decided<OidcProvider>(context, input.arn));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::add_client_id(context.services.identity.basis(context.now),
                                              provider, input.client_id)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
