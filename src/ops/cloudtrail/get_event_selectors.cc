#include "ops/cloudtrail/get_event_selectors.h"

#include "ops/access.h"
#include "ops/cloudtrail/trail_description.h"

#include <utility>

namespace strongroom::ops::cloudtrail {

Result<policy::AccessRequest> GetEventSelectors::access(OperationContext& context, const Input&) {
  return access_to_all(context, "cloudtrail:GetEventSelectors");
}

Task<Result<GetEventSelectors::Output>> GetEventSelectors::handle(OperationContext& context,
                                                                  const Input& input) {
  SR_CO_TRY(TrailDescription trail, trail_named(context, input.name));
  Output output{.arn = std::move(trail.arn), .selectors = {}};
  output.selectors.emplace_back();
  co_return output;
}

}  // namespace strongroom::ops::cloudtrail
