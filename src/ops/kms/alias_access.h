#pragma once

#include "base/result.h"
#include "kms/key.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

/// Aliases: their names, and the two or three things that must be allowed to change one (kms
/// contract 5.2 and 6.8).
namespace strongroom::ops::kms_api {

bool is_alias_text(std::string_view text);

template <auto Member>
consteval wire::Field alias_name_field() {
  return wire::required<Member>("AliasName", wire::length(1, 256),
                                wire::pattern("^[a-zA-Z0-9:/_-]+$", &is_alias_text));
}

/// Access to the alias itself, of which only the caller's identity policies decide. Validation: not
/// the name of an alias; NotAuthorized: one of AWS's.
Result<policy::AccessRequest> access_to_alias(const OperationContext& context,
                                              std::string_view action, std::string_view name);

/// The key of the account that an alias names or shall name, on which is decided here. Validation:
/// the target is an alias. ResourceNotFound: there is none.
Result<kms::KeyPtr> require_alias_target(OperationContext& context, std::string_view action,
                                         std::string_view target_key_id);

/// LimitExceeded: the key has as many as it may have.
Result<void> check_alias_limit(const kms::Key& key);

/// ResourceNotFound: there is none.
Result<kms::AliasPtr> existing_alias(const OperationContext& context, std::string_view name);

}  // namespace strongroom::ops::kms_api
