#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/context_keys_output.h"
#include "policy/access.h"
#include "wire/patterns.h"
#include "wire/shape.h"

#include <span>
#include <string_view>

namespace strongroom::ops::iam_api {

/// The condition keys and variables of policies that the request brings. Any thread. Source: iam
/// contract 3.10.
struct GetContextKeysForCustomPolicy {
  static constexpr std::string_view kName = "GetContextKeysForCustomPolicy";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::span<const std::string_view> policies;
  };
  static constexpr auto kInput = wire::shape<Input>(wire::required<&Input::policies>(
      "PolicyInputList", wire::each(wire::length(1, 131072), wire::latin_text_pattern())));

  using Output = ContextKeysOutput;
  static constexpr auto kOutput = kContextKeysOutput;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
