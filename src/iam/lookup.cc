#include "iam/lookup.h"

#include "base/arn.h"

#include <fmt/format.h>

#include <charconv>

namespace strongroom::iam {
namespace {

std::unexpected<Error> none(std::string text) {
  return failure(ErrorCode::NoSuchEntity, std::move(text));
}

bool is_usable_by(const ManagedPolicy& policy, std::string_view account) {
  return policy.aws_managed() || policy.account == account;
}

}  // namespace

template <class E>
Result<std::shared_ptr<const E>> require(const Directory& directory, std::string_view account,
                                         std::string_view name) {
  if (auto entity = directory.find<E>(account, name)) return entity;
  return none(fmt::format("The {} with name {} cannot be found.", Words<E>::kKind, name));
}
template Result<UserPtr> require<User>(const Directory&, std::string_view, std::string_view);
template Result<GroupPtr> require<Group>(const Directory&, std::string_view, std::string_view);
template Result<RolePtr> require<Role>(const Directory&, std::string_view, std::string_view);

Result<ManagedPolicyPtr> require_policy(const Directory& directory, std::string_view account,
                                        std::string_view arn) {
  if (!parse_arn(arn)) {
    return failure(ErrorCode::Validation, "Invalid ARN:  Could not be parsed!");
  }
  const ManagedPolicyPtr policy = directory.find_policy(arn);
  if (policy && is_usable_by(*policy, account)) return policy;
  return none(fmt::format("Policy {} was not found.", arn));
}

Result<ManagedPolicyPtr> require_attachable(const Directory& directory, std::string_view account,
                                            std::string_view arn) {
  auto policy = require_policy(directory, account, arn);
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

Result<OidcProviderPtr> require_provider(const Directory& directory, std::string_view account,
                                         std::string_view arn) {
  constexpr std::string_view kType = "oidc-provider/";
  const auto parts = parse_arn(arn);
  if (parts && parts->account == account && parts->resource.starts_with(kType)) {
    OidcProviderPtr provider =
        directory.find<OidcProvider>(account, parts->resource.substr(kType.size()));
    if (provider && provider->arn() == arn) return provider;
  }
  return none(fmt::format("OpenIDConnect Provider not found for arn {}", arn));
}

}  // namespace strongroom::iam
