#include "ops/secretsmanager/tags.h"

#include "ops/secretsmanager/secret_access.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::ops::secretsmanager {
namespace {

constexpr std::size_t kMaxTags = 50;  // contract 8

Result<void> check_key(std::string_view key) {
  constexpr std::string_view kReserved = "aws:";
  const bool reserved = std::ranges::equal(
      key.substr(0, kReserved.size()), kReserved,
      [](char c, char wanted) { return (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) == wanted; });
  if (!reserved) return {};
  return failure(ErrorCode::InvalidParameter,
                 fmt::format("You can't modify system tags. Tag key: '{}'.", key));
}

Result<void> check_tags(std::span<const Tag> tags) {
  for (std::size_t i = 0; i < tags.size(); ++i) {
    SR_CHECK(check_key(tags[i].key));
    const auto before = tags.first(i);
    if (std::ranges::find(before, tags[i].key, &Tag::key) != before.end()) {
      return failure(ErrorCode::InvalidParameter,
                     fmt::format("You can't specify the tag key '{}' twice.", tags[i].key));
    }
  }
  return {};
}

}  // namespace

Result<void> put_tags(secrets::Secret& secret, std::span<const Tag> tags) {
  if (tags.empty()) return {};
  if (tags.size() > kMaxTags) tags = tags.first(kMaxTags + 1);  // bounds the search for duplicates
  SR_CHECK(check_tags(tags));
  std::vector<secrets::Tag> changed = secret.extras().tags;
  for (const Tag& tag : tags) {
    const auto found = std::ranges::find(changed, tag.key, &secrets::Tag::key);
    if (found == changed.end()) {
      changed.push_back({.key = std::string(tag.key), .value = std::string(tag.value)});
    } else {
      found->value = tag.value;
    }
  }
  if (changed.size() > kMaxTags) {
    // TagResource does not declare LimitExceededException, so SDKs would not know it there.
    return failure(ErrorCode::InvalidParameter,
                   "You exceeded the maximum number of tags allowed on a secret.");
  }
  secret.edit_extras().tags = std::move(changed);
  secret.edit_extras().tagged_once = true;
  return {};
}

Result<void> require_after(OperationContext& context, policy::AccessRequest access,
                           const secrets::Secret& changed) {
  access.resource_tags = changed.extras().tags;
  return context.authorizer.require(access);
}

Result<void> remove_tags(secrets::Secret& secret, std::span<const std::string_view> keys) {
  for (const std::string_view key : keys) SR_CHECK(check_key(key));
  if (secret.extras().tags.empty()) return {};
  std::erase_if(secret.edit_extras().tags, [keys](const secrets::Tag& tag) {
    return std::ranges::find(keys, tag.key) != keys.end();
  });
  return {};
}

}  // namespace strongroom::ops::secretsmanager
