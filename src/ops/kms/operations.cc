#include "ops/kms/operations.h"

#include "ops/kms/cancel_key_deletion.h"
#include "ops/kms/create_alias.h"
#include "ops/kms/create_grant.h"
#include "ops/kms/create_key.h"
#include "ops/kms/decrypt.h"
#include "ops/kms/delete_alias.h"
#include "ops/kms/delete_imported_key_material.h"
#include "ops/kms/derive_shared_secret.h"
#include "ops/kms/describe_key.h"
#include "ops/kms/disable_key.h"
#include "ops/kms/disable_key_rotation.h"
#include "ops/kms/enable_key.h"
#include "ops/kms/enable_key_rotation.h"
#include "ops/kms/encrypt.h"
#include "ops/kms/generate_data_key.h"
#include "ops/kms/generate_data_key_pair.h"
#include "ops/kms/generate_data_key_pair_without_plaintext.h"
#include "ops/kms/generate_data_key_without_plaintext.h"
#include "ops/kms/generate_mac.h"
#include "ops/kms/generate_random.h"
#include "ops/kms/get_key_last_usage.h"
#include "ops/kms/get_key_policy.h"
#include "ops/kms/get_key_rotation_status.h"
#include "ops/kms/get_parameters_for_import.h"
#include "ops/kms/get_public_key.h"
#include "ops/kms/import_key_material.h"
#include "ops/kms/list_aliases.h"
#include "ops/kms/list_grants.h"
#include "ops/kms/list_key_policies.h"
#include "ops/kms/list_key_rotations.h"
#include "ops/kms/list_keys.h"
#include "ops/kms/list_resource_tags.h"
#include "ops/kms/list_retirable_grants.h"
#include "ops/kms/put_key_policy.h"
#include "ops/kms/re_encrypt.h"
#include "ops/kms/replicate_key.h"
#include "ops/kms/retire_grant.h"
#include "ops/kms/revoke_grant.h"
#include "ops/kms/rotate_key_on_demand.h"
#include "ops/kms/schedule_key_deletion.h"
#include "ops/kms/sign.h"
#include "ops/kms/tag_resource.h"
#include "ops/kms/untag_resource.h"
#include "ops/kms/update_alias.h"
#include "ops/kms/update_key_description.h"
#include "ops/kms/update_primary_region.h"
#include "ops/kms/verify.h"
#include "ops/kms/verify_mac.h"

namespace strongroom::ops::kms_api {

std::span<const OperationEntry> operations() {
  return kEntriesOf<
      CancelKeyDeletion, CreateAlias, CreateGrant, CreateKey, Decrypt, DeleteAlias,
      DeleteImportedKeyMaterial, DeriveSharedSecret, DescribeKey, DisableKey, DisableKeyRotation,
      EnableKey, EnableKeyRotation, Encrypt, GenerateDataKey, GenerateDataKeyPair,
      GenerateDataKeyPairWithoutPlaintext, GenerateDataKeyWithoutPlaintext, GenerateMac,
      GenerateRandom, GetKeyLastUsage, GetKeyPolicy, GetKeyRotationStatus, GetParametersForImport,
      GetPublicKey, ImportKeyMaterial, ListAliases, ListGrants, ListKeyPolicies, ListKeyRotations,
      ListKeys, ListResourceTags, ListRetirableGrants, PutKeyPolicy, ReEncrypt, ReplicateKey,
      RetireGrant, RevokeGrant, RotateKeyOnDemand, ScheduleKeyDeletion, Sign, TagResource,
      UntagResource, UpdateAlias, UpdateKeyDescription, UpdatePrimaryRegion, Verify, VerifyMac>;
}

}  // namespace strongroom::ops::kms_api
