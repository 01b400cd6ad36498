#include "policy/resource_pattern.h"

#include "policy/glob.h"

#include <algorithm>

namespace strongroom::policy {
namespace {

constexpr int kHeadParts = 5;

// `arn:aws:secretsmanager:*` stands for all that begins so.
std::string with_all_parts(std::string_view text) {
  std::string whole(text);
  for (auto colons = std::ranges::count(text, ':'); colons < kHeadParts; ++colons) whole += ":*";
  return whole;
}

bool is_all(std::string_view text) {
  return !text.empty() && text.find_first_not_of('*') == text.npos;
}

}  // namespace

std::optional<SplitArn> split_arn(std::string_view text) {
  std::size_t end = 0;
  for (int part = 0; part < kHeadParts; ++part) {
    const std::size_t colon = text.find(':', end);
    if (colon == text.npos) return std::nullopt;
    end = colon + 1;
  }
  return SplitArn{.head = text.substr(0, end), .resource = text.substr(end)};
}

bool arn_head_matches(std::string_view encoded, std::string_view head) {
  for (int part = 0; part < kHeadParts; ++part) {
    const std::size_t pattern_end = encoded.find(':');
    const std::size_t end = head.find(':');
    if (pattern_end == encoded.npos || end == head.npos) return false;
    if (!glob_matches(encoded.substr(0, pattern_end), head.substr(0, end))) return false;
    encoded.remove_prefix(pattern_end + 1);
    head.remove_prefix(end + 1);
  }
  return true;
}

RequestedResource::RequestedResource(std::string_view resource) : text(resource) {
  if (!text.starts_with("arn:")) return;
  const auto split = split_arn(text);
  is_arn = split.has_value();
  if (is_arn) parts = *split;
}

ResourcePattern ResourcePattern::parse(std::string_view text, DocumentVersion version) {
  const std::string whole = with_all_parts(text);
  const SplitArn parts = split_arn(whole).value();
  ResourcePattern pattern;
  pattern.head_ = pattern_of(parts.head);
  pattern.head_is_fixed_ = parts.head.find_first_of("*?") == parts.head.npos;
  pattern.resource_ = Template::parse(parts.resource, version, Template::Wildcards::Active);
  pattern.literal_ = parts.resource.substr(0, parts.resource.find_first_of("*?$"));
  return pattern;
}

bool ResourcePattern::matches(const RequestedResource& resource, ConditionContext& context) const {
  if (!resource.is_arn) return false;
  const std::string_view head = resource.parts.head;
  if (head_is_fixed_ && head != head_) return false;
  // Statements differ in the resource's own part more often than in a head with wildcards, and most
  // often in how it begins.
  if (!resource.parts.resource.starts_with(literal_)) return false;
  std::string buffer;
  const auto pattern = resource_.resolve(context, buffer);
  if (!pattern || !glob_matches(*pattern, resource.parts.resource)) return false;
  return head_is_fixed_ || arn_head_matches(head_, head);
}

ResourceSet ResourceSet::everything() {
  ResourceSet set;
  set.any_ = true;
  return set;
}

ResourceSet ResourceSet::parse(const Patterns& element, DocumentVersion version) {
  ResourceSet set;
  set.negated_ = element.negated;
  for (const std::string& text : element.patterns) {
    if (is_all(text)) {
      set.any_ = true;
    } else {
      set.patterns_.push_back(ResourcePattern::parse(text, version));
    }
  }
  return set;
}

bool ResourceSet::matches(const RequestedResource& resource, ConditionContext& context) const {
  const bool listed = any_ || std::ranges::any_of(patterns_, [&](const ResourcePattern& pattern) {
                        return pattern.matches(resource, context);
                      });
  return listed != negated_;
}

}  // namespace strongroom::policy
