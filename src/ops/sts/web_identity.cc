#include "ops/sts/web_identity.h"

#include "iam/key_set_folder.h"
#include "iam/published_keys.h"
#include "ops/access.h"
#include "wire/json_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace strongroom::ops::sts {
namespace {

constexpr std::string_view kScheme = "https://";

/// Null when the account has none of exactly this URL: names alone would be found in any case.
iam::OidcProviderPtr provider_of(const OperationContext& context, std::string_view account,
                                 std::string_view issuer) {
  if (!issuer.starts_with(kScheme)) return nullptr;
  const std::string_view name = issuer.substr(kScheme.size());
  auto provider = context.services.identity.directory().find<iam::OidcProvider>(account, name);
  return provider != nullptr && provider->name == name ? provider : nullptr;
}

/// Null when there are none.
Task<Result<iam::KeySetPtr>> keys_of(const OperationContext& context,
                                     const iam::OidcProviderPtr& provider,
                                     const iam::WebIdentityToken& token) {
  const Services& services = context.services;
  if (services.key_sets != nullptr) {
    if (auto keys = services.key_sets->find(provider->name)) co_return keys;
  }
  if (services.published_keys == nullptr || token.key_id.empty()) co_return nullptr;
  co_return co_await services.published_keys->find(provider, token, context.now);
}

policy::Caller caller_of(const WebIdentity& identity) {
  policy::Caller caller;
  caller.kind = policy::Caller::Kind::WebIdentity;
  caller.federated_provider = identity.provider->arn();
  caller.arn = fmt::format("{}:{}:{}", caller.federated_provider, identity.audiences.front(),
                           identity.token.subject);
  return caller;
}

std::string_view key_name(const WebIdentity& identity, std::string_view claim, Arena& arena) {
  return arena.copy(fmt::format("{}:{}", identity.provider->name, claim));
}

/// Several values of one claim are a list to policies; one is as if it stood alone.
void add_values(policy::AccessRequest& access, std::string_view key,
                const std::vector<std::string>& values, bool list) {
  std::ranges::copy(values, condition_values(access, key, values.size(), list).begin());
}

}  // namespace

Error unknown_provider(std::string_view url) {
  return {ErrorCode::InvalidIdentityToken,
          fmt::format("No OpenIDConnect provider found in your account for {}", url)};
}

Task<Result<WebIdentity>> known_web_identity(const OperationContext& context,
                                             std::string_view account, std::string_view text) {
  WebIdentity identity;
  SR_CO_TRY(identity.token, iam::WebIdentityToken::parse(text));
  const std::string& issuer = identity.token.issuer;
  identity.provider = provider_of(context, account, issuer);
  if (identity.provider == nullptr) co_return std::unexpected(unknown_provider(issuer));
  SR_CO_TRY(const iam::KeySetPtr keys,
            co_await keys_of(context, identity.provider, identity.token));
  // As it is now: it may have been changed or deleted while we waited for its keys.
  identity.provider = provider_of(context, account, issuer);
  if (identity.provider == nullptr) co_return std::unexpected(unknown_provider(issuer));
  SR_CO_CHECK(identity.token.verify(keys.get(), context.now));
  SR_CO_TRY(const auto audiences, identity.token.accepted_audiences(identity.provider->client_ids));
  identity.audiences.assign(audiences.begin(), audiences.end());
  identity.caller = caller_of(identity);
  co_return identity;
}

std::string_view recorded_identity(const WebIdentity& identity, Arena& arena) {
  ArenaText text(arena);
  wire::JsonWriter json(text);
  json.begin_object();
  json.plain_key("type");
  json.string("WebIdentityUser");
  json.plain_key("principalId");
  json.string(identity.caller.arn);
  json.plain_key("userName");
  json.string(identity.token.subject);
  json.plain_key("identityProvider");
  json.string(identity.caller.federated_provider);
  json.end_object();
  return text.view();
}

void add_claims(policy::AccessRequest& access, const WebIdentity& identity, Arena& arena) {
  const iam::WebIdentityToken& token = identity.token;
  add_values(access, key_name(identity, "aud", arena), identity.audiences,
             identity.audiences.size() > 1);
  add_condition(access, key_name(identity, "sub", arena), std::string_view(token.subject));
  if (!token.methods.empty()) {
    add_values(access, key_name(identity, "amr", arena), token.methods, true);
  }
  if (!token.party) return;
  add_condition(access, key_name(identity, "azp", arena), std::string_view(*token.party));
  add_values(access, key_name(identity, "oaud", arena), token.audiences,
             token.audiences.size() > 1);
}

}  // namespace strongroom::ops::sts
