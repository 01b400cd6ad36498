import re

import pytest

from clients import (
    ACCOUNT,
    INVALID_NAME,
    NO_TOKEN,
    NOT_NULL,
    REGION,
    at_least,
    at_most,
    labels,
    new_token,
    refused,
    sdk_client,
    unique_name,
    violation,
)
from raw_http import call


def arn_pattern(name, region=REGION, partition="aws"):
    return rf"arn:{partition}:secretsmanager:{region}:{ACCOUNT}:secret:{re.escape(name)}-[A-Za-z0-9]{{6}}"


def members(answer):
    return set(answer) - {"ResponseMetadata"}


def test_a_string_is_stored(client, name):
    token = new_token()
    created = client.create_secret(Name=name, SecretString="value", ClientRequestToken=token)
    assert re.fullmatch(arn_pattern(name), created["ARN"])
    assert (created["Name"], created["VersionId"]) == (name, token)
    assert members(created) == {"ARN", "Name", "VersionId"}
    assert client.get_secret_value(SecretId=name)["SecretString"] == "value"
    assert labels(client, name) == {token: {"AWSCURRENT"}}


def test_bytes_are_stored(client, name):
    client.create_secret(Name=name, SecretBinary=bytes(range(256)))
    read = client.get_secret_value(SecretId=name)
    assert read["SecretBinary"] == bytes(range(256))
    assert "SecretString" not in read


def test_a_secret_without_value_has_no_version(client, name):
    created = client.create_secret(Name=name)
    assert members(created) == {"ARN", "Name"}
    assert "VersionIdsToStages" not in client.describe_secret(SecretId=name)
    text = "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT"
    with refused("ResourceNotFoundException", text):
        client.get_secret_value(SecretId=name)


def test_a_new_creation_under_the_same_name_gets_another_arn(client, name):
    first = client.create_secret(Name=name)["ARN"]
    client.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    assert client.create_secret(Name=name)["ARN"] != first


@pytest.mark.parametrize("region, partition", [("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")])
def test_the_partition_of_the_arn_follows_the_region(server, name, region, partition):
    created = sdk_client(server.url, region=region).create_secret(Name=name)
    assert re.fullmatch(arn_pattern(name, region, partition), created["ARN"])


def test_the_token_becomes_the_version_id_as_it_was_sent(client, name):
    for token in ("terraform-20260115120000AbCdEf0123", "00000000-0000-0000-0000-000000000001", "x" * 64):
        created = client.create_secret(Name=unique_name(), SecretString="v", ClientRequestToken=token)
        assert created["VersionId"] == token


def test_the_same_request_again_gives_the_same_answer(client, name):
    request = {"Name": name, "SecretString": "value", "ClientRequestToken": new_token()}
    first, second = client.create_secret(**request), client.create_secret(**request)
    assert [first[k] for k in ("ARN", "Name", "VersionId")] == [second[k] for k in ("ARN", "Name", "VersionId")]
    assert len(labels(client, name)) == 1


def test_the_same_token_with_another_value_is_refused(client, name):
    token = new_token()
    arn = client.create_secret(Name=name, SecretString="value", ClientRequestToken=token)["ARN"]
    text = (
        f"You can't use ClientRequestToken {token} because that value is already in use for a version of secret {arn}."
    )
    with refused("ResourceExistsException", text):
        client.create_secret(Name=name, SecretString="other", ClientRequestToken=token)


def test_an_existing_name_is_refused(client, name):
    client.create_secret(Name=name, SecretString="value")
    with refused("ResourceExistsException", f"The operation failed because the secret {name} already exists."):
        client.create_secret(Name=name, SecretString="value")


def test_names_differ_by_case(client, name):
    client.create_secret(Name=name + "/a")
    client.create_secret(Name=name + "/A")


def test_a_name_scheduled_for_deletion_is_refused(client, scheduled):
    text = "You can't create this secret because a secret with this name is already scheduled for deletion."
    with refused("InvalidRequestException", text):
        client.create_secret(Name=scheduled["Name"], SecretString="value")


def test_two_values_are_refused(client, name):
    with refused("InvalidParameterException", like="both a binary secret value and a string secret value"):
        client.create_secret(Name=name, SecretString="value", SecretBinary=b"value")
    with refused("ResourceNotFoundException"):
        client.describe_secret(SecretId=name)


def test_empty_values_count_as_absent(client, loose, name):
    created = loose.create_secret(Name=name, SecretString="")
    assert "VersionId" not in created
    created = loose.create_secret(Name=name + "/bytes", SecretBinary=b"")
    assert "VersionId" not in created


def test_a_missing_token_is_refused(server, name):
    answer = call(server.url, "CreateSecret", {"Name": name, "SecretString": "value"})
    assert (answer.status, answer.code, answer.message) == (400, "InvalidRequestException", NO_TOKEN)


def test_description_and_tags_are_kept(client, name):
    tags = [{"Key": "team", "Value": "blue"}, {"Key": "empty", "Value": ""}]
    client.create_secret(Name=name, Description="what it is for", Tags=tags)
    described = client.describe_secret(SecretId=name)
    assert described["Description"] == "what it is for"
    assert sorted(described["Tags"], key=str) == sorted(tags, key=str)


def test_an_empty_description_is_left_out(client, name):
    client.create_secret(Name=name, Description="")
    assert "Description" not in client.describe_secret(SecretId=name)


def test_system_tags_are_refused(client, name):
    with refused("InvalidParameterException", "You can't modify system tags. Tag key: 'aws:team'."):
        client.create_secret(Name=name, Tags=[{"Key": "aws:team", "Value": "blue"}])


def test_the_longest_of_everything_is_accepted(client, name):
    long_name = (name + "/" + "n" * 512)[:512]
    client.create_secret(
        Name=long_name,
        SecretString="v" * 65536,
        Description="d" * 2048,
        ClientRequestToken="t" * 64,
        Tags=[{"Key": f"{i:03}" + "k" * 125, "Value": "v" * 256} for i in range(50)],
    )
    described = client.describe_secret(SecretId=long_name)
    assert described["Name"] == long_name and len(described["Tags"]) == 50
    assert client.get_secret_value(SecretId=long_name)["SecretString"] == "v" * 65536


def test_the_largest_binary_value_is_accepted(client, name):
    client.create_secret(Name=name, SecretBinary=b"\xff" * 65536)
    assert client.get_secret_value(SecretId=name)["SecretBinary"] == b"\xff" * 65536


@pytest.mark.parametrize(
    "change, text",
    [
        ({"Name": None}, violation(NOT_NULL, "name")),
        ({"Name": ""}, violation(at_least(1), "name", "")),
        ({"Name": "n" * 513}, violation(at_most(512), "name", "n" * 513)),
        ({"ClientRequestToken": "t" * 31}, violation(at_least(32), "clientRequestToken", "t" * 31)),
        ({"ClientRequestToken": "t" * 65}, violation(at_most(64), "clientRequestToken", "t" * 65)),
        ({"Description": "d" * 2049}, violation(at_most(2048), "description", "d" * 2049)),
        ({"SecretString": "v" * 65537}, violation(at_most(65536), "secretString", None)),
        ({"SecretBinary": b"v" * 65537}, violation(at_most(65536), "secretBinary", None)),
        ({"SecretString": "ü" * 32769}, violation(at_most(65536), "secretString", None)),
        ({"Tags": [{"Key": "", "Value": "v"}]}, violation(at_least(1), "tags.1.member.key", "")),
        ({"Tags": [{"Key": "k" * 129, "Value": "v"}]}, violation(at_most(128), "tags.1.member.key", "k" * 129)),
        ({"Tags": [{"Key": "k", "Value": "v" * 257}]}, violation(at_most(256), "tags.1.member.value", "v" * 257)),
        ({"Type": "t" * 257}, violation(at_most(256), "type", "t" * 257)),
        ({"AddReplicaRegions": []}, violation(at_least(1), "addReplicaRegions", "[]")),
        (
            {"AddReplicaRegions": [{"Region": "nowhere"}]},
            violation(
                r"Member must satisfy regular expression pattern: ^([a-z]+-)+\d+$",
                "addReplicaRegions.1.member.region",
                "nowhere",
            ),
        ),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_constraints(loose, name, change, text):
    request = {"Name": name, "ClientRequestToken": new_token(), **change}
    with refused("ValidationException", text):
        loose.create_secret(**{k: v for k, v in request.items() if v is not None})


def test_all_violations_are_told_at_once(loose, name):
    with refused("ValidationException", like=r"^2 validation errors detected: Value .*; Value ") as _:
        loose.create_secret(Name=name, Description="d" * 2049, Type="t" * 257)


def test_too_many_tags_are_refused(client, name):
    with refused("InvalidParameterException"):
        client.create_secret(Name=name, Tags=[{"Key": str(i), "Value": ""} for i in range(51)])


def test_a_tag_key_twice_is_refused(client, name):
    with refused("InvalidParameterException"):
        client.create_secret(Name=name, Tags=[{"Key": "k", "Value": "a"}, {"Key": "k", "Value": "b"}])


@pytest.mark.parametrize("bad", ["a b", "a*", "a?", "a]", "a\\b", "a#", "é"])
def test_other_characters_in_names_are_refused(client, bad):
    with refused("ValidationException", INVALID_NAME):
        client.create_secret(Name=bad)


@pytest.mark.parametrize("start", ["/leading/", "a_b+c=d.e@f-g/", "rds!db-", "x-AbCdEf"])
def test_all_allowed_characters_are_accepted(client, name, start):
    accepted = start + name
    client.create_secret(Name=accepted, SecretString="v")
    assert client.get_secret_value(SecretId=accepted)["Name"] == accepted


@pytest.mark.parametrize("region", [REGION, "ap-south-2"])
def test_any_replica_region_is_unknown(client, name, region):
    with refused("InvalidParameterException", "Invalid replica region."):
        client.create_secret(Name=name, SecretString="v", AddReplicaRegions=[{"Region": region}])
    with refused("ResourceNotFoundException"):
        client.describe_secret(SecretId=name)


@pytest.mark.parametrize(
    "key, text",
    [
        ("no key", "The operation failed because of an invalid KMS key: Invalid keyId"),
        ("bare-alias", "The operation failed because of an invalid KMS key: Invalid keyId"),
        (
            f"arn:aws:kms:us-east-2:{ACCOUNT}:key/11111111-2222-3333-4444-555555555555",
            "The operation failed because of an invalid KMS key: Invalid arn us-east-2",
        ),
    ],
)
def test_malformed_keys_are_refused(client, name, key, text):
    with refused("InvalidParameterException", text):
        client.create_secret(Name=name, SecretString="v", KmsKeyId=key)


@pytest.mark.parametrize("key", ["alias/unknown", "11111111-2222-3333-4444-555555555555"])
def test_unknown_keys_are_refused(client, name, key):
    with refused("InvalidParameterException", like="^The operation failed because of an invalid KMS key: "):
        client.create_secret(Name=name, SecretString="v", KmsKeyId=key)


def test_another_services_key_is_refused(client, name):
    with refused("AccessDeniedException", "Access to KMS is not allowed"):
        client.create_secret(Name=name, SecretString="v", KmsKeyId="alias/aws/rds")


def test_the_default_key_may_be_named(client, name):
    client.create_secret(Name=name, SecretString="v", KmsKeyId="alias/aws/secretsmanager")
    assert client.get_secret_value(SecretId=name)["SecretString"] == "v"


def test_the_type_is_kept(client, name):
    client.create_secret(Name=name, SecretString="{}", Type="SnowflakePat")
    assert client.describe_secret(SecretId=name)["Type"] == "SnowflakePat"


def test_values_are_kept_to_the_letter(client, name):
    for i, value in enumerate([" ", "\n", '{"a": "\\u00fc\\"\\\\/"}', "\x00\x01\x7f", "\u2028 ü 漢 🗝", "\ufffe"]):
        client.create_secret(Name=f"{name}/{i}", SecretString=value)
        assert client.get_secret_value(SecretId=f"{name}/{i}")["SecretString"] == value
