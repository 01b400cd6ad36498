#pragma once

#include "policy/condition.h"
#include "policy/named_principals.h"
#include "policy/problem.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

enum class StatementEffect : std::uint8_t { Allow, Deny };

/// Patterns of Action or Resource; `negated` for NotAction or NotResource. Empty when the element
/// is absent.
struct Patterns {
  bool negated = false;
  std::vector<std::string> patterns;
};

struct Statement {
  std::string sid;  ///< May be empty.
  StatementEffect effect = StatementEffect::Deny;
  NamedPrincipals principals;
  Patterns actions;
  Patterns resources;
  std::vector<Condition> conditions;  ///< All must hold.
};

enum class DocumentVersion : std::uint8_t { V2008, V2012 };

/// A policy document that has the form of policy contract 1, whatever it is attached to. Immutable
/// once parsed.
struct Document {
  DocumentVersion version = DocumentVersion::V2008;  ///< 2012 turns variables on.
  std::string id;
  std::vector<Statement> statements;
};

/// Reads a policy strictly: unknown elements, wrong types, members that stand twice, empty lists
/// and operators that do not exist are problems. What only some kinds of policies must or must not
/// have (Principal, Resource) is checked by the kind's own rules (resource_policy.h).
std::expected<Document, Problem> parse_document(std::string_view text);

}  // namespace strongroom::policy
