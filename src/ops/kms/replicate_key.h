#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/key_metadata.h"
#include "ops/kms/key_tags.h"
#include "ops/kms/region_form.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace strongroom::ops::kms_api {

/// Makes a multi-Region key usable in one more Region. Any thread. Source: kms contract 12.
struct ReplicateKey {
  static constexpr std::string_view kName = "ReplicateKey";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view key_id;
    std::string_view replica_region;
    std::optional<std::string_view> policy;
    bool bypass_lockout_check = false;
    std::optional<std::string_view> description;
    std::span<const Tag> tags;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(), region_field<&Input::replica_region>("ReplicaRegion"),
      policy_field<&Input::policy>(),
      wire::optional<&Input::bypass_lockout_check>("BypassPolicyLockoutSafetyCheck"),
      description_field<&Input::description>(),
      wire::optional<&Input::tags>("Tags", wire::of(kTag)));

  struct Output {
    KeyMetadata replica_key_metadata;
    std::string replica_policy;
    std::span<const Tag> replica_tags;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::replica_key_metadata>("ReplicaKeyMetadata", wire::of(kKeyMetadata)),
      wire::member<&Output::replica_policy>("ReplicaPolicy"),
      wire::member<&Output::replica_tags>("ReplicaTags", wire::of(kTag)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
