#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/paging.h"
#include "ops/kms/policy_form.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace strongroom::ops::kms_api {

/// There is but one, `default`. Any thread. Source: kms contract 8.1.
struct ListKeyPolicies {
  static constexpr std::string_view kName = "ListKeyPolicies";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
    std::optional<std::int64_t> limit;
    std::optional<std::string_view> marker;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(), limit_field<&Input::limit>(), marker_field<&Input::marker>());

  struct Output {
    std::vector<std::string_view> policy_names;
    bool truncated = false;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::policy_names>("PolicyNames"),
                          wire::member<&Output::truncated>("Truncated"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
