"""Keys as a user of the AWS CLI manages them."""

import base64
import json

import pytest

from aws_cli import CLIS, aws_of
from kms_cases import new_alias


@pytest.fixture(params=CLIS)
def aws(request, server, tmp_path):
    """Runs `aws kms ...` and returns the answer."""
    return aws_of(request.param, server, tmp_path, "kms")


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
