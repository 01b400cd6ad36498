#pragma once

#include "policy/compiled_policy.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace strongroom::iam {

/// A policy document exactly as it was stored, and what evaluation makes of it. Immutable.
struct PolicyText {
  std::string source;  ///< ARN of a managed policy, or the name of an inline one.
  std::string text;
  /// Null when the text can't be compiled (any more): whoever it applies to gets no access.
  policy::PolicyPtr compiled;
};
using PolicyTextPtr = std::shared_ptr<const PolicyText>;

/// Keeps one copy of equal policies, compiled once: ten thousand users with the same inline policy
/// share it. Forgets what nobody holds any more. Any thread.
class PolicyPool {
 public:
  PolicyTextPtr share(std::string_view source, std::string_view text);
  /// Policies that somebody holds.
  std::size_t size() const;

 private:
  void forget_unused();

  mutable std::mutex mutex_;
  /// By hash. Of two policies with the same hash the later one is not shared.
  std::unordered_map<std::size_t, std::weak_ptr<const PolicyText>> texts_;  // guarded by mutex_
  std::size_t sweep_at_ = 64;                                               // guarded by mutex_
};

}  // namespace strongroom::iam
