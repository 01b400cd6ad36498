#include "ops/iam/list_open_id_connect_providers.h"

#include "iam/entities.h"
#include "ops/access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::OidcProvider;

Result<policy::AccessRequest> ListOpenIDConnectProviders::access(OperationContext& context,
                                                                 const Input&) {
  return access_to_all(context, "iam:ListOpenIDConnectProviders");
}

Task<Result<ListOpenIDConnectProviders::Output>> ListOpenIDConnectProviders::handle(
    OperationContext& context, const Input&) {
  Output output;
  for (const auto& provider :
       context.services.identity.directory().all<OidcProvider>(context.partition.account)) {
    output.providers.push_back({.arn = provider->arn()});
  }
  co_return output;
}

}  // namespace strongroom::ops::iam_api
