"""Keys as a user of the AWS CLI manages them."""

import base64
import json

import pytest

from aws_cli import CLIS, aws_of
from kms_cases import delegating, new_alias, root_of


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


def test_the_other_operations(aws, tmp_path, request):
    def write(name, answer, member):
        (tmp_path / name).write_bytes(base64.b64decode(answer[member]))

    def make(*options):
        return aws("create-key", *options)["KeyMetadata"]["KeyId"]

    key, other, alias = make(), make(), new_alias()
    of_key = ("--key-id", key)
    aws("disable-key", *of_key)
    aws("enable-key", *of_key)
    aws("create-alias", "--alias-name", alias, "--target-key-id", key)
    aws("update-alias", "--alias-name", alias, "--target-key-id", other)
    assert [entry["AliasName"] for entry in aws("list-aliases", "--key-id", other)["Aliases"]] == [alias]
    aws("delete-alias", "--alias-name", alias)

    made = aws("generate-data-key", *of_key, "--key-spec", "AES_256", "--encryption-context", "a=1")
    write("blob", made, "CiphertextBlob")
    write("moved", aws("re-encrypt", "--ciphertext-blob", "fileb://blob", "--source-encryption-context", "a=1",
                       "--destination-key-id", other), "CiphertextBlob")
    assert aws("decrypt", "--ciphertext-blob", "fileb://moved")["Plaintext"] == made["Plaintext"]
    assert "Plaintext" not in aws("generate-data-key-without-plaintext", *of_key, "--number-of-bytes", "24")
    mac = ("--key-id", make("--key-spec", "HMAC_256", "--key-usage", "GENERATE_VERIFY_MAC"),
           "--message", "fileb://blob", "--mac-algorithm", "HMAC_SHA_256")
    write("mac", aws("generate-mac", *mac), "Mac")
    assert aws("verify-mac", "--mac", "fileb://mac", *mac)["MacValid"] is True

    policy = delegating()
    aws("put-key-policy", *of_key, "--policy-name", "default", "--policy", policy)
    assert aws("list-key-policies", *of_key)["PolicyNames"] == ["default"]
    aws("tag-resource", *of_key, "--tags", "TagKey=a,TagValue=1", "TagKey=b,TagValue=2")
    aws("untag-resource", *of_key, "--tag-keys", "b")
    assert aws("list-resource-tags", *of_key)["Tags"] == [{"TagKey": "a", "TagValue": "1"}]

    def grant():
        return aws("create-grant", *of_key, "--grantee-principal", root_of(), "--retiring-principal", root_of(),
                   "--operations", "Encrypt", "--constraints", "EncryptionContextSubset={a=1}")

    revoked, retired = grant(), grant()
    assert len(aws("list-grants", *of_key)["Grants"]) == 2
    listed = aws("list-retirable-grants", "--retiring-principal", root_of())["Grants"]
    assert {revoked["GrantId"], retired["GrantId"]} <= {each["GrantId"] for each in listed}
    aws("revoke-grant", *of_key, "--grant-id", revoked["GrantId"])
    aws("retire-grant", "--grant-token", retired["GrantToken"])
    assert aws("list-grants", *of_key)["Grants"] == []

    aws("disable-key-rotation", *of_key)
    if request.node.callspec.params["aws"] == "debian":  # too old to know of the rest
        return
    aws("rotate-key-on-demand", *of_key)
    assert len(aws("list-key-rotations", *of_key)["Rotations"]) == 1
    assert aws("get-key-last-usage", *of_key)["KeyLastUsage"]["Operation"] == "GenerateDataKeyWithoutPlaintext"
