#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "ops/secretsmanager/replica_regions.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::secretsmanager {

/// Ends the replication to some Regions; those without a replica, so far all, are ignored. Any
/// thread. Source: contract 5.19.
struct RemoveRegionsFromReplication {
  static constexpr std::string_view kName = "RemoveRegionsFromReplication";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view secret_id;
    std::span<const std::string_view> remove_replica_regions;
  };
  static constexpr auto kInput = wire::shape<Input>(
      secret_id_field<&Input::secret_id>(),
      wire::required<&Input::remove_replica_regions>(
          "RemoveReplicaRegions", wire::size(1),
          wire::each(wire::length(1, 128), wire::pattern(kRegionPattern, &is_region_name))));

  struct Output {
    std::string arn;
    std::vector<ReplicationStatus> replication_status;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::arn>("ARN"),
      wire::member<&Output::replication_status>("ReplicationStatus", wire::of(kReplicationStatus)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
