#include "policy/policy_warnings.h"

#include "policy/case_fold.h"

#include <algorithm>

namespace strongroom::policy {
namespace {

using Set = ConditionOperator::Set;

bool limits_source(const Condition& condition) {
  const std::string key = ascii_lower(condition.key);
  return (key == "aws:sourcearn" || key == "aws:sourceaccount") && !condition.op.negated &&
         !condition.op.if_exists && condition.op.set != Set::ForAllValues;
}

bool is_for_all(const Condition& condition) { return condition.op.set == Set::ForAllValues; }

}  // namespace

std::vector<PolicyWarning> policy_warnings(const Document& document) {
  std::vector<PolicyWarning> warnings;
  for (std::size_t i = 0; i < document.statements.size(); ++i) {
    const Statement& statement = document.statements[i];
    if (statement.effect != StatementEffect::Allow) continue;
    const std::string where = "Statement[" + std::to_string(i) + "]";
    if (!statement.principals.services.empty() &&
        std::ranges::none_of(statement.conditions, limits_source)) {
      warnings.push_back({.kind = PolicyWarning::Kind::ServiceWithoutSource, .where = where});
    }
    if (std::ranges::any_of(statement.conditions, is_for_all)) {
      warnings.push_back({.kind = PolicyWarning::Kind::ForAllValuesInAllow, .where = where});
    }
  }
  return warnings;
}

}  // namespace strongroom::policy
