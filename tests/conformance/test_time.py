"""What happens as time goes by: purge, clean-up of versions, days of access."""

import pytest

from clients import NOT_FOUND, new_token, refused, sdk_client, walk
from shifted_clock import DAY, ShiftedClock


@pytest.fixture
def clock(tmp_path):
    with ShiftedClock(tmp_path) as shifted:
        yield shifted


def listed(client):
    return [entry["Name"] for entry in client.list_secrets(IncludePlannedDeletion=True)["SecretList"]]


def test_a_secret_is_purged_at_the_end_of_its_window(clock):
    with clock.server() as server:
        client = sdk_client(server.url)
        arn = client.create_secret(Name="one", SecretString="v")["ARN"]
        client.delete_secret(SecretId="one", RecoveryWindowInDays=7)
        clock.advance(7 * DAY - 60)
        assert "DeletedDate" in client.describe_secret(SecretId="one")
        clock.advance(120)
        server.run_jobs()
        assert listed(client) == []
        with refused("ResourceNotFoundException", NOT_FOUND):
            client.describe_secret(SecretId=arn)
        with refused("ResourceNotFoundException", NOT_FOUND):
            client.restore_secret(SecretId=arn)
        assert client.create_secret(Name="one", SecretString="new")["ARN"] != arn


def test_a_restored_secret_is_not_purged(clock):
    with clock.server() as server:
        client = sdk_client(server.url)
        for name in ("kept", "gone"):
            client.create_secret(Name=name, SecretString="v")
            client.delete_secret(SecretId=name, RecoveryWindowInDays=7)
        client.restore_secret(SecretId="kept")
        clock.advance(8 * DAY)
        server.run_jobs()
        assert listed(client) == ["kept"]
        assert client.get_secret_value(SecretId="kept")["SecretString"] == "v"


def test_the_purge_comes_after_a_restart_too(clock, tmp_path):
    folder = tmp_path / "data"
    with clock.server("--data", folder) as server:
        client = sdk_client(server.url)
        client.create_secret(Name="one", SecretString="v")
        client.delete_secret(SecretId="one")
        assert server.stop() == 0
    clock.advance(31 * DAY)
    with clock.server("--data", folder) as server:
        client = sdk_client(server.url)
        server.run_jobs()
        assert listed(client) == []
        client.create_secret(Name="one", SecretString="v")


def versions(client):
    pages = walk(client.list_secret_version_ids, "Versions", SecretId="one", IncludeDeprecated=True)
    return [version["VersionId"] for page in pages for version in page]


def test_deprecated_versions_are_cleaned_up_after_a_day(clock):
    with clock.server() as server:
        client = sdk_client(server.url)
        first = client.create_secret(Name="one", SecretString="0")["VersionId"]
        with refused("LimitExceededException"):
            for i in range(1, 150):
                client.put_secret_value(SecretId="one", SecretString=str(i))
        before = versions(client)
        assert 95 <= len(before) <= 105 and before[0] == first
        clock.advance(DAY + 60)
        client.put_secret_value(SecretId="one", SecretString="next day")
        server.run_jobs()
        assert len(versions(client)) <= 101
        assert client.get_secret_value(SecretId="one")["SecretString"] == "next day"
        assert client.get_secret_value(SecretId="one", VersionStage="AWSPREVIOUS")["VersionId"] == before[-1]


def test_the_day_of_last_access_follows_the_calendar(clock):
    with clock.server() as server:
        client = sdk_client(server.url)
        client.create_secret(Name="one", SecretString="v")
        days = []
        for _ in range(3):
            client.get_secret_value(SecretId="one")
            days.append(client.describe_secret(SecretId="one")["LastAccessedDate"].timestamp())
            clock.advance(DAY)
        assert [later - earlier for earlier, later in zip(days, days[1:])] == [DAY, DAY]


def test_the_day_of_last_access_is_kept_over_a_restart(clock, tmp_path):
    folder = tmp_path / "data"
    with clock.server("--data", folder) as server:
        client = sdk_client(server.url)
        client.create_secret(Name="one", SecretString="v")
        client.get_secret_value(SecretId="one")
        before = client.describe_secret(SecretId="one")["LastAccessedDate"]
        assert server.stop() == 0
    with clock.server("--data", folder) as server:
        assert sdk_client(server.url).describe_secret(SecretId="one")["LastAccessedDate"] == before


def test_signatures_are_judged_by_the_servers_clock(clock):
    with clock.server() as server:
        clock.advance(3 * DAY)
        client = sdk_client(server.url)
        created = client.create_secret(Name="one", SecretString="v", ClientRequestToken=new_token())
        assert created["Name"] == "one"
        clock.offset = 0  # the client's clock alone goes back
        with refused("InvalidSignatureException", like="^Signature expired: "):
            client.describe_secret(SecretId="one")
