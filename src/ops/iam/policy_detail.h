#pragma once

#include "ops/iam/policy_description.h"
#include "ops/iam/policy_version_description.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// A managed policy with all its versions, as GetAccountAuthorizationDetails shows it (iam contract
/// 3.10).
struct PolicyDetail {
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
  std::vector<PolicyVersionDescription> versions;

  strongroom::iam::ManagedPolicyPtr policy;  ///< Keeps alive what is viewed.
};
inline constexpr auto kPolicyDetail = wire::shape<PolicyDetail>(
    wire::member<&PolicyDetail::name>("PolicyName"), wire::member<&PolicyDetail::id>("PolicyId"),
    wire::member<&PolicyDetail::arn>("Arn"), wire::member<&PolicyDetail::path>("Path"),
    wire::member<&PolicyDetail::default_version>("DefaultVersionId"),
    wire::member<&PolicyDetail::attachments>("AttachmentCount"),
    wire::member<&PolicyDetail::boundaries>("PermissionsBoundaryUsageCount"),
    wire::member<&PolicyDetail::attachable>("IsAttachable"),
    wire::member<&PolicyDetail::description>("Description"),
    wire::member<&PolicyDetail::created>("CreateDate"),
    wire::member<&PolicyDetail::updated>("UpdateDate"),
    wire::member<&PolicyDetail::versions>("PolicyVersionList",
                                          wire::of(kPolicyVersionDescription)));

PolicyDetail detail_of(const strongroom::iam::ManagedPolicyPtr& policy, PolicyUsage::Counts used);

}  // namespace strongroom::ops::iam_api
