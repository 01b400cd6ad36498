#include "ops/iam/operations.h"

#include "ops/iam/absent_credentials.h"
#include "ops/iam/account_aliases.h"
#include "ops/iam/account_password_policy.h"
#include "ops/iam/add_client_id_to_open_id_connect_provider.h"
#include "ops/iam/attached_policies.h"
#include "ops/iam/boundaries.h"
#include "ops/iam/change_password.h"
#include "ops/iam/create_access_key.h"
#include "ops/iam/create_group.h"
#include "ops/iam/create_login_profile.h"
#include "ops/iam/create_open_id_connect_provider.h"
#include "ops/iam/create_policy.h"
#include "ops/iam/create_policy_version.h"
#include "ops/iam/create_role.h"
#include "ops/iam/create_service_linked_role.h"
#include "ops/iam/create_user.h"
#include "ops/iam/credential_report.h"
#include "ops/iam/delete_access_key.h"
#include "ops/iam/delete_group.h"
#include "ops/iam/delete_login_profile.h"
#include "ops/iam/delete_open_id_connect_provider.h"
#include "ops/iam/delete_policy.h"
#include "ops/iam/delete_policy_version.h"
#include "ops/iam/delete_role.h"
#include "ops/iam/delete_user.h"
#include "ops/iam/get_access_key_last_used.h"
#include "ops/iam/get_account_authorization_details.h"
#include "ops/iam/get_account_summary.h"
#include "ops/iam/get_context_keys_for_custom_policy.h"
#include "ops/iam/get_context_keys_for_principal_policy.h"
#include "ops/iam/get_group.h"
#include "ops/iam/get_login_profile.h"
#include "ops/iam/get_open_id_connect_provider.h"
#include "ops/iam/get_policy.h"
#include "ops/iam/get_policy_version.h"
#include "ops/iam/get_role.h"
#include "ops/iam/get_user.h"
#include "ops/iam/group_membership.h"
#include "ops/iam/inline_policies.h"
#include "ops/iam/list_access_keys.h"
#include "ops/iam/list_entities_for_policy.h"
#include "ops/iam/list_groups.h"
#include "ops/iam/list_groups_for_user.h"
#include "ops/iam/list_instance_profiles_for_role.h"
#include "ops/iam/list_open_id_connect_providers.h"
#include "ops/iam/list_policies.h"
#include "ops/iam/list_policy_versions.h"
#include "ops/iam/list_roles.h"
#include "ops/iam/list_users.h"
#include "ops/iam/remove_client_id_from_open_id_connect_provider.h"
#include "ops/iam/set_default_policy_version.h"
#include "ops/iam/simulate_custom_policy.h"
#include "ops/iam/simulate_principal_policy.h"
#include "ops/iam/tag_operations.h"
#include "ops/iam/update_access_key.h"
#include "ops/iam/update_assume_role_policy.h"
#include "ops/iam/update_group.h"
#include "ops/iam/update_login_profile.h"
#include "ops/iam/update_open_id_connect_provider_thumbprint.h"
#include "ops/iam/update_role.h"
#include "ops/iam/update_role_description.h"
#include "ops/iam/update_user.h"

namespace strongroom::ops::iam_api {

std::span<const OperationEntry> operations() {
  return kEntriesOf<
      AddClientIDToOpenIDConnectProvider, AddUserToGroup, AttachGroupPolicy, AttachRolePolicy,
      AttachUserPolicy, ChangePassword, CreateAccessKey, CreateAccountAlias, CreateGroup,
      CreateLoginProfile, CreateOpenIDConnectProvider, CreatePolicy, CreatePolicyVersion,
      CreateRole, CreateServiceLinkedRole, CreateUser, DeleteAccessKey, DeleteAccountAlias,
      DeleteAccountPasswordPolicy, DeleteGroup, DeleteGroupPolicy, DeleteLoginProfile,
      DeleteOpenIDConnectProvider, DeletePolicy, DeletePolicyVersion, DeleteRole,
      DeleteRolePermissionsBoundary, DeleteRolePolicy, DeleteUser, DeleteUserPermissionsBoundary,
      DeleteUserPolicy, DetachGroupPolicy, DetachRolePolicy, DetachUserPolicy,
      GenerateCredentialReport, GetAccessKeyLastUsed, GetAccountAuthorizationDetails,
      GetAccountPasswordPolicy, GetAccountSummary, GetContextKeysForCustomPolicy,
      GetContextKeysForPrincipalPolicy, GetCredentialReport, GetGroup, GetGroupPolicy,
      GetLoginProfile, GetOpenIDConnectProvider, GetPolicy, GetPolicyVersion, GetRole,
      GetRolePolicy, GetUser, GetUserPolicy, ListAccessKeys, ListAccountAliases,
      ListAttachedGroupPolicies, ListAttachedRolePolicies, ListAttachedUserPolicies,
      ListEntitiesForPolicy, ListGroupPolicies, ListGroups, ListGroupsForUser,
      ListInstanceProfilesForRole, ListMfaDevices, ListOpenIDConnectProviderTags,
      ListOpenIDConnectProviders, ListPolicies, ListPolicyTags, ListPolicyVersions,
      ListRolePolicies, ListRoleTags, ListRoles, ListServiceSpecificCredentials,
      ListSigningCertificates, ListSshPublicKeys, ListUserPolicies, ListUserTags, ListUsers,
      ListVirtualMfaDevices, PutGroupPolicy, PutRolePermissionsBoundary, PutRolePolicy,
      PutUserPermissionsBoundary, PutUserPolicy, RemoveClientIDFromOpenIDConnectProvider,
      RemoveUserFromGroup, SetDefaultPolicyVersion, SimulateCustomPolicy, SimulatePrincipalPolicy,
      TagOpenIDConnectProvider, TagPolicy, TagRole, TagUser, UntagOpenIDConnectProvider,
      UntagPolicy, UntagRole, UntagUser, UpdateAccessKey, UpdateAccountPasswordPolicy,
      UpdateAssumeRolePolicy, UpdateGroup, UpdateLoginProfile,
      UpdateOpenIDConnectProviderThumbprint, UpdateRole, UpdateRoleDescription, UpdateUser>;
}

}  // namespace strongroom::ops::iam_api
