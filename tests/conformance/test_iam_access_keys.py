"""Access keys of users and of root."""

from datetime import UTC, datetime

import pytest

from clients import ACCOUNT, NOT_NULL, at_least, iam_name, refused, sdk_client, violation
from server_process import Server


def gone(key):
    return f"The Access Key with id {key} cannot be found."


UNKNOWN = "AKIA" + "A" * 16


def signs_as(server, key, service="sts"):
    return sdk_client(server.url, service, key=key["AccessKeyId"], secret=key["SecretAccessKey"])


def test_a_key_shows_its_secret_once_and_works_at_once(iam, server, user):
    key = iam.create_access_key(UserName=user)["AccessKey"]
    assert key["AccessKeyId"].startswith("AKIA") and len(key["AccessKeyId"]) == 20
    assert len(key["SecretAccessKey"]) == 40
    assert (key["UserName"], key["Status"]) == (user, "Active")
    assert signs_as(server, key).get_caller_identity()["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/{user}"
    (listed,) = iam.list_access_keys(UserName=user)["AccessKeyMetadata"]
    assert listed == {name: key[name] for name in ("UserName", "AccessKeyId", "Status", "CreateDate")}


def test_two_keys_are_the_most_and_are_listed_as_they_were_made(iam, user):
    made = [iam.create_access_key(UserName=user)["AccessKey"]["AccessKeyId"] for _ in range(2)]
    with refused("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2"):
        iam.create_access_key(UserName=user)
    pages = list(iam.get_paginator("list_access_keys").paginate(UserName=user, PaginationConfig={"PageSize": 1}))
    assert [page["IsTruncated"] for page in pages] == [True, False]
    assert {key["AccessKeyId"] for page in pages for key in page["AccessKeyMetadata"]} == set(made)
    iam.delete_access_key(UserName=user, AccessKeyId=made[0])
    iam.create_access_key(UserName=user)


def test_an_inactive_key_does_not_sign_until_it_is_active_again(iam, server, user):
    key = iam.create_access_key(UserName=user)["AccessKey"]
    change = {"UserName": user, "AccessKeyId": key["AccessKeyId"]}
    for status in ("Inactive", "Inactive"):
        iam.update_access_key(**change, Status=status)
        with refused("InvalidClientTokenId"):
            signs_as(server, key).get_caller_identity()
    assert iam.list_access_keys(UserName=user)["AccessKeyMetadata"][0]["Status"] == "Inactive"
    iam.update_access_key(**change, Status="Active")
    signs_as(server, key).get_caller_identity()
    iam.delete_access_key(**change)
    with refused("InvalidClientTokenId"):
        signs_as(server, key).get_caller_identity()
    with refused("NoSuchEntity", gone(key["AccessKeyId"])):
        iam.delete_access_key(**change)


def test_without_a_name_the_keys_are_the_callers(iam, server, user, as_user):
    iam.attach_user_policy(UserName=user, PolicyArn="arn:aws:iam::aws:policy/IAMFullAccess")
    client = as_user("iam")
    (first,) = client.list_access_keys()["AccessKeyMetadata"]
    second = client.create_access_key()["AccessKey"]
    assert first["UserName"] == second["UserName"] == user
    client.update_access_key(AccessKeyId=second["AccessKeyId"], Status="Inactive")
    client.delete_access_key(AccessKeyId=second["AccessKeyId"])
    assert client.list_access_keys()["AccessKeyMetadata"] == [first]


def test_a_key_of_somebody_else_is_not_found(iam, user):
    key = iam.create_access_key(UserName=user)["AccessKey"]["AccessKeyId"]
    other = iam_name()
    iam.create_user(UserName=other)
    for owner in ({"UserName": other}, {}):
        with refused("NoSuchEntity", gone(key)):
            iam.update_access_key(AccessKeyId=key, Status="Inactive", **owner)
        with refused("NoSuchEntity", gone(key)):
            iam.delete_access_key(AccessKeyId=key, **owner)


def test_keys_of_root():
    with Server.dev() as server:
        iam = sdk_client(server.url, "iam")
        assert iam.list_access_keys()["AccessKeyMetadata"] == []
        key = iam.create_access_key()["AccessKey"]
        assert "UserName" not in key
        assert signs_as(server, key).get_caller_identity()["Arn"] == f"arn:aws:iam::{ACCOUNT}:root"
        iam.create_access_key()
        with refused("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2"):
            iam.create_access_key()
        assert len(iam.list_access_keys()["AccessKeyMetadata"]) == 2
        last_used = iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])
        assert "UserName" not in last_used
        iam.delete_access_key(AccessKeyId=key["AccessKeyId"])
        with refused("InvalidClientTokenId"):
            signs_as(server, key).get_caller_identity()


def test_a_key_that_was_never_used(iam, user):
    key = iam.create_access_key(UserName=user)["AccessKey"]["AccessKeyId"]
    answer = iam.get_access_key_last_used(AccessKeyId=key)
    assert answer["UserName"] == user
    assert answer["AccessKeyLastUsed"] == {"ServiceName": "N/A", "Region": "N/A"}
    with refused("NoSuchEntity", gone(UNKNOWN)):
        iam.get_access_key_last_used(AccessKeyId=UNKNOWN)


def test_only_who_may_sees_the_last_use(iam, user, as_user):
    key = iam.list_access_keys(UserName=user)["AccessKeyMetadata"][0]["AccessKeyId"]
    client = as_user("iam")
    for asked in (key, UNKNOWN):
        with refused("AccessDenied"):
            client.get_access_key_last_used(AccessKeyId=asked)


@pytest.mark.parametrize("call", ["create_access_key", "list_access_keys"])
def test_a_user_that_does_not_exist(iam, call):
    with refused("NoSuchEntity", "The user with name nobody cannot be found."):
        getattr(iam, call)(UserName="nobody")


def test_constraints(loose_iam):
    with refused("ValidationError", violation(NOT_NULL, "accessKeyId")):
        loose_iam.delete_access_key()
    with refused("ValidationError", violation(at_least(16), "accessKeyId", "AKIA")):
        loose_iam.delete_access_key(AccessKeyId="AKIA")
    with refused("ValidationError", violation(NOT_NULL, "status")):
        loose_iam.update_access_key(AccessKeyId=UNKNOWN)
    for status in ("Expired", "active"):
        with refused("ValidationError", violation("Member must satisfy enum value set", "status", None)):
            loose_iam.update_access_key(AccessKeyId=UNKNOWN, Status=status)


def test_the_last_use_shows_after_the_next_round_of_jobs(iam, server, user):
    key = iam.create_access_key(UserName=user)["AccessKey"]
    before = datetime.now(UTC).replace(microsecond=0)
    signs_as(server, key).get_caller_identity()
    with refused("AccessDenied"):  # counts as well, but is written only after some minutes
        signs_as(server, key, "iam").list_users()
    server.run_jobs()
    used = iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])["AccessKeyLastUsed"]
    assert before <= used["LastUsedDate"] <= datetime.now(UTC)
    assert used["ServiceName"] in {"sts", "iam"} and used["Region"] == "eu-west-1"
