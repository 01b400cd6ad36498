#pragma once

#include "policy/problem.h"
#include "policy/strict_json.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// An operator of a Condition, taken apart (policy contract 4.1 and 4.2).
struct ConditionOperator {
  enum class Family : std::uint8_t { String, Numeric, Date, Bool, Binary, Ip, Arn, Null };
  enum class Comparison : std::uint8_t {
    Equals,
    EqualsIgnoreCase,
    Like,
    LessThan,
    LessThanEquals,
    GreaterThan,
    GreaterThanEquals,
  };
  enum class Set : std::uint8_t { One, ForAllValues, ForAnyValue };

  Family family = Family::String;
  Comparison comparison = Comparison::Equals;
  bool negated = false;
  bool if_exists = false;
  Set set = Set::One;

  friend bool operator==(const ConditionOperator&, const ConditionOperator&) = default;
};

/// Nothing when there is no such operator. Names are case-sensitive.
std::optional<ConditionOperator> parse_condition_operator(std::string_view name);

/// As a policy writes it; ArnEquals, which means the same as ArnLike, is shown as that.
std::string name_of(const ConditionOperator& op);

/// One operator applied to one key.
struct Condition {
  ConditionOperator op;
  std::string key;                  ///< As written; keys ignore case.
  std::vector<std::string> values;  ///< Never empty; each has the form that the operator needs.
};

/// The element Condition of a statement, flattened: all must hold.
std::expected<std::vector<Condition>, Problem> parse_conditions(const Json& element);

}  // namespace strongroom::policy
