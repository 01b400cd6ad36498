import pytest

from clients import (
    MARKED_FOR_DELETION,
    NOT_FOUND,
    NOT_NULL,
    at_least,
    labels,
    new_token,
    refused,
    violation,
)


@pytest.fixture
def versions(client, secret):
    """Version ids of the secret: previous, current, pending."""
    current = client.put_secret_value(SecretId=secret["Name"], SecretString="2")["VersionId"]
    pending = client.put_secret_value(SecretId=secret["Name"], SecretString="3", VersionStages=["AWSPENDING"])
    return secret["VersionId"], current, pending["VersionId"]


def move(client, secret, label, **versions):
    return client.update_secret_version_stage(SecretId=secret["Name"], VersionStage=label, **versions)


def test_a_label_is_attached(client, secret, versions):
    moved = move(client, secret, "MINE", MoveToVersionId=versions[0])
    assert (moved["ARN"], moved["Name"]) == (secret["ARN"], secret["Name"])
    assert labels(client, secret["Name"])[versions[0]] == {"AWSPREVIOUS", "MINE"}


def test_a_label_is_detached(client, secret, versions):
    move(client, secret, "AWSPENDING", RemoveFromVersionId=versions[2])
    assert versions[2] not in labels(client, secret["Name"])
    assert "VersionStages" not in client.get_secret_value(SecretId=secret["Name"], VersionId=versions[2])


def test_a_label_moves(client, secret, versions):
    move(client, secret, "MINE", MoveToVersionId=versions[0])
    move(client, secret, "MINE", RemoveFromVersionId=versions[0], MoveToVersionId=versions[1])
    assert labels(client, secret["Name"])[versions[1]] == {"AWSCURRENT", "MINE"}


def test_moving_awscurrent_moves_awsprevious_along(client, secret, versions):
    previous, current, pending = versions
    move(client, secret, "AWSCURRENT", RemoveFromVersionId=current, MoveToVersionId=pending)
    assert labels(client, secret["Name"]) == {current: {"AWSPREVIOUS"}, pending: {"AWSCURRENT", "AWSPENDING"}}
    assert "VersionStages" not in client.get_secret_value(SecretId=secret["Name"], VersionId=previous)


def test_the_target_of_awscurrent_loses_awsprevious(client, secret, versions):
    previous, current, pending = versions
    move(client, secret, "AWSCURRENT", RemoveFromVersionId=current, MoveToVersionId=previous)
    assert labels(client, secret["Name"]) == {
        previous: {"AWSCURRENT"},
        current: {"AWSPREVIOUS"},
        pending: {"AWSPENDING"},
    }


def test_a_deprecated_version_is_revived(client, secret, versions):
    move(client, secret, "AWSPENDING", RemoveFromVersionId=versions[2])
    move(client, secret, "MINE", MoveToVersionId=versions[2])
    assert labels(client, secret["Name"])[versions[2]] == {"MINE"}


def test_a_label_moves_only_when_its_holder_is_named(client, secret, versions):
    _, current, pending = versions
    text = (
        "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version "
        f"{current}, so you must explicitly reference that version in RemoveFromVersionId."
    )
    with refused("InvalidParameterException", text):
        move(client, secret, "AWSCURRENT", MoveToVersionId=pending)


def test_the_wrong_holder_is_refused(client, secret, versions):
    previous, _, pending = versions
    text = (
        "When you move staging label AWSCURRENT, if you specify RemoveFromVersionId, it must be set to the version "
        "that currently has the staging label AWSCURRENT."
    )
    with refused("InvalidParameterException", text):
        move(client, secret, "AWSCURRENT", RemoveFromVersionId=previous, MoveToVersionId=pending)


def test_awscurrent_is_never_detached(client, secret, versions):
    text = "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed."
    with refused("InvalidParameterException", text):
        move(client, secret, "AWSCURRENT", RemoveFromVersionId=versions[1])


def test_no_version_at_all_is_refused(client, secret):
    with refused("InvalidParameterException"):
        move(client, secret, "MINE")


@pytest.mark.parametrize("member", ["MoveToVersionId", "RemoveFromVersionId"])
def test_unknown_versions_are_not_found(client, secret, member):
    with refused("ResourceNotFoundException"):
        move(client, secret, "MINE", **{member: new_token()})


def test_detaching_a_label_that_is_not_there_is_refused(client, secret, versions):
    with refused("InvalidParameterException"):
        move(client, secret, "MINE", RemoveFromVersionId=versions[0])


def test_attaching_a_label_where_it_is_succeeds(client, secret, versions):
    move(client, secret, "AWSCURRENT", MoveToVersionId=versions[1])
    assert labels(client, secret["Name"])[versions[1]] == {"AWSCURRENT"}


def test_twenty_labels_are_the_most(client, secret):
    for i in range(19):
        move(client, secret, f"L{i}", MoveToVersionId=secret["VersionId"])
    text = "You exceeded the maximum number of staging labels allowed on a secret."
    with refused("LimitExceededException", text):
        move(client, secret, "ONE-MORE", MoveToVersionId=secret["VersionId"])


def test_an_unknown_secret_is_not_found(client, name):
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.update_secret_version_stage(SecretId=name, VersionStage="L", MoveToVersionId=new_token())


def test_a_scheduled_secret_is_refused(client, scheduled):
    with refused("InvalidRequestException", MARKED_FOR_DELETION):
        move(client, scheduled, "MINE", MoveToVersionId=scheduled["VersionId"])


def test_constraints(loose):
    with refused("ValidationException", violation(NOT_NULL, "versionStage")):
        loose.update_secret_version_stage(SecretId="s")
    text = violation(at_least(32), "moveToVersionId", "short")
    with refused("ValidationException", text):
        loose.update_secret_version_stage(SecretId="s", VersionStage="L", MoveToVersionId="short")
    with refused("ValidationException", like="^2 validation errors detected: "):
        loose.update_secret_version_stage()
