#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/sts/assumed_role_user.h"
#include "ops/sts/credentials.h"
#include "ops/sts/session_fields.h"
#include "policy/access.h"
#include "wire/patterns.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace strongroom::ops::sts {

/// What an identity provider vouches for; no provider of ours does.
struct ProvidedContext {
  std::optional<std::string_view> provider_arn;
  std::optional<std::string_view> context_assertion;
};
inline constexpr auto kProvidedContext = wire::shape<ProvidedContext>(
    wire::optional<&ProvidedContext::provider_arn>("ProviderArn", wire::length(20, 2048)),
    wire::optional<&ProvidedContext::context_assertion>("ContextAssertion", wire::sensitive(),
                                                        wire::length(4, 2048)));

/// Credentials of a role. Any thread. Source: iam contract 4.2, policy contract 5.6.
struct AssumeRole {
  static constexpr std::string_view kName = "AssumeRole";
  static constexpr auto kRecorded = Recorded::ReadWithAnswer;

  struct Input {
    std::string_view role_arn;
    std::string_view session_name;
    std::span<const PolicyDescriptor> policy_arns;
    std::optional<std::string_view> policy;
    std::int64_t duration = 3600;
    std::span<const Tag> tags;
    std::span<const std::string_view> transitive_tag_keys;
    std::optional<std::string_view> external_id;
    std::optional<std::string_view> serial_number;
    std::optional<std::string_view> token_code;
    std::optional<std::string_view> source_identity;
    std::span<const ProvidedContext> provided_contexts;
  };
  static constexpr auto kInput = wire::shape<Input>(
      role_arn_field<&Input::role_arn>(), role_session_name_field<&Input::session_name>(),
      policy_arns_field<&Input::policy_arns>(),
      wire::optional<&Input::policy>("Policy", wire::length(1, 131072), wire::latin_text_pattern()),
      role_duration_field<&Input::duration>(), tags_field<&Input::tags>(),
      wire::optional<&Input::transitive_tag_keys>(
          "TransitiveTagKeys", wire::size(0, 50),
          wire::each(wire::length(1, 128), wire::tag_key_pattern())),
      wire::optional<&Input::external_id>("ExternalId", wire::length(2, 1224),
                                          wire::external_id_pattern()),
      serial_number_field<&Input::serial_number>(), token_code_field<&Input::token_code>(),
      wire::optional<&Input::source_identity>("SourceIdentity", wire::length(2, 64),
                                              wire::session_name_pattern()),
      wire::optional<&Input::provided_contexts>("ProvidedContexts", wire::size(1, 5),
                                                wire::of(kProvidedContext)));

  struct Output {
    Credentials credentials;
    AssumedRoleUser user;
    std::optional<std::int64_t> packed_policy_size;
    std::optional<std::string_view> source_identity;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::credentials>("Credentials", wire::of(kCredentials)),
      wire::member<&Output::user>("AssumedRoleUser", wire::of(kAssumedRoleUser)),
      wire::member<&Output::packed_policy_size>("PackedPolicySize"),
      wire::member<&Output::source_identity>("SourceIdentity"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::sts
