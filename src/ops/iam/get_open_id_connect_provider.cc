#include "ops/iam/get_open_id_connect_provider.h"

#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

using strongroom::iam::OidcProvider;

Result<policy::AccessRequest> GetOpenIDConnectProvider::access(OperationContext& context,
                                                               const Input& input) {
  return access_to<OidcProvider>(context, "iam:GetOpenIDConnectProvider", input.arn);
}

Task<Result<GetOpenIDConnectProvider::Output>> GetOpenIDConnectProvider::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(strongroom::iam::OidcProviderPtr provider, decided<OidcProvider>(context, input.arn));
  Output output{.url = provider->name,
                .client_ids = {provider->client_ids.begin(), provider->client_ids.end()},
                .thumbprints = {provider->thumbprints.begin(), provider->thumbprints.end()},
                .created = provider->created,
                .tags = std::nullopt,
                .provider = nullptr};
  if (!provider->tags.empty()) output.tags = shown(provider->tags);
  output.provider = std::move(provider);
  co_return output;
}

}  // namespace strongroom::ops::iam_api
