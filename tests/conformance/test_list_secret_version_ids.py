import time

import pytest

from clients import NOT_FOUND, NOT_NULL, refused, violation, walk


@pytest.fixture
def three_versions(client, secret):
    """Version ids, oldest first; the first is deprecated."""
    later = [client.put_secret_value(SecretId=secret["Name"], SecretString=value)["VersionId"] for value in "23"]
    return [secret["VersionId"], *later]


def test_labelled_versions_are_listed(client, secret, three_versions):
    listed = client.list_secret_version_ids(SecretId=secret["Name"])
    assert (listed["ARN"], listed["Name"]) == (secret["ARN"], secret["Name"])
    assert [(v["VersionId"], v["VersionStages"]) for v in listed["Versions"]] == [
        (three_versions[1], ["AWSPREVIOUS"]),
        (three_versions[2], ["AWSCURRENT"]),
    ]
    assert all(v["KmsKeyIds"] == ["DefaultEncryptionKey"] for v in listed["Versions"])
    assert "NextToken" not in listed


def test_deprecated_versions_are_listed_on_request(client, secret, three_versions):
    listed = client.list_secret_version_ids(SecretId=secret["Name"], IncludeDeprecated=True)["Versions"]
    assert [v["VersionId"] for v in listed] == three_versions
    assert set(listed[0]) == {"VersionId", "CreatedDate", "KmsKeyIds"}
    assert listed[0]["CreatedDate"] < listed[1]["CreatedDate"] < listed[2]["CreatedDate"]


def test_the_day_of_last_access_is_that_of_the_version(client, secret, three_versions):
    client.get_secret_value(SecretId=secret["Name"])
    previous, current = client.list_secret_version_ids(SecretId=secret["Name"])["Versions"]
    assert "LastAccessedDate" not in previous
    day = current["LastAccessedDate"].timestamp()
    assert day % 86400 == 0 and 0 <= time.time() - day < 86400 + 60


def test_a_secret_without_value_has_none(client, name):
    client.create_secret(Name=name)
    assert client.list_secret_version_ids(SecretId=name)["Versions"] == []


def test_pages(client, secret, three_versions):
    request = {"SecretId": secret["Name"], "IncludeDeprecated": True, "MaxResults": 2}
    pages = list(walk(client.list_secret_version_ids, "Versions", **request))
    assert [[v["VersionId"] for v in page] for page in pages] == [three_versions[:2], three_versions[2:]]


def test_a_forged_token_is_refused(client, secret, three_versions):
    token = client.list_secret_version_ids(SecretId=secret["Name"], MaxResults=1)["NextToken"]
    for forged in ("x", token[:-1], token[1:]):
        with refused("InvalidNextTokenException"):
            client.list_secret_version_ids(SecretId=secret["Name"], MaxResults=1, NextToken=forged)


def test_a_token_serves_only_its_own_secret(client, secret, three_versions, name):
    token = client.list_secret_version_ids(SecretId=secret["Name"], MaxResults=1)["NextToken"]
    client.create_secret(Name=name + "/other", SecretString="v")
    with refused("InvalidNextTokenException"):
        client.list_secret_version_ids(SecretId=name + "/other", MaxResults=1, NextToken=token)


def test_a_scheduled_secret_is_listed(client, scheduled):
    assert len(client.list_secret_version_ids(SecretId=scheduled["Name"])["Versions"]) == 1


def test_an_unknown_secret_is_not_found(client, name):
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.list_secret_version_ids(SecretId=name)


def test_constraints(loose):
    with refused("ValidationException", violation(NOT_NULL, "secretId")):
        loose.list_secret_version_ids()
    with refused("ValidationException", like="Value '101' at 'maxResults'"):
        loose.list_secret_version_ids(SecretId="s", MaxResults=101)
