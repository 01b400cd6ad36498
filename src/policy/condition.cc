#include "policy/condition.h"

#include "policy/condition_value.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::policy {
namespace {

using Family = ConditionOperator::Family;
using Comparison = ConditionOperator::Comparison;
using Set = ConditionOperator::Set;

struct OperatorName {
  std::string_view name;
  Family family;
  Comparison comparison;
  bool negated = false;
};

constexpr std::array kOperators = {
    OperatorName{"StringEquals", Family::String, Comparison::Equals},
    OperatorName{"StringNotEquals", Family::String, Comparison::Equals, true},
    OperatorName{"StringEqualsIgnoreCase", Family::String, Comparison::EqualsIgnoreCase},
    OperatorName{"StringNotEqualsIgnoreCase", Family::String, Comparison::EqualsIgnoreCase, true},
    OperatorName{"StringLike", Family::String, Comparison::Like},
    OperatorName{"StringNotLike", Family::String, Comparison::Like, true},
    OperatorName{"NumericEquals", Family::Numeric, Comparison::Equals},
    OperatorName{"NumericNotEquals", Family::Numeric, Comparison::Equals, true},
    OperatorName{"NumericLessThan", Family::Numeric, Comparison::LessThan},
    OperatorName{"NumericLessThanEquals", Family::Numeric, Comparison::LessThanEquals},
    OperatorName{"NumericGreaterThan", Family::Numeric, Comparison::GreaterThan},
    OperatorName{"NumericGreaterThanEquals", Family::Numeric, Comparison::GreaterThanEquals},
    OperatorName{"DateEquals", Family::Date, Comparison::Equals},
    OperatorName{"DateNotEquals", Family::Date, Comparison::Equals, true},
    OperatorName{"DateLessThan", Family::Date, Comparison::LessThan},
    OperatorName{"DateLessThanEquals", Family::Date, Comparison::LessThanEquals},
    OperatorName{"DateGreaterThan", Family::Date, Comparison::GreaterThan},
    OperatorName{"DateGreaterThanEquals", Family::Date, Comparison::GreaterThanEquals},
    OperatorName{"Bool", Family::Bool, Comparison::Equals},
    OperatorName{"BinaryEquals", Family::Binary, Comparison::Equals},
    OperatorName{"IpAddress", Family::Ip, Comparison::Equals},
    OperatorName{"NotIpAddress", Family::Ip, Comparison::Equals, true},
    // The two forms of ARN operators mean the same; explanations show the first.
    OperatorName{"ArnLike", Family::Arn, Comparison::Like},
    OperatorName{"ArnEquals", Family::Arn, Comparison::Like},
    OperatorName{"ArnNotLike", Family::Arn, Comparison::Like, true},
    OperatorName{"ArnNotEquals", Family::Arn, Comparison::Like, true},
    OperatorName{"Null", Family::Null, Comparison::Equals},
};

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

bool is_scalar(const Json& value) {
  return value.kind == Json::Kind::String || value.kind == Json::Kind::Number ||
         value.kind == Json::Kind::Boolean;
}

// A key belongs to a service or to `aws`, as in `aws:SourceIp`; the rest may hold further colons.
bool is_condition_key(std::string_view key) {
  const std::size_t colon = key.find(':');
  return colon != key.npos && colon > 0 && colon + 1 < key.size();
}

std::expected<Condition, Problem> parse_condition(ConditionOperator op, const Json::Member& entry) {
  if (!is_condition_key(entry.name)) {
    const auto detail =
        entry.name.contains(':') ? Problem::Detail::None : Problem::Detail::ActionWithoutVendor;
    return std::unexpected(syntax_problem(entry.name, "is not a condition key", detail));
  }
  Condition condition{.op = op, .key = entry.name, .values = {}};
  const auto add = [&](const Json& value) {
    condition.values.push_back(value.text);
    return is_scalar(value) && has_form_for(op.family, value.text);
  };
  const bool sound = entry.value.kind == Json::Kind::Array
                         ? std::ranges::all_of(entry.value.items, add)
                         : add(entry.value);
  if (!sound) {
    const auto detail =
        op.family == Family::Date ? Problem::Detail::LegacyParsing : Problem::Detail::None;
    return std::unexpected(syntax_problem(entry.name, "has a value of a wrong form", detail));
  }
  if (condition.values.empty()) return std::unexpected(syntax_problem(entry.name, "is empty"));
  return condition;
}

}  // namespace

std::optional<ConditionOperator> parse_condition_operator(std::string_view name) {
  ConditionOperator op;
  if (take_prefix(name, "ForAllValues:")) {
    op.set = Set::ForAllValues;
  } else if (take_prefix(name, "ForAnyValue:")) {
    op.set = Set::ForAnyValue;
  }
  op.if_exists = take_suffix(name, "IfExists");
  const auto* found = std::ranges::find(kOperators, name, &OperatorName::name);
  if (found == kOperators.end()) return std::nullopt;
  op.family = found->family;
  op.comparison = found->comparison;
  op.negated = found->negated;
  const bool plain = op.set == Set::One && !op.if_exists;
  if (op.family == Family::Null && !plain) return std::nullopt;
  return op;
}

std::string name_of(const ConditionOperator& op) {
  std::string name;
  if (op.set == Set::ForAllValues) name = "ForAllValues:";
  if (op.set == Set::ForAnyValue) name = "ForAnyValue:";
  const auto* found = std::ranges::find_if(kOperators, [&](const OperatorName& entry) {
    return entry.family == op.family && entry.comparison == op.comparison &&
           entry.negated == op.negated;
  });
  if (found != kOperators.end()) name += found->name;
  return op.if_exists ? name + "IfExists" : name;
}

std::expected<std::vector<Condition>, Problem> parse_conditions(const Json& element) {
  if (element.kind != Json::Kind::Object) {
    return std::unexpected(syntax_problem("", "must be an object"));
  }
  std::vector<Condition> conditions;
  for (const auto& [name, entries] : element.members) {
    const auto op = parse_condition_operator(name);
    if (!op) return std::unexpected(syntax_problem(name, "is not a condition operator"));
    if (entries.kind != Json::Kind::Object || entries.members.empty()) {
      return std::unexpected(syntax_problem(name, "must name condition keys"));
    }
    for (const Json::Member& entry : entries.members) {
      auto condition = parse_condition(*op, entry);
      if (!condition) return std::unexpected(std::move(condition).error().inside(name));
      conditions.push_back(*std::move(condition));
    }
  }
  return conditions;
}

}  // namespace strongroom::policy
