#include "iam/oidc_provider_changes.h"

#include "iam/lookup.h"
#include "iam/names.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::iam {
namespace {

constexpr std::string_view kScheme = "https://";
constexpr std::size_t kLongestUrl = 255;
constexpr std::size_t kLongestClientId = 255;
constexpr std::size_t kThumbprintSize = 40;

/// The URL without its scheme: a host and perhaps a path, neither query nor fragment.
Result<std::string_view> checked_url(std::string_view url) {
  const std::string_view rest =
      url.starts_with(kScheme) ? url.substr(kScheme.size()) : std::string_view();
  const auto allowed = [](char c) {
    return c > ' ' && c < '\x7f' && !std::string_view("?#\"<>\\^`{|}@").contains(c);
  };
  if (url.size() > kLongestUrl || rest.empty() || rest.starts_with('/') ||
      !std::ranges::all_of(rest, allowed)) {
    return failure(ErrorCode::Validation, "Invalid Open ID Connect Provider URL");
  }
  return rest;
}

Result<void> check_client_id(std::string_view id) {
  if (!id.empty() && id.size() <= kLongestClientId) return {};
  return failure(ErrorCode::Validation,
                 fmt::format("Client ids have 1 to {} characters.", kLongestClientId));
}

Result<std::vector<std::string>> checked_thumbprints(const Quotas& quotas,
                                                     std::span<const std::string_view> given) {
  const auto is_hex = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  if (given.size() > quotas.thumbprints_per_provider) {
    return failure(ErrorCode::InvalidInput,
                   fmt::format("Thumbprint list must contain fewer than {} entries.",
                               quotas.thumbprints_per_provider + 1));
  }
  for (const std::string_view thumbprint : given) {
    if (thumbprint.size() == kThumbprintSize && std::ranges::all_of(thumbprint, is_hex)) continue;
    return failure(ErrorCode::Validation, "Thumbprints are 40 hexadecimal digits.");
  }
  return std::vector<std::string>(given.begin(), given.end());
}

}  // namespace

Result<Change<OidcProvider>> create_oidc_provider(const Basis& basis,
                                                  const NewOidcProvider& request) {
  SR_TRY(const std::string_view url, checked_url(request.url));
  if (basis.directory.find<OidcProvider>(request.account, url)) {
    return failure(ErrorCode::EntityAlreadyExists,
                   fmt::format("Provider with url {} already exists.", request.url));
  }
  SR_CHECK(check_room_for_one(basis.directory.count<OidcProvider>(request.account),
                              "OpenIdConnectProvidersPerAccount", basis.quotas.oidc_providers));
  if (request.client_ids.size() > basis.quotas.client_ids_per_provider) {
    return quota_exceeded("ClientIdsPerOpenIdConnectProvider",
                          basis.quotas.client_ids_per_provider);
  }
  for (const std::string_view id : request.client_ids) SR_CHECK(check_client_id(id));
  OidcProvider provider;
  provider.account = request.account;
  provider.name = url;
  provider.created = basis.now;
  provider.client_ids.assign(request.client_ids.begin(), request.client_ids.end());
  SR_TRY(provider.thumbprints, checked_thumbprints(basis.quotas, request.thumbprints));
  SR_TRY(provider.tags, with_tags({}, request.tags, basis.quotas.tags));
  ChangeBuilder builder(basis.keys);
  builder.create(provider);
  return builder.take<OidcProvider>(std::make_shared<const OidcProvider>(std::move(provider)));
}

Result<Change<OidcProvider>> delete_oidc_provider(const Basis& basis, const OidcProviderPtr& seen) {
  ChangeBuilder builder(basis.keys);
  builder.erase(*seen);
  return builder.take<OidcProvider>(seen);
}

Result<Change<OidcProvider>> add_client_id(const Basis& basis, const OidcProviderPtr& seen,
                                           std::string_view client_id) {
  SR_CHECK(check_client_id(client_id));
  if (std::ranges::find(seen->client_ids, client_id) != seen->client_ids.end()) {
    return no_change<OidcProvider>(seen);
  }
  SR_CHECK(check_room_for_one(seen->client_ids.size(), "ClientIdsPerOpenIdConnectProvider",
                              basis.quotas.client_ids_per_provider));
  OidcProvider provider = *seen;
  provider.client_ids.emplace_back(client_id);
  return replacing(basis, seen, std::move(provider));
}

Result<Change<OidcProvider>> remove_client_id(const Basis& basis, const OidcProviderPtr& seen,
                                              std::string_view client_id) {
  OidcProvider provider = *seen;
  if (std::erase(provider.client_ids, client_id) == 0) return no_change<OidcProvider>(seen);
  return replacing(basis, seen, std::move(provider));
}

Result<Change<OidcProvider>> update_thumbprints(const Basis& basis, const OidcProviderPtr& seen,
                                                std::span<const std::string_view> thumbprints) {
  OidcProvider provider = *seen;
  SR_TRY(provider.thumbprints, checked_thumbprints(basis.quotas, thumbprints));
  return replacing(basis, seen, std::move(provider));
}

}  // namespace strongroom::iam
