#include "policy/resource_policy.h"

#include <string>
#include <utility>

namespace strongroom::policy {

std::optional<Problem> resource_policy_problem(const Statement& statement) {
  const NamedPrincipals& named = statement.principals;
  if (named.absent()) return syntax_problem("Principal", "is missing");
  if (named.negated && statement.effect == StatementEffect::Allow) {
    return syntax_problem("NotPrincipal", "can't stand in a statement that allows");
  }
  // Identity providers' users come as role sessions; canonical ids belong to another service.
  if (!named.federated.empty() || !named.canonical_users.empty()) {
    return Problem{.kind = Problem::Kind::Principal,
                   .where = "Principal",
                   .what = "must name accounts, users, roles, sessions or services"};
  }
  return std::nullopt;
}

std::expected<Document, Problem> parse_resource_policy(std::string_view text) {
  auto document = parse_document(text);
  if (!document) return document;
  for (std::size_t i = 0; i < document->statements.size(); ++i) {
    if (auto problem = resource_policy_problem(document->statements[i])) {
      return std::unexpected(std::move(*problem).inside("Statement[" + std::to_string(i) + "]"));
    }
  }
  return document;
}

}  // namespace strongroom::policy
