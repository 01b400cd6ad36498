#include "ops/iam/policy_detail.h"

#include <ranges>
#include <utility>

namespace strongroom::ops::iam_api {

PolicyDetail detail_of(const strongroom::iam::ManagedPolicyPtr& policy, PolicyUsage::Counts used) {
  PolicyDescription shown = in_full(policy, used);
  PolicyDetail detail{.name = shown.name,
                      .id = shown.id,
                      .arn = std::move(shown.arn),
                      .path = shown.path,
                      .default_version = std::move(shown.default_version),
                      .attachments = shown.attachments,
                      .boundaries = shown.boundaries,
                      .attachable = shown.attachable,
                      .description = shown.description,
                      .created = shown.created,
                      .updated = shown.updated,
                      .versions = {},
                      .policy = policy};
  for (const auto& version : std::views::reverse(policy->versions)) {  // the newest first
    PolicyVersionDescription described = in_list(version, policy);
    described.document = version.document->text;
    detail.versions.push_back(std::move(described));
  }
  return detail;
}

}  // namespace strongroom::ops::iam_api
