#include "policy/condition_evaluation.h"

#include <algorithm>

namespace strongroom::policy {
namespace {

using Family = ConditionOperator::Family;
using Set = ConditionOperator::Set;

ValueTestPtr make_test(const Condition& condition, DocumentVersion version) {
  switch (condition.op.family) {
    case Family::String:
      return make_string_test(condition, version);
    case Family::Numeric:
      return make_numeric_test(condition);
    case Family::Date:
      return make_date_test(condition);
    case Family::Bool:
      return make_bool_test(condition);
    case Family::Binary:
      return make_binary_test(condition);
    case Family::Ip:
      return make_address_test(condition);
    case Family::Arn:
      return make_arn_test(condition, version);
    case Family::Null:
      break;
  }
  return nullptr;
}

// What the table of policy contract 4.2 says for a key that is absent.
bool holds_when_absent(const ConditionOperator& op) {
  switch (op.set) {
    case Set::ForAllValues:
      return true;
    case Set::ForAnyValue:
      return op.if_exists;
    case Set::One:
      break;
  }
  return op.negated || op.if_exists;
}

}  // namespace

CompiledCondition::CompiledCondition(const Condition& condition, DocumentVersion version)
    : written_(condition),
      key_(parse_condition_key(condition.key)),
      test_(make_test(condition, version)) {}

bool CompiledCondition::holds(ConditionContext& context, StatementEffect effect) const {
  const ContextValue value = context.find(key_);
  // Fails closed both ways: who may tag could switch a Deny off by a second spelling of its key.
  if (value.is_ambiguous()) return effect == StatementEffect::Deny;
  if (written_.op.family == Family::Null) {
    const std::string_view fact = value.present() ? "false" : "true";
    return std::ranges::find(written_.values, fact) != written_.values.end();
  }
  return value.present() ? holds_for(value.values(), context, effect)
                         : holds_when_absent(written_.op);
}

bool CompiledCondition::holds_for(std::span<const std::string_view> values,
                                  ConditionContext& context, StatementEffect effect) const {
  const auto fits = [&](std::string_view value) {
    return test_->matches(value, context) != written_.op.negated;
  };
  switch (written_.op.set) {
    case Set::ForAllValues:
      return std::ranges::all_of(values, fits);
    case Set::ForAnyValue:
      return std::ranges::any_of(values, fits);
    case Set::One:
      break;
  }
  if (values.size() > 1 && effect == StatementEffect::Allow) return false;
  return std::ranges::any_of(values, fits);
}

}  // namespace strongroom::policy
