"""A disk that fills under the server: what can't be written is refused, all else goes on, and so does writing later."""

import errno
import os
import resource
import subprocess

import pytest

from clients import refused, sdk_client
from server_process import Server

BIG = "x" * 60_000
UNAVAILABLE = "ServiceUnavailable"
STORE = "The service is unavailable. Try again later."


@pytest.fixture
def server(tmp_path):
    with Server.dev("--data", tmp_path) as running:
        sdk_client(running.url).create_secret(Name="before", SecretString="v")
        yield running
        if running.process.poll() is None:
            assert running.stop() == 0


@pytest.fixture
def client(server):
    return sdk_client(server.url)


def limit_files(server, size):
    """No file of the server may grow beyond `size` bytes: a write there fails as on a full disk."""
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def write_until_refused(client, prefix):
    """Creates secrets until the store takes no more; how many it took."""
    for i in range(1000):
        try:
            client.create_secret(Name=f"{prefix}{i}", SecretString=BIG)
        except client.exceptions.ClientError as error:
            assert error.response["Error"]["Code"] == UNAVAILABLE
            assert error.response["Error"]["Message"] == STORE
            assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 503
            return i
    raise AssertionError("the limit was never met")


def check_all_there(client, prefix, count):
    for i in range(count):
        assert client.get_secret_value(SecretId=f"{prefix}{i}")["SecretString"] == BIG
    with refused("ResourceNotFoundException"):
        client.describe_secret(SecretId=f"{prefix}{count}")


def test_writes_are_refused_and_reads_go_on_while_the_store_cannot_grow(server, client, tmp_path):
    limit_files(server, 1 << 20)  # far above the audit file's size
    taken = write_until_refused(client, "s")
    assert taken > 0
    with refused(UNAVAILABLE, STORE):
        client.put_secret_value(SecretId="before", SecretString=BIG)
    assert client.get_secret_value(SecretId="before")["SecretString"] == "v"
    check_all_there(client, "s", taken)
    limit_files(server, resource.RLIM_INFINITY)
    client.create_secret(Name=f"s{taken}", SecretString=BIG)
    client.put_secret_value(SecretId="before", SecretString="after")
    server.kill()
    with Server.dev("--data", tmp_path) as again:
        found = sdk_client(again.url)
        check_all_there(found, "s", taken + 1)
        assert found.get_secret_value(SecretId="before")["SecretString"] == "after"


def test_everything_is_refused_while_the_audit_file_cannot_grow(server, client, tmp_path):
    audit = tmp_path / "audit" / "events.jsonl"
    limit_files(server, audit.stat().st_size)
    for call in (client.list_secrets, lambda: client.get_secret_value(SecretId="before")):
        with refused(UNAVAILABLE, "The audit record of this request can't be written."):
            call()
    recorded = audit.read_bytes()
    assert recorded.endswith(b"\n")
    limit_files(server, resource.RLIM_INFINITY)
    assert client.get_secret_value(SecretId="before")["SecretString"] == "v"
    assert audit.read_bytes().startswith(recorded)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 4 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", disk], capture_output=True).returncode != 0:
        pytest.skip("mounting needs root")
    yield disk
    subprocess.run(["umount", disk], check=True)


def fill(file):
    """Takes all the room that is left."""
    with open(file, "wb", buffering=0) as ballast:
        for block in (1 << 16, 1):
            try:
                while True:
                    ballast.write(bytes(block))
            except OSError as full:
                assert full.errno == errno.ENOSPC


def test_a_full_disk_under_the_store_alone(small_disk, tmp_path):
    """The audit file lies on another disk, so reading goes on."""
    data, audit, ballast = small_disk / "data", tmp_path / "audit", small_disk / "ballast"
    data.mkdir()
    audit.mkdir()
    os.symlink(audit, data / "audit")
    with Server.dev("--data", data) as server:
        client = sdk_client(server.url)
        client.create_secret(Name="before", SecretString="v")
        fill(ballast)
        taken = write_until_refused(client, "s")
        assert client.get_secret_value(SecretId="before")["SecretString"] == "v"
        check_all_there(client, "s", taken)
        ballast.unlink()
        client.create_secret(Name=f"s{taken}", SecretString=BIG)
        assert server.stop() == 0
    with Server.dev("--data", data) as again:
        check_all_there(sdk_client(again.url), "s", taken + 1)
        again.stop()


def test_a_full_disk_under_everything(small_disk):
    data, ballast = small_disk / "data", small_disk / "ballast"
    with Server.dev("--data", data) as server:
        client = sdk_client(server.url)
        client.create_secret(Name="before", SecretString="v")
        fill(ballast)
        with pytest.raises(client.exceptions.ClientError):
            for _ in range(100):  # the audit file's last block has some room left
                client.get_secret_value(SecretId="before")
        with refused(UNAVAILABLE, "The audit record of this request can't be written."):
            client.get_secret_value(SecretId="before")
        ballast.unlink()
        assert client.get_secret_value(SecretId="before")["SecretString"] == "v"
        client.create_secret(Name="after", SecretString=BIG)
        assert server.stop() == 0
