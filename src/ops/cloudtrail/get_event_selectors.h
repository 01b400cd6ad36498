#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::cloudtrail {

struct EventSelector {
  std::string_view read_write_type = "All";
  bool includes_management_events = true;
};
inline constexpr auto kEventSelector = wire::shape<EventSelector>(
    wire::member<&EventSelector::read_write_type>("ReadWriteType"),
    wire::member<&EventSelector::includes_management_events>("IncludeManagementEvents"));

/// Every call is recorded, whatever anybody selects. Any thread. Source: cloudtrail contract 6.
struct GetEventSelectors {
  static constexpr std::string_view kName = "GetEventSelectors";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view name;
  };
  static constexpr auto kInput = wire::shape<Input>(wire::required<&Input::name>("TrailName"));

  struct Output {
    std::string arn;
    std::vector<EventSelector> selectors;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::arn>("TrailARN"),
      wire::member<&Output::selectors>("EventSelectors", wire::of(kEventSelector)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::cloudtrail
