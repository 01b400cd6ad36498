#include "ops/cloudtrail/list_trails.h"

#include "ops/access.h"
#include "ops/cloudtrail/trail_description.h"

#include <utility>

namespace strongroom::ops::cloudtrail {

Result<policy::AccessRequest> ListTrails::access(OperationContext& context, const Input&) {
  return access_to_all(context, "cloudtrail:ListTrails");
}

Task<Result<ListTrails::Output>> ListTrails::handle(OperationContext& context, const Input&) {
  TrailDescription trail = trail_of(context);
  Output output;
  output.trails.push_back({.arn = std::move(trail.arn),
                           .name = trail.name,
                           .home_region = std::move(trail.home_region)});
  co_return output;
}

}  // namespace strongroom::ops::cloudtrail
