#pragma once

#include "policy/compiled_policy.h"
#include "policy/principal_binding.h"

#include <memory>
#include <string>
#include <vector>

namespace strongroom::secrets {

/// A policy that is attached to a secret, ready to be decided. Immutable.
class ResourcePolicy {
 public:
  /// `text` was checked when it was attached, and `bindings` are what its principals meant then. A
  /// text that can't be compiled any more denies everything to everybody, but to attach another.
  ResourcePolicy(std::string text, std::vector<policy::PrincipalBinding> bindings);

  const std::string& text() const { return text_; }  ///< JSON, verbatim.
  const std::vector<policy::PrincipalBinding>& bindings() const { return bindings_; }
  const policy::CompiledPolicy& compiled() const { return *compiled_; }

 private:
  std::string text_;
  std::vector<policy::PrincipalBinding> bindings_;
  policy::PolicyPtr compiled_;
};
using ResourcePolicyPtr = std::shared_ptr<const ResourcePolicy>;

/// Equal texts and bindings, or none on both sides.
bool same_policy(const ResourcePolicyPtr& a, const ResourcePolicyPtr& b);

}  // namespace strongroom::secrets
