#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "ops/secretsmanager/replica_regions.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::secretsmanager {

/// Replicas in other Regions. A server knows no other Region yet: each one is refused. Any thread.
/// Source: contract 5.19.
struct ReplicateSecretToRegions {
  static constexpr std::string_view kName = "ReplicateSecretToRegions";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view secret_id;
    std::span<const ReplicaRegion> add_replica_regions;
    std::optional<bool> force_overwrite_replica_secret;
  };
  static constexpr auto kInput = wire::shape<Input>(
      secret_id_field<&Input::secret_id>(),
      wire::required<&Input::add_replica_regions>("AddReplicaRegions", wire::size(1),
                                                  wire::of(kReplicaRegion)),
      wire::optional<&Input::force_overwrite_replica_secret>("ForceOverwriteReplicaSecret"));

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
