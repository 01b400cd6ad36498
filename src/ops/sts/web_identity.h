#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/result.h"
#include "base/task.h"
#include "iam/entities.h"
#include "iam/web_identity_token.h"
#include "ops/context.h"
#include "policy/access.h"
#include "policy/caller.h"

#include <string>
#include <string_view>
#include <vector>

/// Who holds a token of an identity provider, as policies see him (iam contract 4.3).
namespace strongroom::ops::sts {

struct WebIdentity {
  iam::WebIdentityToken token;  ///< Verified.
  iam::OidcProviderPtr provider;
  std::vector<std::string> audiences;  ///< Those that the provider's client ids name; at least one.
  policy::Caller caller;
};

/// Checks the token `text` against the providers of `account`: its form, issuer, signature, times
/// and audience, in this order. May wait for the provider's keys. Errors: InvalidIdentityToken,
/// IdentityTokenExpired, IdentityProviderUnreachable, Throttled. `text` outlives the result.
Task<Result<WebIdentity>> known_web_identity(const OperationContext& context,
                                             std::string_view account, std::string_view text);

/// InvalidIdentityToken: the account has no provider of this URL.
Error unknown_provider(std::string_view url);

/// userIdentity of the call's audit record (cloudtrail contract 3), in the arena.
std::string_view recorded_identity(const WebIdentity& identity, Arena& arena);

/// The condition keys `<issuer>:aud`, `:sub`, `:amr`, and with a party that the token was issued
/// to `:azp` and `:oaud`. `identity` outlives `access`.
void add_claims(policy::AccessRequest& access, const WebIdentity& identity, Arena& arena);

}  // namespace strongroom::ops::sts
