#pragma once

#include "base/result.h"
#include "ops/iam/policy_source.h"
#include "policy/compiled_policy.h"
#include "policy/document.h"
#include "policy/evaluate.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// Policies that are only looked at: given by the one who asks, or those of an entity. Errors of
/// all that adds: InvalidInput when the text is no policy; PolicyEvaluation when a stored one is
/// none.
class SimulatedPolicies {
 public:
  /// `list` is the request's member: the first text of PolicyInputList is called
  /// `PolicyInputList.1`.
  Result<void> add_identity(std::string_view list, std::span<const std::string_view> texts);
  Result<void> add_source(const PolicySource& source);
  /// In place of the one that there is. At most one: they would unite, and nobody has two.
  Result<void> set_boundary(std::string_view list, std::span<const std::string_view> texts);
  Result<void> add_level(std::string_view list, std::span<const std::string_view> texts);
  Result<void> set_resource(std::string_view text, policy::ResourceRule rule);

  /// Views of this object.
  policy::ApplicablePolicies applicable() const;
  std::size_t statements() const;
  /// Condition keys and variables of all of them.
  std::vector<std::string> context_keys() const;

 private:
  Result<policy::PolicyPtr> compiled(std::string_view text, policy::PolicyKind kind,
                                     std::string source);
  Result<std::vector<policy::PolicyPtr>> compiled_list(std::string_view list,
                                                       std::span<const std::string_view> texts);
  Result<policy::PolicyPtr> stored(const strongroom::iam::PolicyText& text);

  std::vector<policy::Document> documents_;
  std::vector<policy::PolicyPtr> identity_;
  policy::PolicyPtr boundary_;
  std::vector<std::vector<policy::PolicyPtr>> levels_;
  policy::PolicyPtr resource_;
  policy::ResourceRule resource_rule_ = policy::ResourceRule::Ordinary;
};

}  // namespace strongroom::ops::iam_api
