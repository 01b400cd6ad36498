#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/cloudtrail/trail_description.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom::ops::cloudtrail {

/// The trails with these names or ARNs; without a list, all there are. Any thread. Source:
/// cloudtrail contract 6.
struct DescribeTrails {
  static constexpr std::string_view kName = "DescribeTrails";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::span<const std::string_view> names;
    std::optional<bool> include_shadow_trails;
  };
  static constexpr auto kInput =
      wire::shape<Input>(wire::optional<&Input::names>("trailNameList"),
                         wire::optional<&Input::include_shadow_trails>("includeShadowTrails"));

  struct Output {
    std::vector<TrailDescription> trails;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::trails>("trailList", wire::of(kTrailDescription)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::cloudtrail
