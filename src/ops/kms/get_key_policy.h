#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/policy_form.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string>
#include <string_view>

namespace strongroom::ops::kms_api {

/// Any thread. Source: kms contract 8.1.
struct GetKeyPolicy {
  static constexpr std::string_view kName = "GetKeyPolicy";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
    std::string_view policy_name = kPolicyName;
  };
  static constexpr auto kInput =
      wire::shape<Input>(key_id_field<&Input::key_id>(), policy_name_field<&Input::policy_name>());

  struct Output {
    std::string policy;
    std::string_view policy_name;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::policy>("Policy"), wire::member<&Output::policy_name>("PolicyName"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
