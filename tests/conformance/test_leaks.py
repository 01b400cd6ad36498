"""What a run leaves on disk and in the log: values nowhere, names and the like only in the audit files."""

import base64
import uuid

import pytest

from clients import refused, sdk_client
from server_process import Server

# Long random words, so that finding one is no accident.
MARK = {kind: f"{kind}{uuid.uuid4().hex}" for kind in ("name", "description", "tagkey", "tagvalue", "type")}
VALUES = [f"value{uuid.uuid4().hex}{i}" for i in range(8)]
BINARY = f"bytes{uuid.uuid4().hex}".encode() + b"\x00\xff"


def use_values(client):
    """Passes each value through an operation that takes one, refusals included."""
    name = MARK["name"]
    client.create_secret(
        Name=name,
        SecretString=VALUES[0],
        Description=MARK["description"],
        Type=MARK["type"],
        Tags=[{"Key": MARK["tagkey"], "Value": MARK["tagvalue"]}],
    )
    version = client.put_secret_value(SecretId=name, SecretString=VALUES[1])["VersionId"]
    client.update_secret(SecretId=name, SecretString=VALUES[2])
    client.put_secret_value(SecretId=name, SecretBinary=BINARY)
    with refused("ResourceExistsException"):
        client.create_secret(Name=name, SecretString=VALUES[3])
    with refused("ResourceExistsException"):
        client.put_secret_value(SecretId=name, SecretString=VALUES[4], ClientRequestToken=version)
    with refused("ResourceNotFoundException"):
        client.put_secret_value(SecretId="elsewhere", SecretString=VALUES[5])
    with refused("ValidationException"):
        client.put_secret_value(SecretId=name, SecretString=VALUES[6] * 2000)
    client.create_secret(Name=name + "/gone", SecretString=VALUES[7])
    client.delete_secret(SecretId=name + "/gone", ForceDeleteWithoutRecovery=True)
    client.get_secret_value(SecretId=name)
    client.batch_get_secret_value(SecretIdList=[name])
    client.list_secrets(Filters=[{"Key": "all", "Values": [MARK["tagvalue"]]}])


@pytest.fixture(scope="module")
def remains(tmp_path_factory):
    """The files that a run left, as path to content, and its log."""
    folder = tmp_path_factory.mktemp("data")
    with Server.dev("--data", folder) as server:
        client = sdk_client(server.url)
        use_values(client)
        password = client.get_random_password()["RandomPassword"]
        while_running = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        assert server.stop() == 0
        log = (server.stdout() + server.stderr()).encode()
    files = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return [*while_running.items(), *files.items()], log, password


def spellings(text):
    """The bytes as they are, in UTF-16, in hex, and in base64 at each of the three offsets."""
    data = text if isinstance(text, bytes) else text.encode()
    yield data
    yield data.hex().encode()
    yield data.decode("latin-1").encode("utf-16-le")
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + data).rstrip(b"=")
        yield encoded[4 if offset else 0 : -2]


def places(files, text):
    return {str(path) for path, content in files for spelling in spellings(text) if spelling in content}


@pytest.mark.parametrize("value", [*VALUES, BINARY], ids=range(9))
def test_values_are_nowhere(remains, value):
    files, log, _ = remains
    assert not places([*files, ("the log", log)], value)


def test_random_passwords_are_nowhere(remains):
    files, log, password = remains
    assert not places([*files, ("the log", log)], password)


@pytest.mark.parametrize("kind", MARK)
def test_names_and_the_like_are_in_the_audit_files_only(remains, kind):
    files, _, _ = remains
    assert all(path.startswith("audit/") for path in places(files, MARK[kind]))


def test_the_search_finds_what_is_there(remains):
    files, _, _ = remains
    assert places(files, MARK["name"]), "the audit files name the secret"
