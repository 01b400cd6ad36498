#pragma once

#include "policy/condition.h"
#include "policy/condition_context.h"
#include "policy/condition_key.h"
#include "policy/document.h"
#include "policy/value_test.h"

namespace strongroom::policy {

/// A condition made ready to be decided. Immutable.
class CompiledCondition {
 public:
  CompiledCondition(const Condition& condition, DocumentVersion version);

  /// Policy contract 4.2. `effect` is that of the statement: what is used wrongly (one value
  /// wanted, several there) keeps an Allow from matching, and lets a Deny match if any value does.
  bool holds(ConditionContext& context, StatementEffect effect) const;

  /// As written, for explanations.
  const Condition& written() const { return written_; }
  const ConditionKeyName& key() const { return key_; }

 private:
  bool holds_for(std::span<const std::string_view> values, ConditionContext& context,
                 StatementEffect effect) const;

  Condition written_;
  ConditionKeyName key_;
  ValueTestPtr test_;  // null for Null
};

}  // namespace strongroom::policy
