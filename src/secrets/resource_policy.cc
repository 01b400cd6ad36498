#include "secrets/resource_policy.h"

#include "base/log.h"

#include <algorithm>
#include <utility>

namespace strongroom::secrets {
namespace {

// But for what repairs it.
constexpr std::string_view kDenyAll =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Resource":"*","NotAction":[
    "secretsmanager:PutResourcePolicy","secretsmanager:DeleteResourcePolicy",
    "secretsmanager:GetResourcePolicy"]}})";

policy::PolicyPtr compiled_or_denying(const std::string& text,
                                      const std::vector<policy::PrincipalBinding>& bindings) {
  const auto id_of = [&](std::string_view arn) {
    const auto found = std::ranges::find(bindings, arn, &policy::PrincipalBinding::arn);
    return found == bindings.end() ? std::string() : found->id;
  };
  // Without bindings its principals are those of other deployments, or it was attached before there
  // were any: they match by their ARNs.
  auto compiled = policy::compile_policy(
      text, policy::PolicyKind::Secret, "resource policy",
      bindings.empty() ? policy::PrincipalResolver() : policy::PrincipalResolver(id_of));
  if (compiled) return *compiled;
  log::error("secrets: a stored resource policy can't be read; it denies everything");
  return policy::compile_policy(kDenyAll, policy::PolicyKind::Secret, "resource policy").value();
}

}  // namespace

ResourcePolicy::ResourcePolicy(std::string text, std::vector<policy::PrincipalBinding> bindings)
    : text_(std::move(text)),
      bindings_(std::move(bindings)),
      compiled_(compiled_or_denying(text_, bindings_)) {}

bool same_policy(const ResourcePolicyPtr& a, const ResourcePolicyPtr& b) {
  if (a == nullptr || b == nullptr) return a == b;
  return a->text() == b->text() && a->bindings() == b->bindings();
}

}  // namespace strongroom::secrets
