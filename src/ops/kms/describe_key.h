#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/key_metadata.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::kms_api {

/// What there is to know of a key, in every state. Asking for alias/aws/secretsmanager makes that
/// key. Any thread. Source: kms contract 6.2.
struct DescribeKey {
  static constexpr std::string_view kName = "DescribeKey";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
    GrantTokens grant_tokens;
  };
  static constexpr auto kInput = wire::shape<Input>(key_id_field<&Input::key_id>(),
                                                    grant_tokens_field<&Input::grant_tokens>());

  struct Output {
    KeyMetadata key_metadata;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::key_metadata>("KeyMetadata", wire::of(kKeyMetadata)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
