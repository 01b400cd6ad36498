#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::kms_api {

/// Keeps a key that is pending deletion; it is disabled then. Any thread. Source: kms contract 6.5.
struct CancelKeyDeletion {
  static constexpr std::string_view kName = "CancelKeyDeletion";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view key_id;
  };
  static constexpr auto kInput = wire::shape<Input>(key_id_field<&Input::key_id>());

  struct Output {
    std::string_view key_id;
  };
  static constexpr auto kOutput = wire::shape<Output>(wire::member<&Output::key_id>("KeyId"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
