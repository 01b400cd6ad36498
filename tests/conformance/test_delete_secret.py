import datetime
import re

import pytest

from clients import MARKED_FOR_DELETION, NOT_FOUND, NOT_NULL, refused, violation
from raw_http import call

DAY = 86400


def days_until(date):
    now = datetime.datetime.now(datetime.timezone.utc)
    return (date - now).total_seconds() / DAY


@pytest.mark.parametrize(
    "window, days", [({}, 30), ({"RecoveryWindowInDays": 7}, 7), ({"RecoveryWindowInDays": 30}, 30)]
)
def test_deletion_is_scheduled_at_the_end_of_the_window(client, secret, window, days):
    deleted = client.delete_secret(SecretId=secret["Name"], **window)
    assert (deleted["ARN"], deleted["Name"]) == (secret["ARN"], secret["Name"])
    assert abs(days_until(deleted["DeletionDate"]) - days) < 0.01


def test_a_window_with_force_false_is_fine(client, secret):
    deleted = client.delete_secret(SecretId=secret["Name"], RecoveryWindowInDays=8, ForceDeleteWithoutRecovery=False)
    assert abs(days_until(deleted["DeletionDate"]) - 8) < 0.01


def test_forced_deletion_is_at_once(client, secret):
    deleted = client.delete_secret(SecretId=secret["Name"], ForceDeleteWithoutRecovery=True)
    assert abs(days_until(deleted["DeletionDate"])) < 0.01
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.describe_secret(SecretId=secret["ARN"])
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.restore_secret(SecretId=secret["ARN"])


def test_forced_deletion_of_a_scheduled_secret(client, scheduled):
    client.delete_secret(SecretId=scheduled["Name"], ForceDeleteWithoutRecovery=True)
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.describe_secret(SecretId=scheduled["Name"])


def test_forced_deletion_of_an_unknown_secret_succeeds(client, name):
    deleted = client.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    assert deleted["Name"] == name
    assert re.search(rf":secret:{re.escape(name)}-[A-Za-z0-9]{{6}}$", deleted["ARN"])


def test_an_unknown_secret_is_not_found(client, name):
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.delete_secret(SecretId=name)


def test_deleting_twice_is_refused(client, scheduled):
    with refused("InvalidRequestException", MARKED_FOR_DELETION):
        client.delete_secret(SecretId=scheduled["Name"])


@pytest.mark.parametrize("days", [-1, 0, 6, 31, 2**40])
def test_windows_out_of_range_are_refused(client, secret, days):
    text = "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."
    with refused("InvalidParameterException", text):
        client.delete_secret(SecretId=secret["Name"], RecoveryWindowInDays=days)
    assert "DeletedDate" not in client.describe_secret(SecretId=secret["Name"])


def test_force_with_a_window_is_refused(client, secret):
    text = "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays."
    with refused("InvalidParameterException", text):
        client.delete_secret(SecretId=secret["Name"], RecoveryWindowInDays=7, ForceDeleteWithoutRecovery=True)


def test_null_members_count_as_absent(server, client, secret):
    request = {"SecretId": secret["Name"], "RecoveryWindowInDays": None, "ForceDeleteWithoutRecovery": None}
    assert call(server.url, "DeleteSecret", request).status == 200
    assert "DeletedDate" in client.describe_secret(SecretId=secret["Name"])


def test_constraints(loose):
    with refused("ValidationException", violation(NOT_NULL, "secretId")):
        loose.delete_secret()
