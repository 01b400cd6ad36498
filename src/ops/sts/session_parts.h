#pragma once

#include "base/result.h"
#include "iam/entities.h"
#include "iam/session.h"
#include "iam/tag.h"
#include "ops/context.h"
#include "ops/sts/session_fields.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What a session is given besides its name: a life, tags, policies (iam contract 4).
namespace strongroom::ops::sts {

/// Begins now, to the second, which is how policies compare it.
void set_life(iam::Session& session, const OperationContext& context, std::int64_t seconds);

/// DurationSeconds of GetSessionToken and GetFederationToken: twelve hours unless it says
/// otherwise; what root asks for lasts an hour at most.
std::int64_t user_duration(const OperationContext& context, std::optional<std::int64_t> asked);

/// DurationSeconds of a session of this role. Validation.
Result<void> check_role_duration(const iam::Role& role, std::int64_t seconds);

/// The tags asked for. InvalidInput: a key that stands twice in any case, or begins with `aws:`.
Result<std::vector<iam::Tag>> session_tags(std::span<const Tag> asked);

/// The tags of a role session, and the keys of those that its own chained sessions get too.
struct RoleSessionTags {
  std::vector<iam::Tag> tags;
  std::vector<std::string> transitive_keys;
};

/// The tags asked for and those that the caller's session hands on. InvalidParameter: a transitive
/// key that is not among the tags, or a tag that would replace one handed on; PackedPolicyTooLarge:
/// more than 50 together; those of `session_tags`.
Result<RoleSessionTags> role_session_tags(const OperationContext& context,
                                          std::span<const Tag> asked,
                                          std::span<const std::string_view> transitive);

/// Session policies, inline and managed, the latter of `session.account` or of AWS.
/// MalformedPolicyDocument: one can't be read or does not exist; PackedPolicyTooLarge.
Result<void> set_policies(iam::Session& session, const OperationContext& context,
                          std::optional<std::string_view> policy,
                          std::span<const PolicyDescriptor> arns);

/// A one-time code is never right, since there are no MFA devices here. AccessDenied.
Result<void> check_one_time_code(std::optional<std::string_view> serial_number,
                                 std::optional<std::string_view> token_code);

}  // namespace strongroom::ops::sts
