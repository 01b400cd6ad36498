#pragma once

#include "policy/condition_context.h"
#include "policy/template.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// An ARN's first five parts, with the colon behind them, and the sixth, which keeps its colons.
/// Views into the text.
struct SplitArn {
  std::string_view head;
  std::string_view resource;
};
/// Nothing when there are fewer than five colons.
std::optional<SplitArn> split_arn(std::string_view text);

/// Whether each part of `head`, which has five, matches the pattern for it. A wildcard never
/// reaches into the next part.
bool arn_head_matches(std::string_view encoded, std::string_view head);

/// The resource of a request, split once.
struct RequestedResource {
  explicit RequestedResource(std::string_view text);

  std::string_view text;
  bool is_arn = false;
  SplitArn parts;
};

/// One entry of Resource or NotResource other than `*` (policy contract 2). Immutable.
class ResourcePattern {
 public:
  static ResourcePattern parse(std::string_view text, DocumentVersion version);
  bool matches(const RequestedResource& resource, ConditionContext& context) const;

 private:
  std::string head_;
  bool head_is_fixed_ = false;
  Template resource_;
  std::string literal_;  // how the resource's own part begins: up to the first wildcard or variable
};

/// The element Resource or NotResource of a statement.
class ResourceSet {
 public:
  /// Nothing at all matches.
  ResourceSet() = default;
  static ResourceSet everything();
  static ResourceSet parse(const Patterns& element, DocumentVersion version);

  bool matches(const RequestedResource& resource, ConditionContext& context) const;

 private:
  bool negated_ = false;
  bool any_ = false;
  std::vector<ResourcePattern> patterns_;
};

}  // namespace strongroom::policy
