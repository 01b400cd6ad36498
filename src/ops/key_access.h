#pragma once

#include "kms/encryption_context.h"
#include "kms/grant.h"
#include "kms/key.h"
#include "kms/key_guard.h"
#include "ops/context.h"
#include "policy/access.h"

#include <optional>
#include <string_view>

/// What must be allowed to use a KMS key, whichever API it is used through (kms contract 5).
namespace strongroom::ops {

/// What is asked of a key.
struct KeyAction {
  std::string_view name;  ///< "kms:Decrypt"
  /// What a grant must have to allow it; nothing when none can.
  std::optional<kms::GrantOperation> grantable = {};
  /// Of the request; absent for operations that have none.
  std::optional<kms::EncryptionContext> encryption_context = {};
};

/// Access to `key` with its policy, grants, tags and the condition keys that describe it. What it
/// views lives as long as the key and the arena.
policy::AccessRequest access_to_key(const OperationContext& context, const kms::Key& key,
                                    const KeyAction& action);

/// Lets Secrets Manager use keys with the permissions of the caller of `context` (kms contract
/// 10.1), and notes each use for the audit; AccessDenied: `Access to KMS is not allowed`.
class CallerKeyGuard final : public kms::KeyGuard {
 public:
  explicit CallerKeyGuard(OperationContext& context) : context_(context) {}
  Result<void> require(const kms::Key& key, kms::KeyUse use,
                       kms::EncryptionContext pairs) const override;

 private:
  OperationContext& context_;
};

}  // namespace strongroom::ops
