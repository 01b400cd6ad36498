"""ReplicateSecretToRegions, RemoveRegionsFromReplication and StopReplicationToReplica: checks of their input. No other
Region is known yet."""

import pytest

from clients import MARKED_FOR_DELETION, NOT_FOUND, NOT_NULL, REGION, refused, violation

CALLS = {
    "replicate_secret_to_regions": {"AddReplicaRegions": [{"Region": "us-east-1"}]},
    "remove_regions_from_replication": {"RemoveReplicaRegions": ["us-east-1"]},
    "stop_replication_to_replica": {},
}


@pytest.mark.parametrize("region", [REGION, "us-east-1", "nowhere-9"])
def test_any_replica_region_is_unknown(client, secret, region):
    with refused("InvalidParameterException", "Invalid replica region."):
        client.replicate_secret_to_regions(SecretId=secret["Name"], AddReplicaRegions=[{"Region": region}])
    described = client.describe_secret(SecretId=secret["Name"])
    assert not {"ReplicationStatus", "PrimaryRegion"} & set(described)


def test_removing_a_region_without_replica_changes_nothing(client, secret):
    removed = client.remove_regions_from_replication(SecretId=secret["Name"], RemoveReplicaRegions=["us-east-1"])
    assert (removed["ARN"], removed["ReplicationStatus"]) == (secret["ARN"], [])


def test_a_secret_that_is_no_replica_is_refused(client, secret):
    with refused("InvalidRequestException"):
        client.stop_replication_to_replica(SecretId=secret["Name"])


@pytest.mark.parametrize("operation, rest", CALLS.items(), ids=CALLS)
def test_unknown_and_scheduled_secrets_are_refused(client, scheduled, name, operation, rest):
    with refused("ResourceNotFoundException", NOT_FOUND):
        getattr(client, operation)(SecretId=name + "/unknown", **rest)
    with refused("InvalidRequestException", MARKED_FOR_DELETION):
        getattr(client, operation)(SecretId=scheduled["Name"], **rest)


def test_constraints(loose, secret):
    pattern = r"Member must satisfy regular expression pattern: ^([a-z]+-)+\d+$"
    with refused("ValidationException", violation(pattern, "addReplicaRegions.1.member.region", "Nowhere")):
        loose.replicate_secret_to_regions(SecretId=secret["Name"], AddReplicaRegions=[{"Region": "Nowhere"}])
    with refused("ValidationException", violation(NOT_NULL, "addReplicaRegions")):
        loose.replicate_secret_to_regions(SecretId=secret["Name"])
    with refused("ValidationException", like="at 'addReplicaRegions' .* length greater than or equal to 1$"):
        loose.replicate_secret_to_regions(SecretId=secret["Name"], AddReplicaRegions=[])
    with refused("ValidationException", violation(NOT_NULL, "removeReplicaRegions")):
        loose.remove_regions_from_replication(SecretId=secret["Name"])
    with refused("ValidationException", violation(NOT_NULL, "secretId")):
        loose.stop_replication_to_replica()
