#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <span>
#include <string_view>

namespace strongroom::ops::iam_api {

/// Sets all thumbprints anew. Any thread. Source: iam contract 3.9.
struct UpdateOpenIDConnectProviderThumbprint {
  static constexpr std::string_view kName = "UpdateOpenIDConnectProviderThumbprint";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view arn;
    std::span<const std::string_view> thumbprints;
  };
  static constexpr auto kInput = wire::shape<Input>(
      provider_arn_field<&Input::arn>(),
      wire::required<&Input::thumbprints>("ThumbprintList", wire::each(wire::length(40, 40))));
  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
