#include "ops/cloudtrail/get_trail.h"

#include "ops/access.h"

#include <utility>

namespace strongroom::ops::cloudtrail {

Result<policy::AccessRequest> GetTrail::access(OperationContext& context, const Input&) {
  return access_to_all(context, "cloudtrail:GetTrail");
}

Task<Result<GetTrail::Output>> GetTrail::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(TrailDescription trail, trail_named(context, input.name));
  co_return Output{.trail = std::move(trail)};
}

}  // namespace strongroom::ops::cloudtrail
