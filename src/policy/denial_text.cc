#include "policy/denial_text.h"

#include <fmt/format.h>

namespace strongroom::policy {
namespace {

std::string_view article_of(PolicySet set) { return set == PolicySet::Identity ? "an" : "a"; }

// Inline policies have no ARN; policies of resources carry their resource's.
std::string policy_suffix(const AccessRequest& request, const Caller& caller,
                          const Evaluation& evaluation) {
  const bool own_account = caller.account == request.resource_account;
  if (evaluation.effect != Effect::ExplicitDeny || !own_account || !evaluation.statement) return {};
  const std::string& id = evaluation.statement.policy->source_id();
  return id.starts_with("arn:") ? ": " + id : std::string();
}

}  // namespace

std::string_view name_of(PolicySet set) {
  switch (set) {
    case PolicySet::Identity:
      return "identity-based policy";
    case PolicySet::Resource:
      return "resource-based policy";
    case PolicySet::Boundary:
      return "permissions boundary";
    case PolicySet::Session:
      return "session policy";
    case PolicySet::ServiceControl:
      return "service control policy";
    case PolicySet::ResourceControl:
      return "resource control policy";
  }
  return {};
}

std::string denial_reason(std::string_view action, const Evaluation& evaluation) {
  if (evaluation.effect == Effect::ExplicitDeny) {
    if (evaluation.role_trust) return "with an explicit deny in the role trust policy";
    return fmt::format("with an explicit deny in {} {}", article_of(evaluation.cause),
                       name_of(evaluation.cause));
  }
  const std::string_view policy =
      evaluation.role_trust ? "role trust policy" : name_of(evaluation.cause);
  return fmt::format("because no {} allows the {} action", policy, action);
}

std::string denial_text(const AccessRequest& request, const Caller& caller,
                        const Evaluation& evaluation, PolicyNames names) {
  std::string text = fmt::format("{} {}", role_denial_text(request, caller),
                                 denial_reason(request.action, evaluation));
  if (names == PolicyNames::Shown) text += policy_suffix(request, caller, evaluation);
  return text;
}

std::string role_denial_text(const AccessRequest& request, const Caller& caller) {
  std::string text =
      fmt::format("User: {} is not authorized to perform: {}", caller.arn, request.action);
  if (request.resource != "*") text += fmt::format(" on resource: {}", request.resource);
  return text;
}

std::string hidden_key_text(const AccessRequest& request, const Caller& caller) {
  return fmt::format(
      "User: {} is not authorized to perform: {} on {} because the resource does not exist in this "
      "Region, no resource-based policies allow access, or a resource-based policy explicitly "
      "denies access",
      caller.arn, request.action,
      request.found_by_ciphertext ? "the resource associated with this ciphertext"
                                  : "this resource");
}

}  // namespace strongroom::policy
