#include "iam/lookup.h"

#include "base/arn.h"

#include <fmt/format.h>

#include <charconv>
#include <string>
#include <type_traits>
#include <utility>

namespace strongroom::iam {
namespace {

std::unexpected<Error> none(std::string text) {
  return failure(ErrorCode::NoSuchEntity, std::move(text));
}

bool is_usable_by(const ManagedPolicy& policy, std::string_view account) {
  return policy.aws_managed() || policy.account == account;
}

OidcProviderPtr provider_of(const Directory& directory, std::string_view account,
                            std::string_view arn) {
  constexpr std::string_view kType = "oidc-provider/";
  const auto parts = parse_arn(arn);
  if (!parts || parts->account != account || !parts->resource.starts_with(kType)) return nullptr;
  OidcProviderPtr provider =
      directory.find<OidcProvider>(account, parts->resource.substr(kType.size()));
  return provider && provider->arn() == arn ? provider : nullptr;
}

}  // namespace

template <class E>
std::shared_ptr<const E> named(const Directory& directory, std::string_view account,
                               std::string_view which) {
  if constexpr (std::is_same_v<E, ManagedPolicy>) {
    ManagedPolicyPtr policy = directory.find_policy(which);
    return policy && is_usable_by(*policy, account) ? policy : nullptr;
  } else if constexpr (std::is_same_v<E, OidcProvider>) {
    return provider_of(directory, account, which);
  } else {
    return directory.find<E>(account, which);
  }
}
template UserPtr named<User>(const Directory&, std::string_view, std::string_view);
template GroupPtr named<Group>(const Directory&, std::string_view, std::string_view);
template RolePtr named<Role>(const Directory&, std::string_view, std::string_view);
template ManagedPolicyPtr named<ManagedPolicy>(const Directory&, std::string_view,
                                               std::string_view);
template OidcProviderPtr named<OidcProvider>(const Directory&, std::string_view, std::string_view);

template <class E>
Error absent(std::string_view which) {
  std::string text;
  if constexpr (std::is_same_v<E, ManagedPolicy>) {
    if (!parse_arn(which)) return {ErrorCode::Validation, "Invalid ARN:  Could not be parsed!"};
    text = fmt::format("Policy {} was not found.", which);
  } else if constexpr (std::is_same_v<E, OidcProvider>) {
    text = fmt::format("OpenIDConnect Provider not found for arn {}", which);
  } else {
    text = fmt::format("The {} with name {} cannot be found.", Words<E>::kKind, which);
  }
  return {ErrorCode::NoSuchEntity, std::move(text)};
}
template Error absent<User>(std::string_view);
template Error absent<Group>(std::string_view);
template Error absent<Role>(std::string_view);
template Error absent<ManagedPolicy>(std::string_view);
template Error absent<OidcProvider>(std::string_view);

Result<ManagedPolicyPtr> require_attachable(const Directory& directory, std::string_view account,
                                            std::string_view arn) {
  auto policy = require<ManagedPolicy>(directory, account, arn);
  if (policy || policy.error().code() != ErrorCode::NoSuchEntity) return policy;
  return none(fmt::format("Policy {} does not exist or is not attachable.", arn));
}

Result<const PolicyVersion*> require_version(const ManagedPolicy& policy,
                                             std::string_view version) {
  std::uint32_t number = 0;
  const char* const end = version.data() + version.size();
  if (version.starts_with('v') && std::from_chars(version.data() + 1, end, number).ptr == end) {
    if (const PolicyVersion* const found = policy.find_version(number)) return found;
  }
  return none(fmt::format("Policy {} version {} does not exist or is not attachable.", policy.arn(),
                          version));
}

template <class E>
Result<const InlinePolicy*> require_inline(const E& entity, std::string_view name) {
  if (const InlinePolicy* const policy = entity.permissions.find_inline(name)) return policy;
  return none(fmt::format("The {} policy with name {} cannot be found.", Words<E>::kKind, name));
}
template Result<const InlinePolicy*> require_inline<User>(const User&, std::string_view);
template Result<const InlinePolicy*> require_inline<Group>(const Group&, std::string_view);
template Result<const InlinePolicy*> require_inline<Role>(const Role&, std::string_view);

Result<AccessKeyPtr> require_access_key(const Directory& directory, std::string_view account,
                                        std::string_view user_id, std::string_view id) {
  AccessKeyPtr key = directory.access_key(id);
  if (key && key->principal.account == account && key->owner == user_id) return key;
  return none(fmt::format("The Access Key with id {} cannot be found.", id));
}

Result<LoginProfilePtr> require_login(const User& user) {
  if (user.login) return user.login;
  return none(fmt::format("Login Profile for User {} cannot be found.", user.name));
}

}  // namespace strongroom::iam
