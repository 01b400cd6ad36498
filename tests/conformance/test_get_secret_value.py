import time

import pytest

from clients import (
    MARKED_FOR_DELETION,
    NOT_FOUND,
    NOT_NULL,
    at_least,
    at_most,
    new_token,
    refused,
    violation,
)


@pytest.fixture
def two_versions(client, secret):
    """The secret with a second, current version; its version ids, oldest first."""
    second = client.put_secret_value(SecretId=secret["Name"], SecretString="second")
    return [secret["VersionId"], second["VersionId"]]


def test_the_answer_is_whole(client, secret):
    read = client.get_secret_value(SecretId=secret["ARN"])
    assert set(read) - {"ResponseMetadata"} == {
        "ARN",
        "Name",
        "VersionId",
        "SecretString",
        "VersionStages",
        "CreatedDate",
    }
    assert [read[k] for k in ("ARN", "Name", "VersionId")] == [secret[k] for k in ("ARN", "Name", "VersionId")]
    assert read["VersionStages"] == ["AWSCURRENT"]
    assert abs(read["CreatedDate"].timestamp() - time.time()) < 60


def test_the_date_is_that_of_the_version(client, secret, two_versions):
    first = client.get_secret_value(SecretId=secret["Name"], VersionId=two_versions[0])
    second = client.get_secret_value(SecretId=secret["Name"])
    assert first["CreatedDate"] < second["CreatedDate"]


@pytest.mark.parametrize(
    "which, value",
    [
        ({}, "second"),
        ({"VersionStage": "AWSCURRENT"}, "second"),
        ({"VersionStage": "AWSPREVIOUS"}, "value"),
        ({"VersionId": 0}, "value"),
        ({"VersionId": 1}, "second"),
        ({"VersionId": 0, "VersionStage": "AWSPREVIOUS"}, "value"),
    ],
)
def test_versions_are_chosen_by_label_and_id(client, secret, two_versions, which, value):
    if "VersionId" in which:
        which = {**which, "VersionId": two_versions[which["VersionId"]]}
    assert client.get_secret_value(SecretId=secret["Name"], **which)["SecretString"] == value


@pytest.mark.parametrize("label", ["AWSPREVIOUS", "AWSPENDING", "no such label"])
def test_a_label_on_no_version_is_not_found(client, secret, label):
    text = f"Secrets Manager can't find the specified secret value for staging label: {label}"
    with refused("ResourceNotFoundException", text):
        client.get_secret_value(SecretId=secret["Name"], VersionStage=label)


def test_an_unknown_version_is_not_found(client, secret):
    version = new_token()
    text = f"Secrets Manager can't find the specified secret value for VersionId: {version}"
    with refused("ResourceNotFoundException", text):
        client.get_secret_value(SecretId=secret["Name"], VersionId=version)


def test_id_and_label_of_different_versions_are_refused(client, secret, two_versions):
    text = "You provided a VersionStage that is not associated to the provided VersionId."
    with refused("InvalidRequestException", text):
        client.get_secret_value(SecretId=secret["Name"], VersionId=two_versions[0], VersionStage="AWSCURRENT")


def test_version_ids_differ_by_case(client, name):
    client.create_secret(Name=name, SecretString="v", ClientRequestToken="A" * 32)
    with refused("ResourceNotFoundException"):
        client.get_secret_value(SecretId=name, VersionId="a" * 32)


def test_an_unknown_secret_is_not_found(client, name):
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.get_secret_value(SecretId=name)


def test_a_scheduled_secret_is_refused(client, scheduled):
    with refused("InvalidRequestException", MARKED_FOR_DELETION):
        client.get_secret_value(SecretId=scheduled["Name"])


@pytest.mark.parametrize(
    "request_, text",
    [
        ({}, violation(NOT_NULL, "secretId")),
        ({"SecretId": ""}, violation(at_least(1), "secretId", "")),
        ({"SecretId": "s" * 2049}, violation(at_most(2048), "secretId", "s" * 2049)),
        ({"SecretId": "s", "VersionId": "short"}, violation(at_least(32), "versionId", "short")),
        ({"SecretId": "s", "VersionId": "v" * 65}, violation(at_most(64), "versionId", "v" * 65)),
        ({"SecretId": "s", "VersionStage": ""}, violation(at_least(1), "versionStage", "")),
        ({"SecretId": "s", "VersionStage": "v" * 257}, violation(at_most(256), "versionStage", "v" * 257)),
    ],
    ids=str,
)
def test_constraints(loose, request_, text):
    with refused("ValidationException", text):
        loose.get_secret_value(**request_)


def test_reading_sets_the_day_of_last_access(client, secret):
    assert "LastAccessedDate" not in client.describe_secret(SecretId=secret["Name"])
    client.get_secret_value(SecretId=secret["Name"])
    day = client.describe_secret(SecretId=secret["Name"])["LastAccessedDate"].timestamp()
    assert day % 86400 == 0 and 0 <= time.time() - day < 86400 + 60
