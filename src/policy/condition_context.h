#pragma once

#include "policy/access.h"
#include "policy/caller.h"
#include "policy/condition_key.h"
#include "policy/environment.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// What a request has for a condition key. Views live as long as the request and its context.
class ContextValue {
 public:
  /// Absent.
  ContextValue() = default;
  static ContextValue of(std::string_view value) {
    ContextValue result;
    result.one_ = value;
    return result;
  }
  /// An empty text is absent.
  static ContextValue unless_empty(std::string_view value) {
    return value.empty() ? ContextValue() : of(value);
  }
  /// A key of several values; without any it is absent.
  static ContextValue of(std::span<const std::string_view> values, bool list = true) {
    ContextValue result;
    result.many_ = values;
    result.list_ = list;
    return result;
  }
  /// Two tags whose keys differ in case alone were meant: no condition on them holds.
  static ContextValue ambiguous() {
    ContextValue result;
    result.ambiguous_ = true;
    return result;
  }

  bool present() const { return one_.has_value() || !many_.empty(); }
  bool is_ambiguous() const { return ambiguous_; }
  std::span<const std::string_view> values() const {
    return one_ ? std::span<const std::string_view>(&*one_, 1) : many_;
  }
  /// For variables: those of several values, or of none, give nothing.
  std::optional<std::string_view> as_variable() const {
    if (list_ || many_.size() > 1) return std::nullopt;
    return many_.empty() ? one_ : std::optional(many_.front());
  }

 private:
  std::optional<std::string_view> one_;
  std::span<const std::string_view> many_;
  bool list_ = false;
  bool ambiguous_ = false;
};

/// Finds the values of condition keys for one decision; those of the engine are made only when
/// asked for. Keys that the operation gives come first, so that a simulation can set any.
/// One thread; borrows all that it is made from.
class ConditionContext {
 public:
  ConditionContext(const AccessRequest& request, const Caller& caller,
                   const Environment& environment)
      : request_(request), caller_(caller), environment_(environment) {}
  ConditionContext(const ConditionContext&) = delete;
  ConditionContext& operator=(const ConditionContext&) = delete;

  ContextValue find(const ConditionKeyName& key);

 private:
  // A time as a text, written when it is first asked for.
  struct TimeText {
    std::array<char, 24> characters{};
    std::size_t size = 0;
  };
  static std::string_view written(TimeText& out, std::int64_t number);
  static std::string_view written(TimeText& out, std::chrono::sys_seconds time);

  ContextValue resource_tag(const ConditionKeyName& key) const;
  ContextValue global(GlobalKey key);
  ContextValue of_caller(GlobalKey key);
  ContextValue of_environment(GlobalKey key);
  ContextValue age_of_mfa();

  const AccessRequest& request_;
  const Caller& caller_;
  const Environment& environment_;
  TimeText now_;
  TimeText epoch_;
  TimeText issued_;
  TimeText mfa_age_;
  std::vector<std::string_view> organization_paths_;
  std::vector<std::string_view> service_names_;
};

}  // namespace strongroom::policy
