#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/sts/assumed_role_user.h"
#include "ops/sts/credentials.h"
#include "ops/sts/session_fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace strongroom::ops::sts {

/// Credentials of a role for who has no key to sign with, but a token of an identity provider that
/// the role trusts. Any thread. Source: iam contract 4.3, policy contract 5.6.
struct AssumeRoleWithWebIdentity {
  static constexpr std::string_view kName = "AssumeRoleWithWebIdentity";
  static constexpr auto kRecorded = Recorded::ReadWithAnswer;
  static constexpr bool kUnsigned = true;

  struct Input {
    std::string_view role_arn;
    std::string_view session_name;
    std::string_view token;
    std::optional<std::string_view> provider_id;
    std::span<const PolicyDescriptor> policy_arns;
    std::optional<std::string_view> policy;
    std::int64_t duration = 3600;
  };
  static constexpr auto kInput = wire::shape<Input>(
      role_arn_field<&Input::role_arn>(), role_session_name_field<&Input::session_name>(),
      wire::required<&Input::token>("WebIdentityToken", wire::sensitive(), wire::length(4, 20000)),
      wire::optional<&Input::provider_id>("ProviderId", wire::length(4, 2048)),
      policy_arns_field<&Input::policy_arns>(), session_policy_field<&Input::policy>(),
      role_duration_field<&Input::duration>());

  struct Output {
    Credentials credentials;
    std::string subject;
    AssumedRoleUser user;
    std::optional<std::int64_t> packed_policy_size;
    std::string provider;
    std::string audience;
    std::optional<std::string_view> source_identity;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::credentials>("Credentials", wire::of(kCredentials)),
      wire::member<&Output::subject>("SubjectFromWebIdentityToken"),
      wire::member<&Output::user>("AssumedRoleUser", wire::of(kAssumedRoleUser)),
      wire::member<&Output::packed_policy_size>("PackedPolicySize"),
      wire::member<&Output::provider>("Provider"), wire::member<&Output::audience>("Audience"),
      wire::member<&Output::source_identity>("SourceIdentity"));

  /// Nobody is known yet to decide about: `handle` does, when it has seen the token.
  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::sts
