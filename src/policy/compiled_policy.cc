#include "policy/compiled_policy.h"

#include "base/arn.h"

#include <algorithm>
#include <map>
#include <utility>

namespace strongroom::policy {
namespace {

// A statement without Resource is about the resource that it is attached to. In a key's policy it
// has no effect (policy contract 1).
ResourceSet compile_resources(const Statement& statement, DocumentVersion version,
                              PolicyKind kind) {
  if (!statement.resources.patterns.empty()) {
    return ResourceSet::parse(statement.resources, version);
  }
  const bool implied = kind == PolicyKind::Secret || kind == PolicyKind::RoleTrust;
  return implied ? ResourceSet::everything() : ResourceSet();
}

CompiledStatement compile_statement(const Statement& statement, DocumentVersion version,
                                    PolicyKind kind, const PrincipalResolver& unique_id_of) {
  CompiledStatement compiled;
  compiled.sid = statement.sid;
  compiled.effect = statement.effect;
  compiled.principals = PrincipalSet::compile(statement.principals, unique_id_of);
  compiled.actions = ActionSet::parse(statement.actions);
  compiled.resources = compile_resources(statement, version, kind);
  compiled.conditions.reserve(statement.conditions.size());
  for (const Condition& condition : statement.conditions) {
    compiled.conditions.emplace_back(condition, version);
  }
  return compiled;
}

// Positions of all statements in one pass: counting lines anew for each would take the square.
void place(std::span<CompiledStatement> statements, std::string_view text) {
  const auto ranges = statement_ranges(text);
  if (ranges.size() != statements.size()) return;
  TextPosition position;
  std::size_t offset = 0;
  const auto advance_to = [&](std::size_t target) {
    position = moved(position, text.substr(offset, target - offset));
    offset = target;
    return position;
  };
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    statements[i].begin = advance_to(ranges[i].begin);
    statements[i].end = advance_to(ranges[i].end);
  }
}

bool names_user_or_role(const std::string& text) {
  const auto arn = parse_arn(text);
  return arn && arn->service == "iam" && arn->resource != "root";
}

}  // namespace

PolicyPtr CompiledPolicy::compile(const Document& document, std::string_view text, PolicyKind kind,
                                  std::string source_id, const PrincipalResolver& unique_id_of) {
  auto policy = std::make_shared<CompiledPolicy>();
  policy->source_id_ = std::move(source_id);
  policy->resource_based_ = kind != PolicyKind::Identity && kind != PolicyKind::Session;
  policy->statements_.reserve(document.statements.size());
  for (const Statement& statement : document.statements) {
    policy->statements_.push_back(
        compile_statement(statement, document.version, kind, unique_id_of));
  }
  place(policy->statements_, text);
  policy->index_statements();
  return policy;
}

void CompiledPolicy::index_statements() {
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_service;
  for (std::uint32_t index = 0; index < statements_.size(); ++index) {
    const ActionSet& actions = statements_[index].actions;
    if (actions.spans_services()) everywhere_.push_back(index);
    for (const std::string_view service : actions.services()) {
      by_service[std::string(service)].push_back(index);
    }
  }
  by_service_.reserve(by_service.size());
  for (auto& [service, indexes] : by_service) {
    by_service_.push_back({.service = service, .statements = std::move(indexes)});
  }
}

const std::vector<std::uint32_t>* CompiledPolicy::of_service(std::string_view service) const {
  const auto found = std::ranges::lower_bound(
      by_service_, service, {},
      [](const ServiceStatements& entry) { return std::string_view(entry.service); });
  if (found == by_service_.end() || found->service != service) return nullptr;
  return &found->statements;
}

std::expected<PolicyPtr, Problem> compile_policy(std::string_view text, PolicyKind kind,
                                                 std::string source_id,
                                                 const PrincipalResolver& unique_id_of) {
  auto document = parse_policy(text, kind);
  if (!document) return std::unexpected(std::move(document).error());
  return CompiledPolicy::compile(*document, text, kind, std::move(source_id), unique_id_of);
}

std::vector<std::string> principals_to_bind(const Document& document) {
  std::vector<std::string> arns;
  for (const Statement& statement : document.statements) {
    std::ranges::copy_if(statement.principals.aws, std::back_inserter(arns), names_user_or_role);
  }
  std::ranges::sort(arns);
  const auto repeated = std::ranges::unique(arns);
  arns.erase(repeated.begin(), repeated.end());
  return arns;
}

}  // namespace strongroom::policy
