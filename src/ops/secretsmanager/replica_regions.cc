#include "ops/secretsmanager/replica_regions.h"

#include <string>
#include <utility>

namespace strongroom::ops::secretsmanager {

Result<void> check_replica_regions(std::span<const ReplicaRegion> regions) {
  if (regions.empty()) return {};
  return failure(ErrorCode::InvalidParameter, "Invalid replica region.");
}

void add_region_condition(policy::AccessRequest& access, std::span<const ReplicaRegion> regions) {
  std::vector<std::string> names;
  for (const ReplicaRegion& replica : regions) names.emplace_back(replica.region.value_or(""));
  if (!names.empty()) {
    access.context.emplace_back("secretsmanager:AddReplicaRegions", std::move(names));
  }
}

}  // namespace strongroom::ops::secretsmanager
