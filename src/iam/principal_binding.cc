#include "iam/principal_binding.h"

#include "base/arn.h"
#include "iam/directory.h"
#include "iam/principal_tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace strongroom::iam {
namespace {

// Providers that AWS knows without their being set up.
constexpr std::array<std::string_view, 4> kWellKnownProviders = {
    "accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com",
    "www.amazon.com"};

std::unexpected<Error> invalid_principal(std::string_view type, std::string_view value) {
  return failure(ErrorCode::MalformedPolicyDocument,
                 fmt::format("Invalid principal in policy: \"{}\":\"{}\"", type, value));
}

std::optional<std::string_view> behind(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return text.substr(prefix.size());
}

template <class E>
std::string id_if_exact(const Directory& directory, std::string_view arn, std::string_view account,
                        std::string_view path_and_name) {
  const auto entity =
      directory.find<E>(account, path_and_name.substr(path_and_name.rfind('/') + 1));
  return entity && entity->arn() == arn ? entity->id : std::string();
}

/// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`: bound to the role; session names are as they
/// are.
std::string id_of_role_session(const Directory& directory, const Arn& arn,
                               std::string_view role_and_session) {
  const std::string_view name = role_and_session.substr(0, role_and_session.find('/'));
  const RolePtr role = directory.find<Role>(arn.account, name);
  return role && role->name == name ? role->id : std::string();
}

bool is_foreign(const Directory& directory, std::string_view value) {
  const auto arn = parse_arn(value);
  return arn && is_account_id(arn->account) && directory.account(arn->account) == nullptr;
}

bool is_known_provider(const Directory& directory, std::string_view value) {
  if (std::ranges::find(kWellKnownProviders, value) != kWellKnownProviders.end()) return true;
  const auto arn = parse_arn(value);
  if (!arn) return false;
  const auto url = behind(arn->resource, "oidc-provider/");
  return url && directory.find<OidcProvider>(arn->account, *url) != nullptr;
}

/// The ARN that the bound principal has now; empty when it is gone.
std::string present_arn(const Directory& directory, const PrincipalBinding& binding) {
  if (const RolePtr role = directory.find_by_id<Role>(binding.id)) {
    // Roles keep their names, so a session's ARN stays what it is.
    return binding.arn.contains(":assumed-role/") ? binding.arn : role->arn();
  }
  if (const UserPtr user = directory.find_by_id<User>(binding.id)) return user->arn();
  return {};
}

}  // namespace

std::optional<std::string> id_meant(const Directory& directory, std::string_view value) {
  if (is_account_id(value)) return std::string();
  if (value.starts_with("AIDA") || value.starts_with("AROA")) return std::string(value);
  const auto arn = parse_arn(value);
  if (!arn) return std::nullopt;
  std::string id;
  if (arn->resource == "root" || arn->resource.starts_with("federated-user/")) return id;
  if (const auto session = behind(arn->resource, "assumed-role/")) {
    id = id_of_role_session(directory, *arn, *session);
  } else if (const auto user = behind(arn->resource, "user/")) {
    id = id_if_exact<User>(directory, value, arn->account, *user);
  } else if (const auto role = behind(arn->resource, "role/")) {
    id = id_if_exact<Role>(directory, value, arn->account, *role);
  }
  return id.empty() ? std::nullopt : std::optional(std::move(id));
}

Result<std::vector<PrincipalBinding>> bind_principals(std::string_view document,
                                                      const Directory& directory,
                                                      const BindingRules& rules) {
  std::vector<PrincipalBinding> bindings;
  for (PrincipalToken& token : principal_tokens(document)) {
    if (token.type == "Federated" && !is_known_provider(directory, token.value)) {
      return invalid_principal("FEDERATED", token.value);
    }
    if (token.type != "AWS" || token.value == "*") continue;
    auto id = id_meant(directory, token.value);
    if (!id && !(rules.allow_unknown_accounts && is_foreign(directory, token.value))) {
      return invalid_principal("AWS", token.value);
    }
    if (!id || id->empty()) continue;
    if (std::ranges::find(bindings, token.value, &PrincipalBinding::arn) == bindings.end()) {
      bindings.push_back({.arn = std::move(token.value), .id = *std::move(id)});
    }
  }
  return bindings;
}

std::string shown_document(std::string_view document, std::span<const PrincipalBinding> bindings,
                           const Directory& directory) {
  if (bindings.empty()) return std::string(document);
  std::string shown;
  std::size_t copied = 0;
  for (const PrincipalToken& token : principal_tokens(document)) {
    const auto bound = std::ranges::find(bindings, token.value, &PrincipalBinding::arn);
    if (token.type != "AWS" || bound == bindings.end()) continue;
    const std::string arn = present_arn(directory, *bound);
    const std::string& now = arn.empty() ? bound->id : arn;
    if (now == token.value) continue;
    shown.append(document.substr(copied, token.offset - copied));
    shown.append("\"").append(now).append("\"");
    copied = token.offset + token.size;
  }
  return shown.append(document.substr(copied));
}

}  // namespace strongroom::iam
