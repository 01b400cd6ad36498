#include "policy/decimal.h"
#include "policy/instant.h"
#include "policy/value_test.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace strongroom::policy {
namespace {

using Comparison = ConditionOperator::Comparison;

bool holds(Comparison comparison, std::strong_ordering order) {
  switch (comparison) {
    case Comparison::LessThan:
      return order < 0;
    case Comparison::LessThanEquals:
      return order <= 0;
    case Comparison::GreaterThan:
      return order > 0;
    case Comparison::GreaterThanEquals:
      return order >= 0;
    default:
      return order == 0;
  }
}

// For numbers and dates. What is not of the form matches nothing, on either side.
template <typename Value, std::optional<Value> (*parse)(std::string_view)>
class OrderedTest final : public ValueTest {
 public:
  explicit OrderedTest(const Condition& condition) : comparison_(condition.op.comparison) {
    for (const std::string& text : condition.values) {
      if (auto value = parse(text)) wanted_.push_back(*std::move(value));
    }
  }

  bool matches(std::string_view value, ConditionContext&) const override {
    const auto given = parse(value);
    return given && std::ranges::any_of(wanted_, [&](const Value& wanted) {
             return holds(comparison_, *given <=> wanted);
           });
  }

 private:
  Comparison comparison_;
  std::vector<Value> wanted_;
};

}  // namespace

ValueTestPtr make_numeric_test(const Condition& condition) {
  return std::make_unique<OrderedTest<Decimal, &Decimal::parse>>(condition);
}

ValueTestPtr make_date_test(const Condition& condition) {
  return std::make_unique<OrderedTest<Instant, &parse_instant>>(condition);
}

}  // namespace strongroom::policy
