#pragma once

#include "ops/context.h"
#include "policy/access.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

/// What every operation says of what it wants to do; shared by all APIs.
namespace strongroom::ops {

/// For operations without a resource.
policy::AccessRequest access_to_all(const OperationContext& context, std::string_view action);

// Condition keys of the request; nothing is added when the request does not carry the value. Keys
// and values live as long as the request.
void add_condition(policy::AccessRequest& access, std::string_view key,
                   std::optional<std::string_view> value);
void add_condition(policy::AccessRequest& access, std::string_view key, std::optional<bool> value);
/// Adds `key` with `count` values, to be filled in by the caller; `list` as in ConditionKey.
std::span<std::string_view> condition_values(policy::AccessRequest& access, std::string_view key,
                                             std::size_t count, bool list);

/// aws:RequestTag/`key`; aws:TagKeys is added apart, with `add_tag_keys`.
void add_request_tag(policy::AccessRequest& access, std::string_view key, std::string_view value,
                     Arena& arena);
void add_tag_keys(policy::AccessRequest& access, std::span<const std::string_view> keys);

/// Both for a request's tags, of any type with `key` and `value`.
template <class Tags>
void add_tag_conditions(policy::AccessRequest& access, const Tags& tags, Arena& arena) {
  if (tags.empty()) return;
  for (const auto& tag : tags) add_request_tag(access, tag.key, tag.value, arena);
  const auto keys = condition_values(access, "aws:TagKeys", tags.size(), true);
  std::size_t at = 0;
  for (const auto& tag : tags) keys[at++] = tag.key;
}

}  // namespace strongroom::ops
