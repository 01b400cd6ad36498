#pragma once

#include "base/result.h"
#include "kms/key_policy.h"
#include "ops/context.h"
#include "wire/shape.h"

#include <string_view>

/// Checks of a key policy that is to be written (kms contract 8.3).
namespace strongroom::ops::kms_api {

/// The one policy that a key has.
inline constexpr std::string_view kPolicyName = "default";
template <auto Member>
consteval wire::Field policy_name_field() {
  return wire::optional<Member>("PolicyName", wire::length(1, 128));
}
/// ResourceNotFound for any other.
Result<void> check_policy_name(std::string_view name);

/// MalformedPolicyDocument, InvalidArn or LimitExceeded with AWS's text.
Result<kms::KeyPolicyPtr> checked_policy(const OperationContext& context, std::string_view text);

/// MalformedPolicyDocument: under its policy the caller could not put another on `key`.
Result<void> check_lockout(OperationContext& context, const kms::Key& key);

}  // namespace strongroom::ops::kms_api
