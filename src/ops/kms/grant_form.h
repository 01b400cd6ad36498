#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "kms/encryption_context.h"
#include "kms/grant.h"
#include "kms/key.h"
#include "ops/context.h"
#include "ops/kms/alias_access.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Grants on the wire, and what a new one must be (kms contract 9.1).
namespace strongroom::ops::kms_api {

/// Of a request: at most one of them.
struct GrantConstraints {
  std::optional<kms::EncryptionContext> subset;
  std::optional<kms::EncryptionContext> equals;
  std::optional<std::string_view> source_arn = {};
};
inline constexpr auto kGrantConstraints = wire::shape<GrantConstraints>(
    wire::optional<&GrantConstraints::subset>("EncryptionContextSubset"),
    wire::optional<&GrantConstraints::equals>("EncryptionContextEquals"),
    wire::optional<&GrantConstraints::source_arn>("SourceArn"));

/// A name has the characters of an alias.
consteval auto grant_name_pattern() { return wire::pattern("^[a-zA-Z0-9:/_-]+$", &is_alias_text); }

/// Validation: more than one, or too much in one. UnsupportedOperation: a source, which is not
/// passed over, since the grant would allow more than was asked for.
Result<kms::GrantConstraint> constraint_of(const std::optional<GrantConstraints>& constraints);
kms::EncryptionContext pairs_of(const GrantConstraints& constraints);

/// Of names that the wire has checked.
kms::GrantOperations operations_of(std::span<const std::string_view> names);

/// Validation: the key can't do it, or has no context that could be constrained.
Result<void> check_grantable(const kms::Key& key, const kms::Grant& grant);

/// InvalidArn: not the ARN of a root user, user, role or session that is there.
Result<kms::GrantPrincipal> grant_principal(const OperationContext& context, std::string_view arn);

std::string new_grant_id();

/// ResourceNotFound: the key has no such grant.
Result<kms::GrantPtr> existing_grant(const OperationContext& context, const kms::Key& key,
                                     std::string_view id);

/// Of an answer.
struct ShownConstraints {
  std::optional<std::vector<std::pair<std::string_view, std::string_view>>> subset;
  std::optional<std::vector<std::pair<std::string_view, std::string_view>>> equals;
};
inline constexpr auto kShownConstraints = wire::shape<ShownConstraints>(
    wire::member<&ShownConstraints::subset>("EncryptionContextSubset"),
    wire::member<&ShownConstraints::equals>("EncryptionContextEquals"));

/// One of ListGrants' and ListRetirableGrants'. Views the grant, which it keeps alive.
struct GrantEntry {
  std::string key_id;
  std::string_view grant_id;
  std::string_view name;
  Timestamp creation_date;
  std::string_view grantee_principal;
  std::optional<std::string_view> retiring_principal;
  std::string issuing_account;
  std::vector<std::string_view> operations;
  std::optional<ShownConstraints> constraints;

  kms::GrantPtr grant;
};
inline constexpr auto kGrantEntry = wire::shape<GrantEntry>(
    wire::member<&GrantEntry::key_id>("KeyId"), wire::member<&GrantEntry::grant_id>("GrantId"),
    wire::member<&GrantEntry::name>("Name"),
    wire::member<&GrantEntry::creation_date>("CreationDate"),
    wire::member<&GrantEntry::grantee_principal>("GranteePrincipal"),
    wire::member<&GrantEntry::retiring_principal>("RetiringPrincipal"),
    wire::member<&GrantEntry::issuing_account>("IssuingAccount"),
    wire::member<&GrantEntry::operations>("Operations"),
    wire::member<&GrantEntry::constraints>("Constraints", wire::of(kShownConstraints)));

GrantEntry entry_of(kms::GrantPtr grant);

}  // namespace strongroom::ops::kms_api
