#pragma once

#include "iam/change.h"

#include <span>
#include <string_view>

/// OpenID Connect providers (iam contract 3.9). As in user_changes.h.
namespace strongroom::iam {

struct NewOidcProvider {
  std::string_view account;
  std::string_view url;  ///< With `https://`.
  std::span<const std::string_view> client_ids = {};
  std::span<const std::string_view> thumbprints = {};
  std::span<const Tag> tags = {};
};
/// Errors: Validation, EntityAlreadyExists, LimitExceeded, InvalidInput.
Result<Change<OidcProvider>> create_oidc_provider(const Basis& basis,
                                                  const NewOidcProvider& provider);
Result<Change<OidcProvider>> delete_oidc_provider(const Basis& basis, const OidcProviderPtr& seen);
/// No change when it has the id already (or, for the other, has it not).
Result<Change<OidcProvider>> add_client_id(const Basis& basis, const OidcProviderPtr& seen,
                                           std::string_view client_id);
Result<Change<OidcProvider>> remove_client_id(const Basis& basis, const OidcProviderPtr& seen,
                                              std::string_view client_id);
Result<Change<OidcProvider>> update_thumbprints(const Basis& basis, const OidcProviderPtr& seen,
                                                std::span<const std::string_view> thumbprints);

}  // namespace strongroom::iam
