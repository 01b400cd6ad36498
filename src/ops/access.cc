#include "ops/access.h"

#include <algorithm>
#include <memory>
#include <memory_resource>

namespace strongroom::ops {

policy::AccessRequest access_to_all(const OperationContext& context, std::string_view action) {
  return {.action = action,
          .resource = "*",
          .resource_account = context.partition.account,
          .context = std::pmr::vector<policy::ConditionKey>(&context.arena),
          .resource_tags = {}};
}

std::span<std::string_view> condition_values(policy::AccessRequest& access, std::string_view key,
                                             std::size_t count, bool list) {
  std::pmr::polymorphic_allocator<> arena(access.context.get_allocator());
  const std::span values(arena.allocate_object<std::string_view>(count), count);
  std::ranges::uninitialized_value_construct(values);
  access.context.push_back({.name = key, .values = values, .list = list});
  return values;
}

void add_condition(policy::AccessRequest& access, std::string_view key,
                   std::optional<std::string_view> value) {
  if (value) condition_values(access, key, 1, false).front() = *value;
}

void add_condition(policy::AccessRequest& access, std::string_view key, std::optional<bool> value) {
  if (value) add_condition(access, key, std::string_view(*value ? "true" : "false"));
}

void add_request_tag(policy::AccessRequest& access, std::string_view key, std::string_view value,
                     Arena& arena) {
  ArenaText name(arena);
  name.append("aws:RequestTag/");
  name.append(key);
  add_condition(access, name.view(), value);
}

void add_tag_keys(policy::AccessRequest& access, std::span<const std::string_view> keys) {
  if (keys.empty()) return;
  std::ranges::copy(keys, condition_values(access, "aws:TagKeys", keys.size(), true).begin());
}

}  // namespace strongroom::ops
