#include "policy/policy_kind.h"

#include "policy/identity_rules.h"
#include "policy/json_position.h"
#include "policy/resource_policy.h"
#include "policy/trust_rules.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace strongroom::policy {
namespace {

std::optional<Problem> problem_of(const Statement& statement, PolicyKind kind) {
  switch (kind) {
    case PolicyKind::Identity:
    case PolicyKind::Session:
      return identity_problem(statement);
    case PolicyKind::Secret:
    case PolicyKind::Key:
      return resource_policy_problem(statement);
    case PolicyKind::RoleTrust:
      return trust_problem(statement);
  }
  return std::nullopt;
}

bool is_identity_based(PolicyKind kind) {
  return kind == PolicyKind::Identity || kind == PolicyKind::Session;
}

// The Sid goes into names that IAM shows; resource policies are freer.
bool takes_sid(std::string_view sid, PolicyKind kind) {
  if (kind == PolicyKind::Secret || kind == PolicyKind::Key) return true;
  return std::ranges::all_of(sid, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

std::optional<Problem> problem_of(const Document& document, PolicyKind kind) {
  if (kind == PolicyKind::Identity && document.version != DocumentVersion::V2012) {
    return Problem{.kind = Problem::Kind::Version,
                   .where = "Version",
                   .what = "must be 2012-10-17",
                   .detail = Problem::Detail::OldVersion};
  }
  if (is_identity_based(kind) && !document.id.empty()) {
    return syntax_problem("Id", "is for policies of resources");
  }
  for (std::size_t i = 0; i < document.statements.size(); ++i) {
    const Statement& statement = document.statements[i];
    auto problem = takes_sid(statement.sid, kind)
                       ? problem_of(statement, kind)
                       : std::optional(syntax_problem("Sid", "may hold letters and digits only"));
    if (problem) return std::move(*problem).inside("Statement[" + std::to_string(i) + "]");
  }
  return std::nullopt;
}

Problem located(Problem problem, std::string_view text) {
  std::size_t offset = 0;
  if (problem.kind == Problem::Kind::NotJson) {
    const std::size_t digits = problem.where.find_first_of("0123456789");
    if (digits != problem.where.npos) {
      std::from_chars(problem.where.data() + digits, problem.where.data() + problem.where.size(),
                      offset);
    }
  } else {
    offset = find_json_value(text, problem.where).begin;
  }
  const TextPosition position = position_of(text, offset);
  problem.line = position.line;
  problem.column = position.column;
  return problem;
}

}  // namespace

std::expected<Document, Problem> parse_policy(std::string_view text, PolicyKind kind) {
  auto document = parse_document(text);
  if (!document) return std::unexpected(located(std::move(document).error(), text));
  if (auto problem = problem_of(*document, kind)) {
    return std::unexpected(located(*std::move(problem), text));
  }
  return document;
}

std::size_t policy_size(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    const bool continuation = (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
    return !blank && !continuation;
  }));
}

}  // namespace strongroom::policy
