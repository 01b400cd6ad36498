#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::cloudtrail {

/// The call that asks is recorded like all others, so the trail is logging when it is answered. Any
/// thread. Source: cloudtrail contract 6.
struct GetTrailStatus {
  static constexpr std::string_view kName = "GetTrailStatus";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view name;
  };
  static constexpr auto kInput = wire::shape<Input>(wire::required<&Input::name>("Name"));

  struct Output {
    bool logging = true;
    Timestamp latest_delivery;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::logging>("IsLogging"),
                          wire::member<&Output::latest_delivery>("LatestDeliveryTime"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::cloudtrail
