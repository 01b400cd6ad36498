"""Keys as a user of the AWS CLI manages them."""

import base64
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kms_cases import new_alias
from server_process import environment

CLIS = {"pypi": str(Path(sys.executable).parent / "aws"), "debian": "/usr/bin/aws"}


@pytest.fixture(params=CLIS)
def aws(request, server, tmp_path):
    """Runs `aws kms ...` and returns the answer."""
    executable = CLIS[request.param]
    assert shutil.which(executable), f"{executable} is missing: run scripts/install-packages and install-test-clients"
    env = environment(
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",
        AWS_DEFAULT_REGION="eu-west-1",
        AWS_PAGER="",
        HOME=str(tmp_path),
    )

    def run(*arguments):
        command = [executable, "--endpoint-url", server.url, "kms", *arguments]
        done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None

    return run


def test_a_key_and_its_life(aws, tmp_path):
    key, alias = aws("create-key", "--description", "cli")["KeyMetadata"]["KeyId"], new_alias()
    aws("create-alias", "--alias-name", alias, "--target-key-id", key)
    (tmp_path / "plain").write_bytes(b"\x00secret\xff")
    blob = aws("encrypt", "--key-id", alias, "--plaintext", "fileb://plain", "--encryption-context", "a=1")
    (tmp_path / "blob").write_bytes(base64.b64decode(blob["CiphertextBlob"]))
    aws("update-key-description", "--key-id", key, "--description", "of the CLI")
    opened = aws("decrypt", "--ciphertext-blob", "fileb://blob", "--encryption-context", "a=1")
    assert base64.b64decode(opened["Plaintext"]) == b"\x00secret\xff"
    assert len(base64.b64decode(aws("generate-random", "--number-of-bytes", "16")["Plaintext"])) == 16
    aws("enable-key-rotation", "--key-id", key)
    assert aws("get-key-rotation-status", "--key-id", key)["KeyRotationEnabled"] is True
    assert key in [entry["KeyId"] for entry in aws("list-keys")["Keys"]]
    assert json.loads(aws("get-key-policy", "--key-id", key, "--policy-name", "default")["Policy"])["Statement"]
    assert aws("schedule-key-deletion", "--key-id", key, "--pending-window-in-days", "7")["KeyId"].endswith(key)
    aws("cancel-key-deletion", "--key-id", key)
    assert aws("describe-key", "--key-id", key)["KeyMetadata"]["KeyState"] == "Disabled"
