#include "ops/cloudtrail/get_trail_status.h"

#include "ops/access.h"
#include "ops/cloudtrail/trail_description.h"

namespace strongroom::ops::cloudtrail {

Result<policy::AccessRequest> GetTrailStatus::access(OperationContext& context, const Input&) {
  return access_to_all(context, "cloudtrail:GetTrailStatus");
}

Task<Result<GetTrailStatus::Output>> GetTrailStatus::handle(OperationContext& context,
                                                            const Input& input) {
  SR_CO_TRY([[maybe_unused]] const TrailDescription trail, trail_named(context, input.name));
  co_return Output{.latest_delivery = context.now};
}

}  // namespace strongroom::ops::cloudtrail
