#include "ops/iam/policy_description.h"

#include <fmt/format.h>

#include <utility>

namespace strongroom::ops::iam_api {

using strongroom::iam::ManagedPolicyPtr;

PolicyDescription in_list(ManagedPolicyPtr policy, PolicyUsage::Counts used) {
  PolicyDescription description;
  description.name = policy->name;
  description.id = policy->id;
  description.arn = policy->arn();
  description.path = policy->path;
  description.default_version = fmt::format("v{}", policy->default_version);
  description.attachments = used.attachments;
  description.boundaries = used.boundaries;
  description.created = policy->created;
  description.updated = policy->updated;
  description.policy = std::move(policy);
  return description;
}

PolicyDescription as_created(ManagedPolicyPtr policy) {
  PolicyDescription description = in_list(std::move(policy), {});
  if (!description.policy->tags.empty()) description.tags = shown(description.policy->tags);
  return description;
}

PolicyDescription in_full(ManagedPolicyPtr policy, PolicyUsage::Counts used) {
  PolicyDescription description = in_list(std::move(policy), used);
  const strongroom::iam::ManagedPolicy& whole = *description.policy;
  if (!whole.description.empty()) description.description = whole.description;
  if (!whole.tags.empty()) description.tags = shown(whole.tags);
  return description;
}

}  // namespace strongroom::ops::iam_api
