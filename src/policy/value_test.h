#pragma once

#include "policy/condition.h"
#include "policy/condition_context.h"
#include "policy/document.h"

#include <memory>
#include <string_view>

namespace strongroom::policy {

/// The values of a condition, read once for the operator that compares with them. Immutable. Each
/// family of operators has its own kind in its own file.
class ValueTest {
 public:
  virtual ~ValueTest() = default;
  /// Whether `value`, of the request, fits one of the policy's values. The operator is taken as
  /// not negated.
  virtual bool matches(std::string_view value, ConditionContext& context) const = 0;
};
using ValueTestPtr = std::unique_ptr<const ValueTest>;

ValueTestPtr make_string_test(const Condition& condition, DocumentVersion version);
ValueTestPtr make_numeric_test(const Condition& condition);
ValueTestPtr make_date_test(const Condition& condition);
ValueTestPtr make_bool_test(const Condition& condition);
ValueTestPtr make_binary_test(const Condition& condition);
ValueTestPtr make_address_test(const Condition& condition);
ValueTestPtr make_arn_test(const Condition& condition, DocumentVersion version);

}  // namespace strongroom::policy
