import pytest

from clients import (
    MARKED_FOR_DELETION,
    NO_TOKEN,
    NOT_FOUND,
    NOT_NULL,
    at_most,
    labels,
    new_token,
    refused,
    violation,
)
from raw_http import call


def test_a_description_alone_makes_no_version(client, secret):
    updated = client.update_secret(SecretId=secret["Name"], Description="new")
    assert set(updated) - {"ResponseMetadata"} == {"ARN", "Name"}
    assert client.describe_secret(SecretId=secret["Name"])["Description"] == "new"
    assert labels(client, secret["Name"]) == {secret["VersionId"]: {"AWSCURRENT"}}


def test_nothing_to_change_is_no_error(client, secret):
    assert "VersionId" not in client.update_secret(SecretId=secret["Name"])


def test_an_empty_description_clears_it(client, secret):
    client.update_secret(SecretId=secret["Name"], Description="new")
    client.update_secret(SecretId=secret["Name"], Description="")
    assert "Description" not in client.describe_secret(SecretId=secret["Name"])


def test_a_description_not_given_stays(client, secret):
    client.update_secret(SecretId=secret["Name"], Description="stays")
    client.update_secret(SecretId=secret["Name"], SecretString="second")
    assert client.describe_secret(SecretId=secret["Name"])["Description"] == "stays"


@pytest.mark.parametrize("value", [{"SecretString": "second"}, {"SecretBinary": b"\x00\x01"}])
def test_a_value_makes_a_current_version(client, secret, value):
    token = new_token()
    updated = client.update_secret(SecretId=secret["Name"], ClientRequestToken=token, **value)
    assert updated["VersionId"] == token
    read = client.get_secret_value(SecretId=secret["Name"])
    assert value.items() <= read.items()
    assert labels(client, secret["Name"]) == {secret["VersionId"]: {"AWSPREVIOUS"}, token: {"AWSCURRENT"}}


def test_an_equal_value_moves_the_date_of_change(client, secret):
    before = client.describe_secret(SecretId=secret["Name"])["LastChangedDate"]
    client.update_secret(SecretId=secret["Name"], SecretString="value")
    assert client.describe_secret(SecretId=secret["Name"])["LastChangedDate"] > before


def test_the_same_token_and_value_again_is_the_same_version(client, secret):
    request = {"SecretId": secret["Name"], "SecretString": "second", "ClientRequestToken": new_token()}
    assert client.update_secret(**request)["VersionId"] == client.update_secret(**request)["VersionId"]
    assert len(labels(client, secret["Name"])) == 2


def test_the_same_token_with_another_value_is_refused(client, secret):
    token = secret["VersionId"]
    text = (
        f"You can't use ClientRequestToken {token} because that value is already in use "
        f"for a version of secret {secret['ARN']}."
    )
    with refused("ResourceExistsException", text):
        client.update_secret(SecretId=secret["Name"], SecretString="other", ClientRequestToken=token)


def test_a_value_drops_awspending(client, secret):
    client.put_secret_value(SecretId=secret["Name"], SecretString="2", VersionStages=["AWSPENDING"])
    third = client.update_secret(SecretId=secret["Name"], SecretString="3")["VersionId"]
    assert labels(client, secret["Name"]) == {secret["VersionId"]: {"AWSPREVIOUS"}, third: {"AWSCURRENT"}}


def test_a_secret_without_value_gets_its_first(client, name):
    client.create_secret(Name=name)
    first = client.update_secret(SecretId=name, SecretString="v")["VersionId"]
    assert labels(client, name) == {first: {"AWSCURRENT"}}


def test_an_empty_value_counts_as_absent(loose, secret):
    assert "VersionId" not in loose.update_secret(SecretId=secret["Name"], SecretString="")


def test_an_empty_key_means_the_default_key(client, secret):
    client.update_secret(SecretId=secret["Name"], KmsKeyId="")
    assert "KmsKeyId" not in client.describe_secret(SecretId=secret["Name"])


@pytest.mark.parametrize("key", ["no key", "alias/unknown"])
def test_unknown_keys_are_refused(client, secret, key):
    with refused("InvalidParameterException", like="^The operation failed because of an invalid KMS key: "):
        client.update_secret(SecretId=secret["Name"], KmsKeyId=key)


def test_the_type_changes(client, secret):
    client.update_secret(SecretId=secret["Name"], Type="JenkinsApiToken")
    assert client.describe_secret(SecretId=secret["Name"])["Type"] == "JenkinsApiToken"


def test_two_values_are_refused(client, secret):
    with refused("InvalidParameterException", like="both a binary secret value and a string secret value"):
        client.update_secret(SecretId=secret["Name"], SecretString="v", SecretBinary=b"v")


def test_a_missing_token_is_refused_before_the_secret_is_looked_up(server, name):
    answer = call(server.url, "UpdateSecret", {"SecretId": name, "SecretString": "v"})
    assert (answer.code, answer.message) == ("InvalidRequestException", NO_TOKEN)


def test_an_unknown_secret_is_not_found(client, name):
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.update_secret(SecretId=name, Description="d")


def test_a_scheduled_secret_is_refused(client, scheduled):
    with refused("InvalidRequestException", MARKED_FOR_DELETION):
        client.update_secret(SecretId=scheduled["Name"], Description="d")


@pytest.mark.parametrize(
    "change, text",
    [
        ({"SecretId": None}, violation(NOT_NULL, "secretId")),
        ({"Description": "d" * 2049}, violation(at_most(2048), "description", "d" * 2049)),
        ({"SecretBinary": b"v" * 65537}, violation(at_most(65536), "secretBinary", None)),
        ({"KmsKeyId": "k" * 2049}, violation(at_most(2048), "kmsKeyId", "k" * 2049)),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_constraints(loose, name, change, text):
    request = {"SecretId": name, **change}
    with refused("ValidationException", text):
        loose.update_secret(**{k: v for k, v in request.items() if v is not None})
