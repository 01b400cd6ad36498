#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::cloudtrail {

struct TrailName {
  std::string arn;
  std::string_view name;
  std::string home_region;
};
inline constexpr auto kTrailName = wire::shape<TrailName>(
    wire::member<&TrailName::arn>("TrailARN"), wire::member<&TrailName::name>("Name"),
    wire::member<&TrailName::home_region>("HomeRegion"));

/// Any thread. Source: cloudtrail contract 6.
struct ListTrails {
  static constexpr std::string_view kName = "ListTrails";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<std::string_view> next_token;
  };
  static constexpr auto kInput =
      wire::shape<Input>(wire::optional<&Input::next_token>("NextToken"));

  struct Output {
    std::vector<TrailName> trails;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::trails>("Trails", wire::of(kTrailName)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::cloudtrail
