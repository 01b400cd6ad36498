#include "base/arn.h"
#include "policy/case_fold.h"
#include "policy/condition_value.h"
#include "policy/resource_policy.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace strongroom::policy {
namespace {

using Family = ConditionOperator::Family;
using Comparison = ConditionOperator::Comparison;

// A policy that lets in more of the world's addresses than these is open to all.
constexpr unsigned kWidestPrefixV4 = 8;
constexpr unsigned kWidestPrefixV6 = 32;

// No wildcard and no variable. `$` is harmless in a 2008 policy, but rare enough to refuse.
bool is_fixed(std::string_view text) {
  return !text.empty() && text.find_first_of("*?$") == text.npos;
}

bool has_fixed_account(std::string_view text) {
  const auto arn = parse_arn(text);
  return arn && is_account_id(arn->account);
}

// Compared as a text, a wildcard before the account would reach over the colons.
bool has_fixed_start(std::string_view text) {
  if (!has_fixed_account(text)) return false;
  const std::string_view account = parse_arn(text)->account;
  return is_fixed(text.substr(0, static_cast<std::size_t>(account.data() - text.data())));
}

// Organisation and root at least: `o-a1b2c3d4e5/r-ab12/*`
bool has_fixed_organisation(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == text.npos || !is_fixed(text.substr(0, slash))) return false;
  const std::string_view rest = text.substr(slash + 1);
  const std::size_t end = rest.find('/');
  return end != rest.npos && is_fixed(rest.substr(0, end)) && !rest.contains('$');
}

// A user's id, a role session's, or all sessions of one role: `AROAEXAMPLE:*`
bool has_fixed_user_id(std::string_view text) {
  if (is_fixed(text)) return true;
  const bool unique = text.starts_with("AIDA") || text.starts_with("AROA");
  return unique && text.ends_with(":*") && is_fixed(text.substr(0, text.size() - 2));
}

bool is_narrow_range(std::string_view text) {
  const auto range = parse_address_range(text);
  return range && range->prefix >= (range->v6 ? kWidestPrefixV6 : kWidestPrefixV4);
}

bool is_true(std::string_view text) { return ascii_lower(text) == "true"; }

bool compares_text(const ConditionOperator& op) {
  return op.family == Family::String &&
         (op.comparison == Comparison::Equals || op.comparison == Comparison::Like);
}
bool compares_arns(const ConditionOperator& op) { return op.family == Family::Arn; }
bool compares_addresses(const ConditionOperator& op) { return op.family == Family::Ip; }
bool compares_truth(const ConditionOperator& op) { return op.family == Family::Bool; }

// Which operator on which key narrows the callers, and what its values must then be.
struct LimitingKey {
  std::string_view key;
  bool (*fits)(const ConditionOperator& op);
  bool (*is_limit)(std::string_view value);
};

constexpr std::array kLimitingKeys = {
    LimitingKey{"aws:principalaccount", &compares_text, &is_fixed},
    LimitingKey{"aws:principalorgid", &compares_text, &is_fixed},
    LimitingKey{"aws:sourceaccount", &compares_text, &is_fixed},
    LimitingKey{"aws:sourceowner", &compares_text, &is_fixed},
    LimitingKey{"aws:sourcevpc", &compares_text, &is_fixed},
    LimitingKey{"aws:sourcevpce", &compares_text, &is_fixed},
    LimitingKey{"aws:vpceaccount", &compares_text, &is_fixed},
    LimitingKey{"aws:vpceorgid", &compares_text, &is_fixed},
    LimitingKey{"aws:principalservicename", &compares_text, &is_fixed},
    LimitingKey{"kms:calleraccount", &compares_text, &is_fixed},
    LimitingKey{"aws:principalarn", &compares_arns, &has_fixed_account},
    LimitingKey{"aws:principalarn", &compares_text, &has_fixed_start},
    LimitingKey{"aws:sourcearn", &compares_arns, &has_fixed_account},
    LimitingKey{"aws:sourcearn", &compares_text, &has_fixed_start},
    LimitingKey{"aws:principalorgpaths", &compares_text, &has_fixed_organisation},
    LimitingKey{"aws:sourceorgpaths", &compares_text, &has_fixed_organisation},
    LimitingKey{"aws:vpceorgpaths", &compares_text, &has_fixed_organisation},
    LimitingKey{"aws:userid", &compares_text, &has_fixed_user_id},
    LimitingKey{"aws:sourceip", &compares_addresses, &is_narrow_range},
    LimitingKey{"aws:principalisawsservice", &compares_truth, &is_true},
};

bool limits_callers(const Condition& condition) {
  const ConditionOperator& op = condition.op;
  if (op.negated || op.if_exists || op.set == ConditionOperator::Set::ForAllValues) return false;
  return std::ranges::any_of(kLimitingKeys, [&](const LimitingKey& limiting) {
    return limiting.key == ascii_lower(condition.key) && limiting.fits(op) &&
           std::ranges::all_of(condition.values, limiting.is_limit);
  });
}

bool is_public(const Statement& statement) {
  if (statement.effect != StatementEffect::Allow) return false;
  if (statement.principals.negated) return true;
  return statement.principals.everyone &&
         std::ranges::none_of(statement.conditions, limits_callers);
}

}  // namespace

std::optional<std::size_t> first_public_statement(const Document& document) {
  const auto found = std::ranges::find_if(document.statements, is_public);
  if (found == document.statements.end()) return std::nullopt;
  return static_cast<std::size_t>(found - document.statements.begin());
}

}  // namespace strongroom::policy
