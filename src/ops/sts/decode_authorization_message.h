#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::sts {

/// Opens what a refusal encoded. Refusals of this server say everything in clear, so whatever is
/// sent is not one of its messages. Any thread. Source: iam contract 4.6.
struct DecodeAuthorizationMessage {
  static constexpr std::string_view kName = "DecodeAuthorizationMessage";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view encoded_message;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::required<&Input::encoded_message>("EncodedMessage", wire::length(1, 10240)));

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::sts
