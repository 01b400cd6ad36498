#include "ops/cloudtrail/operations.h"

#include "ops/cloudtrail/describe_trails.h"
#include "ops/cloudtrail/get_event_selectors.h"
#include "ops/cloudtrail/get_trail.h"
#include "ops/cloudtrail/get_trail_status.h"
#include "ops/cloudtrail/list_public_keys.h"
#include "ops/cloudtrail/list_trails.h"
#include "ops/cloudtrail/lookup_events.h"
#include "ops/cloudtrail/refused_trail_operations.h"

namespace strongroom::ops::cloudtrail {

std::span<const OperationEntry> operations() {
  return kEntriesOf<CreateTrail, DeleteTrail, DescribeTrails, GetEventSelectors, GetTrail,
                    GetTrailStatus, ListPublicKeys, ListTrails, LookupEvents, StartLogging,
                    StopLogging, UpdateTrail>;
}

}  // namespace strongroom::ops::cloudtrail
