#include "ops/iam/get_account_summary.h"

#include "iam/entities.h"
#include "ops/access.h"

#include <cstddef>
#include <string>

namespace strongroom::ops::iam_api {
namespace {

using Summary = std::vector<std::pair<std::string_view, std::int64_t>>;

/// What there is none of here; clients count on the keys.
constexpr std::string_view kAbsent[] = {"AccountMFAEnabled",
                                        "AccountPasswordPresent",
                                        "AccountSigningCertificatesPresent",
                                        "InstanceProfiles",
                                        "InstanceProfilesQuota",
                                        "MFADevices",
                                        "MFADevicesInUse",
                                        "ServerCertificates",
                                        "ServerCertificatesQuota",
                                        "SigningCertificatesPerUserQuota"};

void add(Summary& summary, std::string_view key, std::size_t value) {
  summary.emplace_back(key, static_cast<std::int64_t>(value));
}

void add_quotas(Summary& summary, const strongroom::iam::Quotas& quotas) {
  add(summary, "AccessKeysPerUserQuota", quotas.access_keys_per_user);
  add(summary, "AssumeRolePolicySizeQuota", quotas.trust_policy_size);
  add(summary, "AttachedPoliciesPerGroupQuota", quotas.policies_per_group);
  add(summary, "AttachedPoliciesPerRoleQuota", quotas.policies_per_role);
  add(summary, "AttachedPoliciesPerUserQuota", quotas.policies_per_user);
  add(summary, "GroupPolicySizeQuota", quotas.inline_size_per_group);
  add(summary, "GroupsPerUserQuota", quotas.groups_per_user);
  add(summary, "GroupsQuota", quotas.groups);
  add(summary, "PoliciesQuota", quotas.policies);
  add(summary, "PolicySizeQuota", quotas.policy_size);
  add(summary, "PolicyVersionsInUseQuota", quotas.policies * quotas.versions_per_policy);
  add(summary, "RolePolicySizeQuota", quotas.inline_size_per_role);
  add(summary, "RolesQuota", quotas.roles);
  add(summary, "UserPolicySizeQuota", quotas.inline_size_per_user);
  add(summary, "UsersQuota", quotas.users);
  add(summary, "VersionsPerPolicyQuota", quotas.versions_per_policy);
}

void add_counts(Summary& summary, const strongroom::iam::Directory& directory,
                const std::string& account) {
  const auto policies = directory.all<strongroom::iam::ManagedPolicy>(account);
  std::size_t versions = 0;
  for (const auto& policy : policies) versions += policy->versions.size();
  const auto root = directory.account(account);
  add(summary, "AccountAccessKeysPresent", root && !root->access_keys.empty() ? 1 : 0);
  add(summary, "Groups", directory.count<strongroom::iam::Group>(account));
  add(summary, "Policies", policies.size());
  add(summary, "PolicyVersionsInUse", versions);
  add(summary, "Providers", directory.count<strongroom::iam::OidcProvider>(account));
  add(summary, "Roles", directory.count<strongroom::iam::Role>(account));
  add(summary, "Users", directory.count<strongroom::iam::User>(account));
}

}  // namespace

Result<policy::AccessRequest> GetAccountSummary::access(OperationContext& context, const Input&) {
  return access_to_all(context, "iam:GetAccountSummary");
}

Task<Result<GetAccountSummary::Output>> GetAccountSummary::handle(OperationContext& context,
                                                                  const Input&) {
  const auto& identity = context.services.identity;
  Output output;
  add_counts(output.summary, identity.directory(), context.partition.account);
  add_quotas(output.summary, identity.quotas());
  // Version 2: session tokens are good in all Regions.
  add(output.summary, "GlobalEndpointTokenVersion", 2);
  for (const std::string_view key : kAbsent) add(output.summary, key, 0);
  co_return output;
}

}  // namespace strongroom::ops::iam_api
