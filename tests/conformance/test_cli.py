"""The AWS CLI as a user types it: the one from PyPI and Debian's."""

import datetime
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clients import NOT_FOUND
from server_process import environment

# Beside this interpreter is the one that scripts/install-test-clients brings.
CLIS = {"pypi": str(Path(sys.executable).parent / "aws"), "debian": "/usr/bin/aws"}


@pytest.fixture(scope="module", params=CLIS)
def executable(request):
    path = CLIS[request.param]
    assert shutil.which(path), f"{path} is missing: run scripts/install-packages and scripts/install-test-clients"
    return path


@pytest.fixture
def aws(executable, server, tmp_path):
    """Runs `aws secretsmanager ...` in an empty folder and home."""
    env = environment(
        AWS_ENDPOINT_URL=server.url,
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",
        AWS_DEFAULT_REGION="eu-west-1",
        AWS_PAGER="",
        HOME=str(tmp_path),
    )

    def run(*arguments):
        command = [executable, "--endpoint-url", server.url, "secretsmanager", *arguments]
        return subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=60)

    return run


def answer(completed):
    assert completed.returncode == 0, completed.stderr
    return json.loads(completed.stdout) if completed.stdout.strip() else None


def test_the_tour(aws, name, tmp_path):
    (tmp_path / "mycreds.json").write_text('{"username":"diego","password":"EXAMPLE-PASSWORD"}\n')
    created = answer(aws("create-secret", "--name", name, "--secret-string", "file://mycreds.json"))
    assert set(created) == {"ARN", "Name", "VersionId"}
    read = answer(aws("get-secret-value", "--secret-id", name))
    assert read["SecretString"] == '{"username":"diego","password":"EXAMPLE-PASSWORD"}\n'

    put = answer(aws("put-secret-value", "--secret-id", created["ARN"], "--secret-string", "second"))
    assert put["VersionStages"] == ["AWSCURRENT"]
    previous = answer(aws("get-secret-value", "--secret-id", name, "--version-stage", "AWSPREVIOUS"))
    assert previous["VersionId"] == created["VersionId"]

    answer(aws("update-secret", "--secret-id", name, "--description", "for the tour"))
    assert aws("tag-resource", "--secret-id", name, "--tags", "Key=team,Value=blue").returncode == 0
    described = answer(aws("describe-secret", "--secret-id", name))
    assert (described["Description"], described["Tags"]) == ("for the tour", [{"Key": "team", "Value": "blue"}])

    listed = answer(aws("list-secrets", "--filters", f"Key=name,Values={name}"))
    assert [entry["Name"] for entry in listed["SecretList"]] == [name]
    assert len(answer(aws("list-secret-version-ids", "--secret-id", name))["Versions"]) == 2

    deleted = answer(aws("delete-secret", "--secret-id", name, "--recovery-window-in-days", "7"))
    assert "DeletionDate" in deleted
    answer(aws("restore-secret", "--secret-id", name))
    answer(aws("delete-secret", "--secret-id", name, "--force-delete-without-recovery"))
    assert aws("describe-secret", "--secret-id", name).returncode != 0


def test_bytes_from_a_file(aws, name, tmp_path):
    (tmp_path / "key.bin").write_bytes(bytes(range(256)))
    answer(aws("create-secret", "--name", name, "--secret-binary", "fileb://key.bin"))
    read = aws("get-secret-value", "--secret-id", name, "--query", "SecretBinary", "--output", "text")
    subprocess.run(["base64", "--decode"], input=read.stdout.encode(), stdout=(tmp_path / "out").open("wb"), check=True)
    assert (tmp_path / "out").read_bytes() == bytes(range(256))


def test_a_random_password(aws):
    made = answer(aws("get-random-password", "--password-length", "20", "--exclude-punctuation"))
    assert len(made["RandomPassword"]) == 20 and made["RandomPassword"].isalnum()


def test_the_cli_walks_all_pages(aws, name, client):
    for i in range(5):
        client.create_secret(Name=f"{name}/{i}")
    listed = answer(aws("list-secrets", "--filters", f"Key=name,Values={name}", "--page-size", "2"))
    assert len(listed["SecretList"]) == 5


def test_an_error_ends_with_its_code_and_text_on_stderr(aws, name):
    completed = aws("get-secret-value", "--secret-id", name)
    assert completed.returncode in (254, 255) and completed.stdout == ""
    expected = f"An error occurred (ResourceNotFoundException) when calling the GetSecretValue operation: {NOT_FOUND}"
    assert expected in completed.stderr


def test_dates_are_understood(aws, secret):
    """The CLI of PyPI prints the number as it came, Debian's makes text of it."""
    date = answer(aws("describe-secret", "--secret-id", secret["Name"]))["CreatedDate"]
    moment = datetime.datetime.fromisoformat(date).timestamp() if isinstance(date, str) else date
    assert abs(moment - time.time()) < 60
