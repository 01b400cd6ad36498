#pragma once

#include "base/result.h"
#include "kms/key.h"
#include "ops/context.h"
#include "ops/key_access.h"
#include "policy/access.h"

#include <string_view>

/// From a KeyId to the key and to what must be allowed; shared by all operations.
namespace strongroom::ops::kms_api {

/// Which KeyIds an operation takes.
struct KeyForm {
  bool aliases = false;          ///< Names of aliases, too.
  bool across_accounts = false;  ///< Another account's (kms contract 5.3).
};
inline constexpr KeyForm kOwnKey{};
inline constexpr KeyForm kSharedKey{.across_accounts = true};
inline constexpr KeyForm kAnyKey{.aliases = true, .across_accounts = true};

/// Resolves `key_id` into `context.key`, null when there is none. Of the caller's account that is
/// decided by his identity policies alone, since there is no other (kms contract 5.5).
Result<policy::AccessRequest> access_to_named_key(OperationContext& context,
                                                  std::string_view key_id, const KeyAction& action,
                                                  KeyForm form);

/// The same for a further key of an operation, which is decided on here. ResourceNotFound: there is
/// none.
Result<kms::KeyPtr> require_named_key(OperationContext& context, std::string_view key_id,
                                      const KeyAction& action, KeyForm form);

/// `context.key`. ResourceNotFound: there is none.
Result<kms::KeyPtr> existing_key(const OperationContext& context, std::string_view key_id);

/// The error for a KeyId, of the right form, that names nothing.
Error missing_key(const OperationContext& context, std::string_view key_id);

/// InvalidKeyUsage, naming `operation`.
Result<void> check_usage(const kms::Key& key, kms::KeyUsage usage, std::string_view operation);
Result<void> check_algorithm(const kms::Key& key, std::string_view algorithm);

/// What a call with DryRun ends with when all is well.
Error dry_run_succeeded();

}  // namespace strongroom::ops::kms_api
