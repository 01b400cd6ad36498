#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/sts/credentials.h"
#include "ops/sts/session_fields.h"
#include "policy/access.h"
#include "wire/patterns.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace strongroom::ops::sts {

/// A federated session as its principal.
struct FederatedUser {
  std::string id;
  std::string arn;
};
inline constexpr auto kFederatedUser = wire::shape<FederatedUser>(
    wire::member<&FederatedUser::id>("FederatedUserId"), wire::member<&FederatedUser::arn>("Arn"));

/// Credentials for somebody else, who may do what the calling user may and the session policies
/// allow. Any thread. Source: iam contract 4.5.
struct GetFederationToken {
  static constexpr std::string_view kName = "GetFederationToken";
  static constexpr auto kRecorded = Recorded::ReadWithAnswer;

  struct Input {
    std::string_view name;
    std::optional<std::string_view> policy;
    std::span<const PolicyDescriptor> policy_arns;
    std::optional<std::int64_t> duration;
    std::span<const Tag> tags;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::required<&Input::name>("Name", wire::length(2, 32), wire::session_name_pattern()),
      session_policy_field<&Input::policy>(), policy_arns_field<&Input::policy_arns>(),
      user_duration_field<&Input::duration>(), tags_field<&Input::tags>());

  struct Output {
    Credentials credentials;
    FederatedUser user;
    std::int64_t packed_policy_size = 0;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::credentials>("Credentials", wire::of(kCredentials)),
                          wire::member<&Output::user>("FederatedUser", wire::of(kFederatedUser)),
                          wire::member<&Output::packed_policy_size>("PackedPolicySize"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::sts
