#include "ops/secretsmanager/replica_regions.h"

#include "ops/secretsmanager/secret_access.h"

#include <algorithm>
#include <string_view>

namespace strongroom::ops::secretsmanager {

Result<void> check_replica_regions(std::span<const ReplicaRegion> regions) {
  if (regions.empty()) return {};
  return failure(ErrorCode::InvalidParameter, "Invalid replica region.");
}

void add_region_condition(policy::AccessRequest& access, std::span<const ReplicaRegion> regions) {
  if (regions.empty()) return;
  const auto names =
      condition_values(access, "secretsmanager:AddReplicaRegions", regions.size(), true);
  std::ranges::transform(regions, names.begin(),
                         [](const ReplicaRegion& replica) { return replica.region.value_or(""); });
}

}  // namespace strongroom::ops::secretsmanager
