#pragma once

#include "base/result.h"
#include "base/task.h"
#include "kms/key_spec.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/key_metadata.h"
#include "ops/kms/key_tags.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace strongroom::ops::kms_api {

inline constexpr std::array<std::string_view, 4> kKeyOrigins = {
    "AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"};

/// Makes a key; each call makes another. Any thread. Source: kms contract 6.1.
struct CreateKey {
  static constexpr std::string_view kName = "CreateKey";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::optional<std::string_view> policy;
    std::optional<std::string_view> description;
    std::optional<std::string_view> key_usage;
    std::optional<std::string_view> master_key_spec;
    std::optional<std::string_view> key_spec;
    std::string_view origin = "AWS_KMS";
    std::optional<std::string_view> custom_key_store_id;
    std::optional<std::string_view> xks_key_id;
    bool bypass_lockout_check = false;
    std::span<const Tag> tags;
    bool multi_region = false;
  };
  static constexpr auto kInput = wire::shape<Input>(
      policy_field<&Input::policy>(), description_field<&Input::description>(),
      wire::optional<&Input::key_usage>("KeyUsage", wire::one_of(kms::kUsageNames)),
      wire::optional<&Input::master_key_spec>("CustomerMasterKeySpec",
                                              wire::one_of(kms::kSpecNames)),
      wire::optional<&Input::key_spec>("KeySpec", wire::one_of(kms::kSpecNames)),
      wire::optional<&Input::origin>("Origin", wire::one_of(kKeyOrigins)),
      wire::optional<&Input::custom_key_store_id>("CustomKeyStoreId", wire::length(1, 64)),
      wire::optional<&Input::xks_key_id>("XksKeyId", wire::length(1, 128)),
      wire::optional<&Input::bypass_lockout_check>("BypassPolicyLockoutSafetyCheck"),
      wire::optional<&Input::tags>("Tags", wire::of(kTag)),
      wire::optional<&Input::multi_region>("MultiRegion"));

  struct Output {
    KeyMetadata key_metadata;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::key_metadata>("KeyMetadata", wire::of(kKeyMetadata)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
