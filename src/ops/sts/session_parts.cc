#include "ops/sts/session_parts.h"

#include "iam/compiled_policy.h"
#include "iam/lookup.h"
#include "iam/names.h"
#include "iam/sessions.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>

namespace strongroom::ops::sts {
namespace {

constexpr std::int64_t kDefaultUserDuration = 43200;
constexpr std::int64_t kLongestOfRoot = 3600;
constexpr std::size_t kMostTags = 50;
// iam contract 1.4: of the inline session policy and the ARNs of managed ones together.
constexpr std::size_t kLongestPolicyText = 2048;

bool has_key(std::span<const iam::Tag> tags, std::string_view key) {
  return std::ranges::any_of(
      tags, [&](const iam::Tag& tag) { return iam::equal_ignoring_case(tag.key, key); });
}

/// What the caller's own session says is to go on into the next one.
RoleSessionTags handed_on(const OperationContext& context) {
  RoleSessionTags handed;
  if (context.session == nullptr) return handed;
  const iam::Session& session = *context.session->session;
  handed.transitive_keys = session.transitive_tag_keys;
  std::ranges::copy_if(session.tags, std::back_inserter(handed.tags), [&](const iam::Tag& tag) {
    return std::ranges::any_of(session.transitive_tag_keys, [&](const std::string& key) {
      return iam::equal_ignoring_case(key, tag.key);
    });
  });
  return handed;
}

}  // namespace

void set_life(iam::Session& session, const OperationContext& context, std::int64_t seconds) {
  session.issued = std::chrono::floor<std::chrono::seconds>(context.now);
  session.expires = session.issued + std::chrono::seconds(seconds);
}

std::int64_t user_duration(const OperationContext& context, std::optional<std::int64_t> asked) {
  const std::int64_t wanted = asked.value_or(kDefaultUserDuration);
  const bool root = context.caller.kind == policy::Caller::Kind::Root;
  return root ? std::min(wanted, kLongestOfRoot) : wanted;
}

Result<void> check_role_duration(const iam::Role& role, std::int64_t seconds) {
  if (seconds <= role.max_session.count()) return {};
  return failure(ErrorCode::Validation,
                 "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
}

Result<std::vector<iam::Tag>> session_tags(std::span<const Tag> asked) {
  std::vector<iam::Tag> tags;
  for (const Tag& tag : asked) tags.push_back({std::string(tag.key), std::string(tag.value)});
  return iam::with_tags({}, tags, kMostTags);
}

Result<RoleSessionTags> role_session_tags(const OperationContext& context,
                                          std::span<const Tag> asked,
                                          std::span<const std::string_view> transitive) {
  SR_TRY(const std::vector<iam::Tag> own, session_tags(asked));
  RoleSessionTags all = handed_on(context);
  for (const std::string_view key : transitive) {
    if (!has_key(own, key)) {
      return failure(ErrorCode::InvalidParameter,
                     "The specified transitive tag key must be included in the requested tags.");
    }
  }
  for (const iam::Tag& tag : own) {
    if (has_key(all.tags, tag.key)) {
      return failure(ErrorCode::InvalidParameter,
                     "One of the specified transitive tag keys can't be set because it conflicts "
                     "with a transitive tag key from the calling session.");
    }
  }
  all.tags.insert(all.tags.end(), own.begin(), own.end());
  all.transitive_keys.insert(all.transitive_keys.end(), transitive.begin(), transitive.end());
  if (all.tags.size() > kMostTags) {
    return failure(ErrorCode::PackedPolicyTooLarge,
                   "A session has at most 50 tags, those of the calling session included.");
  }
  return all;
}

Result<void> set_policies(iam::Session& session, const OperationContext& context,
                          std::optional<std::string_view> policy,
                          std::span<const PolicyDescriptor> arns) {
  std::size_t size = 0;
  if (policy) {
    SR_CHECK(iam::check_document(*policy, policy::PolicyKind::Session));
    session.policy = *policy;
    size += policy->size();
  }
  for (const PolicyDescriptor& descriptor : arns) {
    const auto found = iam::require_attachable(context.services.identity.directory(),
                                               session.account, descriptor.arn);
    if (!found) return failure(ErrorCode::MalformedPolicyDocument, found.error().message());
    session.policy_arns.emplace_back(descriptor.arn);
    size += descriptor.arn.size();
  }
  if (size <= kLongestPolicyText) return {};
  return failure(ErrorCode::PackedPolicyTooLarge,
                 "Session policies may have at most 2048 characters together.");
}

Result<void> check_one_time_code(std::optional<std::string_view> serial_number,
                                 std::optional<std::string_view> token_code) {
  if (!serial_number && !token_code) return {};
  if (!serial_number || !token_code) {
    return failure(
        ErrorCode::AccessDenied,
        "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass "
        "code.");
  }
  return failure(ErrorCode::AccessDenied,
                 "MultiFactorAuthentication failed with invalid MFA one time pass code.");
}

}  // namespace strongroom::ops::sts
