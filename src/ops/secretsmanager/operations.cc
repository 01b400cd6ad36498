#include "ops/secretsmanager/operations.h"

#include "ops/secretsmanager/batch_get_secret_value.h"
#include "ops/secretsmanager/cancel_rotate_secret.h"
#include "ops/secretsmanager/create_secret.h"
#include "ops/secretsmanager/delete_resource_policy.h"
#include "ops/secretsmanager/delete_secret.h"
#include "ops/secretsmanager/describe_secret.h"
#include "ops/secretsmanager/get_random_password.h"
#include "ops/secretsmanager/get_resource_policy.h"
#include "ops/secretsmanager/get_secret_value.h"
#include "ops/secretsmanager/list_secret_version_ids.h"
#include "ops/secretsmanager/list_secrets.h"
#include "ops/secretsmanager/put_resource_policy.h"
#include "ops/secretsmanager/put_secret_value.h"
#include "ops/secretsmanager/remove_regions_from_replication.h"
#include "ops/secretsmanager/replicate_secret_to_regions.h"
#include "ops/secretsmanager/restore_secret.h"
#include "ops/secretsmanager/rotate_secret.h"
#include "ops/secretsmanager/stop_replication_to_replica.h"
#include "ops/secretsmanager/tag_resource.h"
#include "ops/secretsmanager/untag_resource.h"
#include "ops/secretsmanager/update_secret.h"
#include "ops/secretsmanager/update_secret_version_stage.h"
#include "ops/secretsmanager/validate_resource_policy.h"

namespace strongroom::ops::secretsmanager {

std::span<const OperationEntry> operations() {
  return kEntriesOf<BatchGetSecretValue, CancelRotateSecret, CreateSecret, DeleteResourcePolicy,
                    DeleteSecret, DescribeSecret, GetRandomPassword, GetResourcePolicy,
                    GetSecretValue, ListSecretVersionIds, ListSecrets, PutResourcePolicy,
                    PutSecretValue, RemoveRegionsFromReplication, ReplicateSecretToRegions,
                    RestoreSecret, RotateSecret, StopReplicationToReplica, TagResource,
                    UntagResource, UpdateSecret, UpdateSecretVersionStage, ValidateResourcePolicy>;
}

}  // namespace strongroom::ops::secretsmanager
