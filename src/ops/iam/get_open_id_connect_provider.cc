#include "ops/iam/get_open_id_connect_provider.h"

#include "iam/lookup.h"
#include "ops/iam/oidc_provider_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> GetOpenIDConnectProvider::access(OperationContext& context,
                                                               const Input& input) {
  return access_to_provider(context, "iam:GetOpenIDConnectProvider", input.arn);
}

Task<Result<GetOpenIDConnectProvider::Output>> GetOpenIDConnectProvider::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(strongroom::iam::OidcProviderPtr provider,
            strongroom::iam::require_provider(context.services.identity.directory(),
                                              context.partition.account, input.arn));
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
