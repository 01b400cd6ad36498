#include "ops/cloudtrail/describe_trails.h"

#include "ops/access.h"

#include <algorithm>

namespace strongroom::ops::cloudtrail {

Result<policy::AccessRequest> DescribeTrails::access(OperationContext& context, const Input&) {
  return access_to_all(context, "cloudtrail:DescribeTrails");
}

Task<Result<DescribeTrails::Output>> DescribeTrails::handle(OperationContext& context,
                                                            const Input& input) {
  TrailDescription trail = trail_of(context);
  const bool wanted =
      input.names.empty() || std::ranges::any_of(input.names, [&](std::string_view name) {
        return name == trail.name || name == trail.arn;
      });
  Output output;
  if (wanted) output.trails.push_back(std::move(trail));
  co_return output;
}

}  // namespace strongroom::ops::cloudtrail
