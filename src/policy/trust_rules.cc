#include "policy/trust_rules.h"

#include "policy/case_fold.h"
#include "policy/glob.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace strongroom::policy {
namespace {

constexpr std::array<std::string_view, 6> kTrustActions = {
    "sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity",
    "sts:setcontext", "sts:setsourceidentity",  "sts:tagsession",
};

bool is_trust_action(const std::string& text) {
  if (text == "*") return false;
  const std::string pattern = pattern_of(ascii_lower(text));
  return std::ranges::any_of(
      kTrustActions, [&](std::string_view action) { return glob_matches(pattern, action); });
}

}  // namespace

std::optional<Problem> trust_problem(const Statement& statement) {
  if (!statement.resources.patterns.empty()) {
    return syntax_problem(statement.resources.negated ? "NotResource" : "Resource",
                          "has no place in a trust policy", Problem::Detail::ProhibitedResource);
  }
  if (statement.principals.absent()) return syntax_problem("Principal", "is missing");
  if (statement.principals.negated) {
    return syntax_problem("NotPrincipal", "has no place in a trust policy");
  }
  if (!statement.principals.canonical_users.empty()) {
    return Problem{.kind = Problem::Kind::Principal,
                   .where = "Principal",
                   .what = "names a canonical user",
                   .subject = statement.principals.canonical_users.front(),
                   .subject_type = "CanonicalUser"};
  }
  if (!std::ranges::all_of(statement.actions.patterns, is_trust_action)) {
    return syntax_problem(statement.actions.negated ? "NotAction" : "Action",
                          "may name only actions that assume a role",
                          Problem::Detail::TrustActions);
  }
  return std::nullopt;
}

}  // namespace strongroom::policy
