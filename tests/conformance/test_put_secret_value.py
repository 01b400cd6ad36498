import pytest

from clients import (
    MARKED_FOR_DELETION,
    NO_TOKEN,
    NOT_FOUND,
    NOT_NULL,
    at_least,
    at_most,
    labels,
    new_token,
    refused,
    violation,
)
from raw_http import call


def test_a_new_value_becomes_current(client, secret):
    token = new_token()
    put = client.put_secret_value(SecretId=secret["Name"], SecretString="second", ClientRequestToken=token)
    assert (put["ARN"], put["Name"]) == (secret["ARN"], secret["Name"])
    assert (put["VersionId"], put["VersionStages"]) == (token, ["AWSCURRENT"])
    assert client.get_secret_value(SecretId=secret["Name"])["SecretString"] == "second"
    assert labels(client, secret["Name"]) == {secret["VersionId"]: {"AWSPREVIOUS"}, token: {"AWSCURRENT"}}


def test_the_older_previous_version_is_deprecated(client, secret):
    second = client.put_secret_value(SecretId=secret["Name"], SecretString="second")["VersionId"]
    third = client.put_secret_value(SecretId=secret["Name"], SecretString="third")["VersionId"]
    assert labels(client, secret["Name"]) == {second: {"AWSPREVIOUS"}, third: {"AWSCURRENT"}}
    deprecated = client.get_secret_value(SecretId=secret["Name"], VersionId=secret["VersionId"])
    assert deprecated["SecretString"] == "value"
    assert "VersionStages" not in deprecated


def test_the_first_value_of_a_secret_is_current_whatever_its_labels(client, name):
    client.create_secret(Name=name)
    put = client.put_secret_value(SecretId=name, SecretString="v", VersionStages=["MINE"])
    assert labels(client, name) == {put["VersionId"]: {"MINE", "AWSCURRENT"}}


def test_labels_without_awscurrent_leave_it_alone(client, secret):
    put = client.put_secret_value(SecretId=secret["Name"], SecretString="second", VersionStages=["MINE"])
    assert put["VersionStages"] == ["MINE"]
    assert labels(client, secret["Name"]) == {secret["VersionId"]: {"AWSCURRENT"}, put["VersionId"]: {"MINE"}}


def test_the_demoted_version_keeps_its_other_labels(client, name):
    client.create_secret(Name=name)
    stages = ["AWSCURRENT", "AWSSOMETHING", "PUT1"]
    first = client.put_secret_value(SecretId=name, SecretString="1", VersionStages=stages)
    second = client.put_secret_value(SecretId=name, SecretString="2")
    assert labels(client, name) == {
        first["VersionId"]: {"AWSPREVIOUS", "AWSSOMETHING", "PUT1"},
        second["VersionId"]: {"AWSCURRENT"},
    }


def test_labels_move_from_where_they_were(client, secret):
    first = client.put_secret_value(SecretId=secret["Name"], SecretString="1", VersionStages=["MINE"])
    second = client.put_secret_value(SecretId=secret["Name"], SecretString="2", VersionStages=["MINE"])
    assert labels(client, secret["Name"]) == {
        secret["VersionId"]: {"AWSCURRENT"},
        second["VersionId"]: {"MINE"},
    }
    assert "VersionStages" not in client.get_secret_value(SecretId=secret["Name"], VersionId=first["VersionId"])


def test_awspending_is_taken_from_the_current_version(client, name):
    client.create_secret(Name=name)
    first = client.put_secret_value(SecretId=name, SecretString="1", VersionStages=["AWSCURRENT", "AWSPENDING"])
    second = client.put_secret_value(SecretId=name, SecretString="2", VersionStages=["AWSPENDING"])
    assert labels(client, name) == {first["VersionId"]: {"AWSCURRENT"}, second["VersionId"]: {"AWSPENDING"}}


def test_moving_awscurrent_drops_awspending(client, secret):
    client.put_secret_value(SecretId=secret["Name"], SecretString="2", VersionStages=["AWSPENDING"])
    third = client.put_secret_value(SecretId=secret["Name"], SecretString="3")
    assert labels(client, secret["Name"]) == {
        secret["VersionId"]: {"AWSPREVIOUS"},
        third["VersionId"]: {"AWSCURRENT"},
    }


def test_a_binary_value_may_follow_a_string(client, secret):
    client.put_secret_value(SecretId=secret["Name"], SecretBinary=b"\x00\xff")
    assert client.get_secret_value(SecretId=secret["Name"])["SecretBinary"] == b"\x00\xff"
    previous = client.get_secret_value(SecretId=secret["Name"], VersionStage="AWSPREVIOUS")
    assert previous["SecretString"] == "value"


def test_an_equal_value_under_a_new_token_is_a_new_version(client, secret):
    put = client.put_secret_value(SecretId=secret["Name"], SecretString="value")
    assert put["VersionId"] != secret["VersionId"]


def test_the_same_request_again_gives_the_same_answer(client, secret):
    request = {"SecretId": secret["Name"], "SecretString": "second", "ClientRequestToken": new_token()}
    first, second = client.put_secret_value(**request), client.put_secret_value(**request)
    members = ("ARN", "Name", "VersionId", "VersionStages")
    assert [first[k] for k in members] == [second[k] for k in members]
    assert len(labels(client, secret["Name"])) == 2


def test_an_existing_token_brings_no_new_labels(client, secret):
    request = {"SecretId": secret["Name"], "SecretString": "value", "ClientRequestToken": secret["VersionId"]}
    again = client.put_secret_value(**request, VersionStages=["MINE"])
    assert again["VersionStages"] == ["AWSCURRENT"]
    assert labels(client, secret["Name"]) == {secret["VersionId"]: {"AWSCURRENT"}}


@pytest.mark.parametrize("value", [{"SecretString": "other"}, {"SecretBinary": b"value"}])
def test_an_existing_token_with_another_value_is_refused(client, secret, value):
    token = secret["VersionId"]
    text = (
        f"You can't use ClientRequestToken {token} because that value is already in use "
        f"for a version of secret {secret['ARN']}."
    )
    with refused("ResourceExistsException", text):
        client.put_secret_value(SecretId=secret["Name"], ClientRequestToken=token, **value)


@pytest.mark.parametrize("value", [{}, {"SecretString": ""}, {"SecretBinary": b""}])
def test_a_missing_or_empty_value_is_refused(loose, secret, value):
    with refused("InvalidRequestException", "You must provide either SecretString or SecretBinary."):
        loose.put_secret_value(SecretId=secret["Name"], **value)


def test_a_space_is_a_value(client, secret):
    client.put_secret_value(SecretId=secret["Name"], SecretString=" ")
    assert client.get_secret_value(SecretId=secret["Name"])["SecretString"] == " "


def test_two_values_are_refused(client, secret):
    with refused("InvalidParameterException", like="both a binary secret value and a string secret value"):
        client.put_secret_value(SecretId=secret["Name"], SecretString="v", SecretBinary=b"v")


def test_a_missing_token_is_refused_before_the_secret_is_looked_up(server, name):
    answer = call(server.url, "PutSecretValue", {"SecretId": name, "SecretString": "v"})
    assert (answer.code, answer.message) == ("InvalidRequestException", NO_TOKEN)


def test_an_unknown_secret_is_not_found(client, name):
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.put_secret_value(SecretId=name, SecretString="v")


def test_a_scheduled_secret_is_refused(client, scheduled):
    with refused("InvalidRequestException", MARKED_FOR_DELETION):
        client.put_secret_value(SecretId=scheduled["Name"], SecretString="v")


@pytest.mark.parametrize(
    "change, text",
    [
        ({"SecretId": None}, violation(NOT_NULL, "secretId")),
        ({"SecretId": "s" * 2049}, violation(at_most(2048), "secretId", "s" * 2049)),
        ({"ClientRequestToken": "t" * 31}, violation(at_least(32), "clientRequestToken", "t" * 31)),
        ({"SecretString": "v" * 65537}, violation(at_most(65536), "secretString", None)),
        ({"RotationToken": "t" * 35}, violation(at_least(36), "rotationToken", None)),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_constraints(loose, name, change, text):
    request = {"SecretId": name, "SecretString": "v", "ClientRequestToken": new_token(), **change}
    with refused("ValidationException", text):
        loose.put_secret_value(**{k: v for k, v in request.items() if v is not None})


@pytest.mark.parametrize("stages", [[], [str(i) for i in range(21)], [""], ["x" * 257]])
def test_constraints_of_labels(loose, secret, stages):
    with refused("ValidationException", like="at 'versionStages"):
        loose.put_secret_value(SecretId=secret["Name"], SecretString="v", VersionStages=stages)


def test_twenty_labels_at_once_are_the_most(client, name):
    client.create_secret(Name=name)
    stages = ["AWSCURRENT", *(f"L{i}" for i in range(19))]
    client.put_secret_value(SecretId=name, SecretString="v", VersionStages=stages)
    text = "You exceeded the maximum number of staging labels allowed on a secret."
    with refused("LimitExceededException", text):
        client.put_secret_value(SecretId=name, SecretString="w", VersionStages=["ONE-MORE"])


def test_a_rotation_token_is_accepted(client, secret):
    client.put_secret_value(SecretId=secret["Name"], SecretString="v", RotationToken=new_token())
