#include "policy/glob.h"
#include "policy/resource_pattern.h"
#include "policy/template.h"
#include "policy/value_test.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace strongroom::policy {
namespace {

constexpr std::size_t kParts = 6;

// Where the part that starts at `text` ends: at its first colon that belongs to no variable.
std::size_t end_of_part(std::string_view text, DocumentVersion version) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ':') return i;
    const bool variable = version == DocumentVersion::V2012 && text.substr(i).starts_with("${");
    if (!variable) continue;
    const std::size_t end = text.find('}', i);
    if (end != text.npos) i = end;
  }
  return text.npos;
}

// One value of an ARN operator: six patterns, or one variable that holds all of an ARN.
class ArnPattern {
 public:
  ArnPattern(std::string_view text, DocumentVersion version) : any_(text == "*") {
    std::size_t count = 0;
    while (count + 1 < kParts) {
      const std::size_t end = end_of_part(text, version);
      if (end == text.npos) break;
      parts_[count++] = part(text.substr(0, end), version);
      text.remove_prefix(end + 1);
    }
    parts_[count++] = part(text, version);
    complete_ = count == kParts;
    whole_ = count == 1 && !parts_[0].fixed();
  }

  bool matches(std::string_view value, ConditionContext& context) const {
    if (any_) return true;
    const auto split = split_arn(value);
    if (!split || !value.starts_with("arn:")) return false;
    return complete_ ? parts_match(*split, context) : whole_ && whole_matches(value, context);
  }

 private:
  static Template part(std::string_view text, DocumentVersion version) {
    return Template::parse(text, version, Template::Wildcards::Active);
  }

  // A value that is put into one part stays inside it, even if it holds colons.
  bool parts_match(const SplitArn& arn, ConditionContext& context) const {
    std::string buffer;
    std::string_view head = arn.head;
    for (std::size_t i = 0; i < kParts; ++i) {
      const std::size_t end = i + 1 < kParts ? head.find(':') : 0;
      const std::string_view text = i + 1 < kParts ? head.substr(0, end) : arn.resource;
      const auto pattern = parts_[i].resolve(context, buffer);
      if (!pattern || !glob_matches(*pattern, text)) return false;
      if (i + 1 < kParts) head.remove_prefix(end + 1);
    }
    return true;
  }

  bool whole_matches(std::string_view value, ConditionContext& context) const {
    std::string buffer;
    const auto pattern = parts_[0].resolve(context, buffer);
    const auto split = pattern ? split_arn(*pattern) : std::nullopt;
    const auto parts = split_arn(value);
    return split && arn_head_matches(split->head, parts->head) &&
           glob_matches(split->resource, parts->resource);
  }

  bool any_;
  bool complete_ = false;
  bool whole_ = false;
  std::array<Template, kParts> parts_;
};

class ArnTest final : public ValueTest {
 public:
  ArnTest(const Condition& condition, DocumentVersion version) {
    for (const std::string& value : condition.values) wanted_.emplace_back(value, version);
  }

  bool matches(std::string_view value, ConditionContext& context) const override {
    return std::ranges::any_of(
        wanted_, [&](const ArnPattern& wanted) { return wanted.matches(value, context); });
  }

 private:
  std::vector<ArnPattern> wanted_;
};

}  // namespace

ValueTestPtr make_arn_test(const Condition& condition, DocumentVersion version) {
  return std::make_unique<ArnTest>(condition, version);
}

}  // namespace strongroom::policy
