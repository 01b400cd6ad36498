#pragma once

#include "policy/compiled_policy.h"
#include "policy/principal_binding.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::kms {

/// The policy of a key, ready to be decided. Immutable.
class KeyPolicy {
 public:
  /// `text` was checked when it was put, and `bindings` are what its principals meant then. A text
  /// that can't be compiled any more lets nobody do anything.
  KeyPolicy(std::string text, std::vector<policy::PrincipalBinding> bindings);
  /// Decided by `compiled`, shown as `text`.
  KeyPolicy(std::string text, policy::PolicyPtr compiled)
      : text_(std::move(text)), compiled_(std::move(compiled)) {}

  const std::string& text() const { return text_; }  ///< JSON, verbatim.
  const std::vector<policy::PrincipalBinding>& bindings() const { return bindings_; }
  const policy::CompiledPolicy& compiled() const { return *compiled_; }

 private:
  std::string text_;
  std::vector<policy::PrincipalBinding> bindings_;
  policy::PolicyPtr compiled_;
};
using KeyPolicyPtr = std::shared_ptr<const KeyPolicy>;

/// What CreateKey gives a key: it delegates to the policies of the account (kms contract 8.1).
std::string default_key_policy(std::string_view account);

/// The policy of `aws/secretsmanager` (kms contract 10).
KeyPolicyPtr secrets_manager_key_policy(std::string_view account, std::string_view region);

}  // namespace strongroom::kms
