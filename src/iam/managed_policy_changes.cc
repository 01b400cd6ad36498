#include "iam/managed_policy_changes.h"

#include "iam/compiled_policy.h"
#include "iam/lookup.h"
#include "iam/names.h"
#include "iam/unique_id.h"

#include <fmt/format.h>

namespace strongroom::iam {
namespace {

Result<PolicyTextPtr> checked_document(const Basis& basis, const ManagedPolicy& policy,
                                       std::string_view document) {
  SR_CHECK(check_document(document, policy::PolicyKind::Identity));
  if (policy::policy_size(document) > basis.quotas.policy_size) {
    return quota_exceeded("PolicySize", basis.quotas.policy_size);
  }
  return basis.directory.policy_pool().share(policy.arn(), document);
}

std::unexpected<Error> delete_conflict(std::string_view text) {
  return failure(ErrorCode::DeleteConflict, std::string(text));
}

}  // namespace

Result<void> check_changeable(const ManagedPolicy& policy) {
  if (!policy.aws_managed()) return {};
  return failure(ErrorCode::InvalidInput,
                 fmt::format("Policy {} is managed by AWS and can't be changed.", policy.arn()));
}

Result<Change<ManagedPolicy>> create_policy(const Basis& basis, const NewPolicy& request) {
  SR_CHECK(check_name("policyName", request.name, kLongestName));
  SR_CHECK(check_policy_path(request.path));
  if (basis.directory.find<ManagedPolicy>(request.account, request.name)) {
    return failure(
        ErrorCode::EntityAlreadyExists,
        fmt::format("A policy called {} already exists. Duplicate names are not allowed.",
                    request.name));
  }
  SR_CHECK(check_room_for_one(basis.directory.count<ManagedPolicy>(request.account),
                              "PoliciesPerAccount", basis.quotas.policies));
  ManagedPolicy policy;
  policy.account = request.account;
  policy.name = request.name;
  policy.path = request.path;
  policy.description = request.description;
  policy.id = new_unique_id(kPolicyId, request.account);
  policy.created = basis.now;
  policy.updated = basis.now;
  SR_TRY(policy.tags, with_tags({}, request.tags, basis.quotas.tags));
  SR_TRY(PolicyTextPtr document, checked_document(basis, policy, request.document));
  policy.versions.push_back({.number = 1, .document = std::move(document), .created = basis.now});
  ChangeBuilder builder(basis.keys);
  builder.create(policy);
  return builder.take<ManagedPolicy>(std::make_shared<const ManagedPolicy>(std::move(policy)));
}

Result<Change<ManagedPolicy>> delete_policy(const Basis& basis, const ManagedPolicyPtr& seen) {
  SR_CHECK(check_changeable(*seen));
  const PolicyUses uses = basis.directory.uses_of_policy(seen->account, seen->arn());
  if (uses.attachments() + uses.boundaries() > 0) {
    return delete_conflict("Cannot delete a policy attached to entities.");
  }
  if (seen->versions.size() > 1) {
    return delete_conflict(
        "This policy has more than one version. Before you delete a policy, you must delete the "
        "policy's versions. The default version is deleted with the policy.");
  }
  ChangeBuilder builder(basis.keys);
  builder.erase(*seen);
  return builder.take<ManagedPolicy>(seen);
}

Result<Change<ManagedPolicy>> create_policy_version(const Basis& basis,
                                                    const ManagedPolicyPtr& seen,
                                                    std::string_view document, bool set_default) {
  SR_CHECK(check_changeable(*seen));
  SR_TRY(PolicyTextPtr text, checked_document(basis, *seen, document));
  if (seen->versions.size() >= basis.quotas.versions_per_policy) {
    return failure(
        ErrorCode::LimitExceeded,
        fmt::format("A managed policy can have up to {} versions. Before you create a new version, "
                    "you must delete an existing version.",
                    basis.quotas.versions_per_policy));
  }
  ManagedPolicy policy = *seen;
  ++policy.last_version;
  policy.versions.push_back(
      {.number = policy.last_version, .document = std::move(text), .created = basis.now});
  if (set_default) policy.default_version = policy.last_version;
  policy.updated = basis.now;
  return replacing(basis, seen, std::move(policy));
}

Result<Change<ManagedPolicy>> set_default_version(const Basis& basis, const ManagedPolicyPtr& seen,
                                                  std::string_view version) {
  SR_CHECK(check_changeable(*seen));
  SR_TRY(const PolicyVersion* const chosen, require_version(*seen, version));
  if (chosen->number == seen->default_version) return no_change<ManagedPolicy>(seen);
  ManagedPolicy policy = *seen;
  policy.default_version = chosen->number;
  policy.updated = basis.now;
  return replacing(basis, seen, std::move(policy));
}

Result<Change<ManagedPolicy>> delete_policy_version(const Basis& basis,
                                                    const ManagedPolicyPtr& seen,
                                                    std::string_view version) {
  SR_CHECK(check_changeable(*seen));
  SR_TRY(const PolicyVersion* const chosen, require_version(*seen, version));
  if (chosen->number == seen->default_version) {
    return delete_conflict("Cannot delete the default version of a policy.");
  }
  ManagedPolicy policy = *seen;
  std::erase_if(policy.versions,
                [&](const PolicyVersion& each) { return each.number == chosen->number; });
  policy.updated = basis.now;
  return replacing(basis, seen, std::move(policy));
}

}  // namespace strongroom::iam
