#include "ops/kms/key_tags.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::ops::kms_api {
namespace {

constexpr std::size_t kMaxTags = 50;

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_reserved(std::string_view key) {
  constexpr std::string_view kReserved = "aws:";
  return std::ranges::equal(key.substr(0, kReserved.size()), kReserved, {}, lower);
}

}  // namespace

Result<void> put_tags(kms::Key& key, std::span<const Tag> tags) {
  const auto too_many = [] { return failure(ErrorCode::InvalidTag, "Too many tags"); };
  if (tags.size() > kMaxTags) return too_many();
  std::vector<kms::Tag> changed = key.tags;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const auto& [name, value] = tags[i];
    if (is_reserved(name)) {
      return failure(ErrorCode::InvalidTag, "Tags beginning with aws: are reserved");
    }
    const auto before = tags.first(i);
    if (std::ranges::find(before, name, &Tag::key) != before.end()) {
      return failure(ErrorCode::InvalidTag, "Duplicate tag keys");
    }
    const auto found = std::ranges::find(changed, name, &kms::Tag::key);
    if (found != changed.end()) {
      found->value = value;
    } else {
      changed.push_back({.key = std::string(name), .value = std::string(value)});
    }
  }
  if (changed.size() > kMaxTags) return too_many();
  key.tags = std::move(changed);
  return {};
}

}  // namespace strongroom::ops::kms_api
