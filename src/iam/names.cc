#include "iam/names.h"

#include "base/arn.h"
#include "iam/quotas.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::iam {
namespace {

constexpr std::size_t kLongestPath = 512;
constexpr std::size_t kLongestTagKey = 128;
constexpr std::size_t kLongestTagValue = 256;

constexpr bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_name_character(char c) {
  return is_alphanumeric(c) || std::string_view("_+=,.@-").contains(c);
}
bool is_policy_path_character(char c) { return is_name_character(c) || c == '/'; }
bool is_path_character(char c) { return c >= '\x21' && c <= '\x7e'; }

// `[\p{L}\p{Z}\p{N}_.:/=+\-@]`; what is not ASCII counts as a letter (the text is UTF-8 already).
bool is_tag_character(char c) {
  return is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view(" _.:/=+-@").contains(c);
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

Result<void> check_tag(const Tag& tag) {
  const bool sound = !tag.key.empty() && code_points(tag.key) <= kLongestTagKey &&
                     code_points(tag.value) <= kLongestTagValue &&
                     std::ranges::all_of(tag.key, is_tag_character) &&
                     std::ranges::all_of(tag.value, is_tag_character);
  if (!sound) {
    return failure(ErrorCode::Validation,
                   fmt::format("The specified tag '{}' is invalid. Keys have 1 to {} and values up "
                               "to {} letters, digits, spaces or any of: _ . : / = + - @",
                               tag.key, kLongestTagKey, kLongestTagValue));
  }
  if (lower_case(std::string_view(tag.key).substr(0, 4)) == "aws:") {
    return failure(ErrorCode::InvalidInput,
                   "System tags cannot be added/updated/deleted by the requester.");
  }
  return {};
}

}  // namespace

bool is_name(std::string_view text, std::size_t longest) {
  return !text.empty() && text.size() <= longest && std::ranges::all_of(text, is_name_character);
}

bool is_path(std::string_view text) {
  if (text == "/") return true;
  return text.size() >= 3 && text.size() <= kLongestPath && text.starts_with('/') &&
         text.ends_with('/') && std::ranges::all_of(text, is_path_character);
}

bool is_policy_path(std::string_view text) {
  return !text.empty() && text.size() <= kLongestPath && text.starts_with('/') &&
         text.ends_with('/') && !text.contains("//") &&
         std::ranges::all_of(text, is_policy_path_character);
}

bool is_account_alias(std::string_view text) {
  const auto allowed = [](char c) { return (is_alphanumeric(c) && lower(c) == c) || c == '-'; };
  return text.size() >= 3 && text.size() <= 63 && std::ranges::all_of(text, allowed) &&
         !text.contains("--") && !text.starts_with('-') && !text.ends_with('-') &&
         !is_account_id(text);
}

Result<void> check_name(std::string_view parameter, std::string_view name, std::size_t longest) {
  if (is_name(name, longest)) return {};
  return failure(
      ErrorCode::Validation,
      fmt::format("The specified value for {} is invalid. It must contain only alphanumeric "
                  "characters and/or the following: +=,.@_-",
                  parameter));
}

Result<void> check_path(std::string_view path) {
  if (is_path(path)) return {};
  return failure(
      ErrorCode::Validation,
      "The specified value for path is invalid. It must begin and end with / and contain "
      "only alphanumeric characters and/or / characters.");
}

Result<void> check_policy_path(std::string_view path) {
  if (is_policy_path(path)) return {};
  return check_path("");
}

Result<std::vector<Tag>> with_tags(std::vector<Tag> present, std::span<const Tag> added,
                                   std::size_t limit) {
  for (std::size_t i = 0; i < added.size(); ++i) {
    SR_CHECK(check_tag(added[i]));
    const auto twice = [&](const Tag& other) {
      return equal_ignoring_case(other.key, added[i].key);
    };
    if (std::ranges::any_of(added.first(i), twice)) {
      return failure(ErrorCode::InvalidInput,
                     "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }
    const auto same = std::ranges::find_if(present, twice);
    if (same != present.end()) {
      *same = added[i];
    } else {
      present.push_back(added[i]);
    }
    if (present.size() > limit) return quota_exceeded("TagsPerEntity", limit);
  }
  return present;
}

std::vector<Tag> without_tags(std::vector<Tag> present, std::span<const std::string_view> keys) {
  std::erase_if(present, [&](const Tag& tag) {
    return std::ranges::any_of(
        keys, [&](std::string_view key) { return equal_ignoring_case(tag.key, key); });
  });
  return present;
}

std::string lower_case(std::string_view text) {
  std::string lowered(text);
  std::ranges::transform(lowered, lowered.begin(), lower);
  return lowered;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

bool less_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::lexicographical_compare(a, b, {}, lower, lower);
}

}  // namespace strongroom::iam
