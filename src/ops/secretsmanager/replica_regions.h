#pragma once

#include "base/arn.h"
#include "base/clock.h"
#include "base/result.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom::ops::secretsmanager {

inline constexpr std::string_view kRegionPattern = R"(^([a-z]+-)+\d+$)";

/// Where a replica is wanted.
struct ReplicaRegion {
  std::optional<std::string_view> region;
  std::optional<std::string_view> kms_key_id;
};
inline constexpr auto kReplicaRegion = wire::shape<ReplicaRegion>(
    wire::optional<&ReplicaRegion::region>("Region", wire::length(1, 128),
                                           wire::pattern(kRegionPattern, &is_region_name)),
    wire::optional<&ReplicaRegion::kms_key_id>("KmsKeyId", wire::length(0, 2048)));

/// How one replica stands, in an answer.
struct ReplicationStatus {
  std::string_view region;
  std::string_view kms_key_id;
  std::string_view status;
  std::string_view status_message;
  std::optional<Timestamp> last_accessed_date;
};
inline constexpr auto kReplicationStatus = wire::shape<ReplicationStatus>(
    wire::member<&ReplicationStatus::region>("Region"),
    wire::member<&ReplicationStatus::kms_key_id>("KmsKeyId"),
    wire::member<&ReplicationStatus::status>("Status"),
    wire::member<&ReplicationStatus::status_message>("StatusMessage"),
    wire::member<&ReplicationStatus::last_accessed_date>("LastAccessedDate"));

/// InvalidParameter for any Region: a server knows only its own until replication is there, and a
/// secret's own Region is refused by AWS too (contract 5.1).
Result<void> check_replica_regions(std::span<const ReplicaRegion> regions);

/// The condition AddReplicaRegions of a request.
void add_region_condition(policy::AccessRequest& access, std::span<const ReplicaRegion> regions);

}  // namespace strongroom::ops::secretsmanager
