#include "iam/entities.h"

#include "iam/compiled_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace strongroom::iam {
namespace {

std::string arn_of(const Entity& entity, std::string_view type) {
  return fmt::format("arn:aws:iam::{}:{}{}{}", entity.account, type, entity.path, entity.name);
}

}  // namespace

bool Permissions::is_attached(std::string_view arn) const {
  return std::ranges::find(attached, arn) != attached.end();
}

const InlinePolicy* Permissions::find_inline(std::string_view name) const {
  const auto found = std::ranges::find(inlined, name, &InlinePolicy::name);
  return found == inlined.end() ? nullptr : &*found;
}

TrustPolicyPtr trust_policy(std::string text, std::vector<PrincipalBinding> bindings) {
  policy::PolicyPtr compiled = compile_trust_policy(text, bindings);
  return std::make_shared<const TrustPolicy>(TrustPolicy{
      .text = std::move(text), .bindings = std::move(bindings), .compiled = std::move(compiled)});
}

std::string User::arn() const { return arn_of(*this, "user"); }
std::string Group::arn() const { return arn_of(*this, "group"); }
std::string Role::arn() const { return arn_of(*this, "role"); }
std::string ManagedPolicy::arn() const { return arn_of(*this, "policy"); }
std::string OidcProvider::arn() const {
  return fmt::format("arn:aws:iam::{}:oidc-provider/{}", account, name);
}

const PolicyVersion* ManagedPolicy::find_version(std::uint32_t number) const {
  const auto found = std::ranges::find(versions, number, &PolicyVersion::number);
  return found == versions.end() ? nullptr : &*found;
}

const PolicyTextPtr& ManagedPolicy::document() const {
  static const PolicyTextPtr none;
  const PolicyVersion* const version = find_version(default_version);
  return version == nullptr ? none : version->document;
}

}  // namespace strongroom::iam
