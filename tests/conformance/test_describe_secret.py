import time

from clients import NOT_FOUND, NOT_NULL, refused, violation


def members(answer):
    return set(answer) - {"ResponseMetadata"}


def test_a_plain_secret_shows_only_what_it_has(client, name):
    created = client.create_secret(Name=name)
    described = client.describe_secret(SecretId=name)
    assert members(described) == {"ARN", "Name", "LastChangedDate", "CreatedDate"}
    assert (described["ARN"], described["Name"]) == (created["ARN"], name)
    assert abs(described["CreatedDate"].timestamp() - time.time()) < 60
    assert 0 <= (described["LastChangedDate"] - described["CreatedDate"]).total_seconds() < 1


def test_a_full_secret_shows_everything_but_the_value(client, name):
    created = client.create_secret(
        Name=name, SecretString="value", Description="d", Tags=[{"Key": "k", "Value": "v"}], Type="SnowflakePat"
    )
    described = client.describe_secret(SecretId=name)
    assert members(described) == {
        "ARN",
        "Name",
        "Type",
        "Description",
        "LastChangedDate",
        "Tags",
        "VersionIdsToStages",
        "CreatedDate",
    }
    assert described["VersionIdsToStages"] == {created["VersionId"]: ["AWSCURRENT"]}


def test_describing_is_no_access(client, secret):
    client.describe_secret(SecretId=secret["Name"])
    assert "LastAccessedDate" not in client.describe_secret(SecretId=secret["Name"])


def test_deprecated_versions_are_hidden(client, secret):
    for value in ("2", "3"):
        client.put_secret_value(SecretId=secret["Name"], SecretString=value)
    assert secret["VersionId"] not in client.describe_secret(SecretId=secret["Name"])["VersionIdsToStages"]


def test_every_change_moves_the_date_of_change(client, secret):
    name = secret["Name"]
    changes = [
        lambda: client.update_secret(SecretId=name, Description="d"),
        lambda: client.put_secret_value(SecretId=name, SecretString="v", VersionStages=["MINE"]),
        lambda: client.tag_resource(SecretId=name, Tags=[{"Key": "k", "Value": "v"}]),
        lambda: client.untag_resource(SecretId=name, TagKeys=["k"]),
    ]
    for change in changes:
        before = client.describe_secret(SecretId=name)["LastChangedDate"]
        change()
        assert client.describe_secret(SecretId=name)["LastChangedDate"] > before


def test_a_scheduled_secret_shows_its_date_of_deletion(client, secret):
    deleted = client.delete_secret(SecretId=secret["Name"])
    described = client.describe_secret(SecretId=secret["Name"])
    assert described["DeletedDate"] == deleted["DeletionDate"]
    assert described["VersionIdsToStages"] == {secret["VersionId"]: ["AWSCURRENT"]}


def test_an_unknown_secret_is_not_found(client, name):
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.describe_secret(SecretId=name)


def test_constraints(loose):
    with refused("ValidationException", violation(NOT_NULL, "secretId")):
        loose.describe_secret()
