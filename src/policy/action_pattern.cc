#include "policy/action_pattern.h"

#include "policy/case_fold.h"
#include "policy/glob.h"

#include <algorithm>

namespace strongroom::policy {
namespace {

// Most patterns differ from the action in their first letter: it is cheaper to look there first. No
// pattern is empty.
bool may_match(const std::string& encoded, std::string_view name) {
  const char first = encoded.front();
  return first == kAnyRun || first == kAnyOne || name.starts_with(first);
}

}  // namespace

bool is_action_name(std::string_view text) {
  const std::size_t colon = text.find(':');
  const bool parts = colon != std::string_view::npos && colon > 0 && colon + 1 < text.size();
  return parts && text.find_first_of("*? ") == std::string_view::npos;
}

RequestedAction::RequestedAction(std::string_view action) {
  char* out = short_.data();
  if (action.size() > short_.size()) {
    long_.resize(action.size());
    out = long_.data();
  }
  std::ranges::transform(action, out, [](char c) { return ascii_lower(c); });
  const std::string_view lower(out, action.size());
  const std::size_t colon = lower.find(':');
  service_ = lower.substr(0, colon);
  if (colon != lower.npos) name_ = lower.substr(colon + 1);
}

ActionSet ActionSet::parse(const Patterns& element) {
  ActionSet set;
  set.negated_ = element.negated;
  for (const std::string& text : element.patterns) {
    const std::size_t colon = text.find(':');
    if (colon == text.npos) {
      set.any_ = true;  // "*"
    } else {
      const std::string lower = ascii_lower(text);
      const std::string name = lower.substr(colon + 1);
      set.patterns_.push_back({.service = lower.substr(0, colon),
                               .name = pattern_of(name),
                               .literal = name.find_first_of("*?") == name.npos});
    }
  }
  return set;
}

bool ActionSet::matches(const RequestedAction& action) const {
  const auto matches_action = [&](const Pattern& pattern) {
    if (pattern.literal) {
      return pattern.name == action.name() && pattern.service == action.service();
    }
    return may_match(pattern.name, action.name()) && pattern.service == action.service() &&
           glob_matches(pattern.name, action.name());
  };
  return (any_ || std::ranges::any_of(patterns_, matches_action)) != negated_;
}

std::vector<std::string_view> ActionSet::services() const {
  std::vector<std::string_view> services;
  if (spans_services()) return services;
  for (const Pattern& pattern : patterns_) services.push_back(pattern.service);
  std::ranges::sort(services);
  const auto repeated = std::ranges::unique(services);
  services.erase(repeated.begin(), repeated.end());
  return services;
}

}  // namespace strongroom::policy
