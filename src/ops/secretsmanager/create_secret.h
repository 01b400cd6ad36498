#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "ops/secretsmanager/replica_regions.h"
#include "ops/secretsmanager/tags.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// A new secret, with or without a first value. Sending the same request again gives the same
/// answer. Any thread. Source: contract 5.1.
struct CreateSecret {
  static constexpr std::string_view kName = "CreateSecret";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view name;
    std::optional<std::string_view> client_request_token;
    std::optional<std::string_view> description;
    std::optional<std::string_view> kms_key_id;
    std::optional<ByteView> secret_binary;
    std::optional<std::string_view> secret_string;
    std::span<const Tag> tags;
    std::span<const ReplicaRegion> add_replica_regions;
    std::optional<bool> force_overwrite_replica_secret;
    std::optional<std::string_view> type;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::required<&Input::name>("Name", wire::length(1, 512)),
      client_request_token_field<&Input::client_request_token>(),
      description_field<&Input::description>(), kms_key_id_field<&Input::kms_key_id>(),
      secret_binary_field<&Input::secret_binary>(), secret_string_field<&Input::secret_string>(),
      wire::optional<&Input::tags>("Tags", wire::of(kTag)),
      wire::optional<&Input::add_replica_regions>("AddReplicaRegions", wire::size(1),
                                                  wire::of(kReplicaRegion)),
      wire::optional<&Input::force_overwrite_replica_secret>("ForceOverwriteReplicaSecret"),
      type_field<&Input::type>());

  struct Output {
    std::string arn;
    std::string_view name;
    std::optional<std::string_view> version_id;  ///< Absent without a value.
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::arn>("ARN"), wire::member<&Output::name>("Name"),
                          wire::member<&Output::version_id>("VersionId"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
