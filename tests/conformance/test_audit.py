"""Each call leaves a line in the audit files, allowed or refused; values never."""

import json
import uuid

import pytest
from botocore.exceptions import ClientError

from clients import request_id, sdk_client
from server_process import Server


@pytest.fixture
def running(tmp_path):
    with Server.dev("--data", tmp_path) as server:
        yield server, sdk_client(server.url, validate=False), tmp_path


def audit_lines(folder):
    return [line for path in sorted((folder / "audit").rglob("*")) if path.is_file() for line in path.open()]


def outcome(call, **request):
    """The request id of a call, and its error code if it was refused."""
    try:
        return request_id(call(**request)), None
    except ClientError as refusal:
        return request_id(refusal.response), refusal.response["Error"]["Code"]


def test_each_call_leaves_one_line_before_its_answer(running):
    server, client, folder = running
    stranger = sdk_client(server.url, secret="wrong")
    calls = [
        ("CreateSecret", client.create_secret, {"Name": "one", "SecretString": "v"}),
        ("GetSecretValue", client.get_secret_value, {"SecretId": "one"}),
        ("ListSecrets", client.list_secrets, {}),
        ("GetSecretValue", client.get_secret_value, {"SecretId": "nowhere"}),
        ("CreateSecret", client.create_secret, {"Name": "not allowed *"}),
        ("GetSecretValue", client.get_secret_value, {}),
        ("DescribeSecret", stranger.describe_secret, {"SecretId": "one"}),
        ("TagResource", client.tag_resource, {"SecretId": "one", "Tags": [{"Key": "k", "Value": "v"}]}),
        ("DeleteSecret", client.delete_secret, {"SecretId": "one"}),
    ]
    for operation, call, request in calls:
        id_, code = outcome(call, **request)
        found = [json.loads(line) for line in audit_lines(folder) if id_ in line]
        # What it asks of KMS has records besides.
        found = [record for record in found if record["eventSource"] == "secretsmanager.amazonaws.com"]
        assert len(found) == 1, f"{operation} {request}: {found}"
        assert (found[0]["eventName"], found[0].get("errorCode")) == (operation, code)


def test_lines_survive_a_restart(running):
    server, client, folder = running
    ids = [request_id(client.create_secret(Name=f"s{i}")) for i in range(5)]
    assert server.stop() == 0
    with Server.dev("--data", folder) as again:
        sdk_client(again.url).list_secrets()
        text = "".join(audit_lines(folder))
    assert [text.count(id_) for id_ in ids] == [1] * 5


def test_values_are_never_written(running):
    _, client, folder = running
    value = uuid.uuid4().hex
    client.create_secret(Name="one", SecretString=value)
    client.put_secret_value(SecretId="one", SecretString=value + "2")
    client.get_secret_value(SecretId="one")
    text = "".join(audit_lines(folder))
    assert value not in text and "PutSecretValue" in text


def test_a_name_cannot_forge_a_line(running):
    _, client, folder = running
    for forged in ('x"}\n{"forged":1}', "x\u2028y", "x\ry"):
        outcome(client.describe_secret, SecretId=forged)
    for line in audit_lines(folder):
        assert "forged" not in json.loads(line)


def test_the_audit_files_are_for_the_owner_only(running):
    _, client, folder = running
    client.list_secrets()
    for path in [folder, *folder.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, f"{path} is open to others"
