#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::iam_api {

/// Once or again: it is not there then. Any thread. Source: iam contract 3.9.
struct RemoveClientIDFromOpenIDConnectProvider {
  static constexpr std::string_view kName = "RemoveClientIDFromOpenIDConnectProvider";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view arn;
    std::string_view client_id;
  };
  static constexpr auto kInput =
      wire::shape<Input>(provider_arn_field<&Input::arn>(),
                         wire::required<&Input::client_id>("ClientID", wire::length(1, 255)));
  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
