#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/cloudtrail/trail_description.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::cloudtrail {

/// Any thread. Source: cloudtrail contract 6.
struct GetTrail {
  static constexpr std::string_view kName = "GetTrail";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view name;
  };
  static constexpr auto kInput = wire::shape<Input>(wire::required<&Input::name>("Name"));

  struct Output {
    TrailDescription trail;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::trail>("Trail", wire::of(kTrailDescription)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::cloudtrail
