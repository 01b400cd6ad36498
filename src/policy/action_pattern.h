#pragma once

#include "policy/document.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// Whether it names one action of one service, as a request does.
bool is_action_name(std::string_view text);

/// The action of a request in lower case, as actions ignore case. Does not allocate for names of
/// usual length. Neither copied nor moved: it views itself.
class RequestedAction {
 public:
  explicit RequestedAction(std::string_view action);
  RequestedAction(const RequestedAction&) = delete;
  RequestedAction& operator=(const RequestedAction&) = delete;

  std::string_view service() const { return service_; }
  std::string_view name() const { return name_; }

 private:
  std::array<char, 128> short_{};
  std::string long_;
  std::string_view service_;
  std::string_view name_;
};

/// The element Action or NotAction of a statement. Immutable.
class ActionSet {
 public:
  ActionSet() = default;
  static ActionSet parse(const Patterns& element);

  bool matches(const RequestedAction& action) const;

  /// The services whose actions alone can match; nothing when it may be any.
  std::vector<std::string_view> services() const;
  bool spans_services() const { return negated_ || any_; }

 private:
  struct Pattern {
    std::string service;
    std::string name;  // encoded, lower case
    bool literal;      // without wildcards
  };

  bool negated_ = false;
  bool any_ = false;
  std::vector<Pattern> patterns_;
};

}  // namespace strongroom::policy
