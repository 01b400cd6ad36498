#include "ops/iam/create_open_id_connect_provider.h"

#include "iam/oidc_provider_changes.h"
#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> CreateOpenIDConnectProvider::access(OperationContext& context,
                                                                  const Input& input) {
  std::string_view name = input.url;
  constexpr std::string_view kScheme = "https://";
  if (name.starts_with(kScheme)) name.remove_prefix(kScheme.size());
  policy::AccessRequest access =
      access_to_new(context, "iam:CreateOpenIDConnectProvider", "oidc-provider", "/", name);
  add_tag_conditions(access, input.tags, context.arena);
  return access;
}

Task<Result<CreateOpenIDConnectProvider::Output>> CreateOpenIDConnectProvider::handle(
    OperationContext& context, const Input& input) {
  const auto tags = owned(input.tags);
  SR_CO_TRY(strongroom::iam::OidcProviderPtr provider,
            co_await commit(context, strongroom::iam::create_oidc_provider(
                                         context.services.identity.basis(context.now),
                                         {.account = context.partition.account,
                                          .url = input.url,
                                          .client_ids = input.client_ids,
                                          .thumbprints = input.thumbprints,
                                          .tags = tags})));
  Output output{.arn = provider->arn(), .tags = std::nullopt, .provider = nullptr};
  if (!provider->tags.empty()) output.tags = shown(provider->tags);
  output.provider = std::move(provider);
  co_return output;
}

}  // namespace strongroom::ops::iam_api
