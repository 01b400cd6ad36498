#pragma once

#include "base/clock.h"
#include "iam/entities.h"
#include "ops/iam/policy_usage.h"
#include "ops/iam/tag_fields.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// A managed policy as IAM shows it, without its document (iam contract 3.5).
struct PolicyDescription {
  std::string_view name;
  std::string_view id;
  std::string arn;
  std::string_view path;
  std::string default_version;
  std::int64_t attachments = 0;
  std::int64_t boundaries = 0;
  bool attachable = true;
  std::optional<std::string_view> description;
  Timestamp created;
  Timestamp updated;
  std::optional<std::vector<Tag>> tags;

  strongroom::iam::ManagedPolicyPtr policy;  ///< Keeps alive what is viewed.
};
inline constexpr auto kPolicyDescription = wire::shape<PolicyDescription>(
    wire::member<&PolicyDescription::name>("PolicyName"),
    wire::member<&PolicyDescription::id>("PolicyId"), wire::member<&PolicyDescription::arn>("Arn"),
    wire::member<&PolicyDescription::path>("Path"),
    wire::member<&PolicyDescription::default_version>("DefaultVersionId"),
    wire::member<&PolicyDescription::attachments>("AttachmentCount"),
    wire::member<&PolicyDescription::boundaries>("PermissionsBoundaryUsageCount"),
    wire::member<&PolicyDescription::attachable>("IsAttachable"),
    wire::member<&PolicyDescription::description>("Description"),
    wire::member<&PolicyDescription::created>("CreateDate"),
    wire::member<&PolicyDescription::updated>("UpdateDate"),
    wire::member<&PolicyDescription::tags>("Tags", wire::of(kTag)));

/// As lists show policies: without description and tags.
PolicyDescription in_list(strongroom::iam::ManagedPolicyPtr policy, PolicyUsage::Counts used);
/// As CreatePolicy answers: without the description. Nobody uses it yet.
PolicyDescription as_created(strongroom::iam::ManagedPolicyPtr policy);
PolicyDescription in_full(strongroom::iam::ManagedPolicyPtr policy, PolicyUsage::Counts used);

}  // namespace strongroom::ops::iam_api
