"""The forms in which a secret is named (contract, section 2), and Regions as partitions."""

import pytest

from clients import ACCOUNT, INVALID_NAME, NOT_FOUND, REGION, new_token, refused, sdk_client, unique_name


def partial(arn):
    return arn[:-7]


def value(client, secret_id):
    return client.get_secret_value(SecretId=secret_id)["SecretString"]


def test_name_full_arn_and_partial_arn(client, secret):
    for secret_id in (secret["Name"], secret["ARN"], partial(secret["ARN"])):
        assert value(client, secret_id) == "value"


def test_a_name_that_ends_like_an_arn(client, name):
    tricky = name + "-AbCdEf"
    arn = client.create_secret(Name=tricky, SecretString="v")["ARN"]
    assert value(client, tricky) == value(client, arn) == "v"
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.get_secret_value(SecretId=partial(arn))


def test_a_partial_arn_does_not_reach_a_longer_name(client, name):
    arn = client.create_secret(Name=name + "-and-more", SecretString="v")["ARN"]
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.get_secret_value(SecretId=partial(arn)[: -len("-and-more")])


def test_a_name_with_the_suffix_of_the_arn_is_not_found(client, secret):
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.get_secret_value(SecretId=secret["Name"] + secret["ARN"][-7:])


def test_an_arn_with_another_suffix_is_not_found(client, secret):
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.get_secret_value(SecretId=partial(secret["ARN"]) + "-000000")


def test_an_arn_of_a_deleted_secret_does_not_reach_its_successor(client, secret):
    client.delete_secret(SecretId=secret["ARN"], ForceDeleteWithoutRecovery=True)
    client.create_secret(Name=secret["Name"], SecretString="successor")
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.get_secret_value(SecretId=secret["ARN"])


def test_of_an_arn_of_another_account_that_account_decides(client, secret):
    with refused("AccessDeniedException", like="because no resource-based policy allows"):
        client.get_secret_value(SecretId=secret["ARN"].replace(ACCOUNT, "111111111111"))


def test_in_an_arn_of_another_region_the_region_of_the_endpoint_wins(server, client, secret):
    elsewhere = secret["ARN"].replace(REGION, "eu-west-2")
    assert client.get_secret_value(SecretId=elsewhere)["ARN"] == secret["ARN"]
    with refused("ResourceNotFoundException", NOT_FOUND):
        sdk_client(server.url, region="eu-west-2").get_secret_value(SecretId=secret["ARN"])


def test_regions_are_partitions(server, client, secret):
    elsewhere = sdk_client(server.url, region="us-east-1")
    with refused("ResourceNotFoundException", NOT_FOUND):
        elsewhere.get_secret_value(SecretId=secret["Name"])
    other = elsewhere.create_secret(Name=secret["Name"], SecretString="other")
    assert ":us-east-1:" in other["ARN"]
    assert value(client, secret["Name"]) == "value"
    assert value(elsewhere, secret["Name"]) == "other"


TAKING_AN_ID = {
    "cancel_rotate_secret": {},
    "delete_resource_policy": {},
    "delete_secret": {},
    "describe_secret": {},
    "get_resource_policy": {},
    "get_secret_value": {},
    "list_secret_version_ids": {},
    "put_resource_policy": {"ResourcePolicy": "{}"},
    "put_secret_value": {"SecretString": "v"},
    "remove_regions_from_replication": {"RemoveReplicaRegions": ["us-east-1"]},
    "replicate_secret_to_regions": {"AddReplicaRegions": [{"Region": "us-east-1"}]},
    "restore_secret": {},
    "rotate_secret": {},
    "stop_replication_to_replica": {},
    "tag_resource": {"Tags": [{"Key": "k", "Value": "v"}]},
    "untag_resource": {"TagKeys": ["k"]},
    "update_secret": {},
    "update_secret_version_stage": {"VersionStage": "L", "MoveToVersionId": new_token()},
    "validate_resource_policy": {"ResourcePolicy": "{}"},
}


@pytest.mark.parametrize("operation, rest", TAKING_AN_ID.items(), ids=TAKING_AN_ID)
def test_other_characters_in_ids_are_refused(client, operation, rest):
    for bad in ("a b", "a*", "a?", "a]", "a\\b"):
        with refused("ValidationException", INVALID_NAME):
            getattr(client, operation)(SecretId=bad, **rest)


@pytest.mark.parametrize("operation", ["describe_secret", "get_secret_value", "update_secret", "delete_secret"])
def test_operations_take_arns(client, operation):
    arn = client.create_secret(Name=unique_name(), SecretString="v")["ARN"]
    assert getattr(client, operation)(SecretId=partial(arn))["ARN"] == arn
