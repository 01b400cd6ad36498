"""Secrets under keys of KMS: secrets-manager contract 7, kms contract 10, and the cases 37 to 40 of its section 16."""

import json
import re

import pytest

from clients import ACCOUNT, REGION, iam_name, refused, sdk_client, unique_name
from kms_cases import allow, delegating, document, key_arn, make_key, root_of, statement
from server_process import Server, run_to_end
from shifted_clock import DAY, ShiftedClock
from test_operator import key_of

OTHER = "444455556666"
NO_ACCESS = "Access to KMS is not allowed"
VIA = f"secretsmanager.{REGION}.amazonaws.com"
EVERYTHING = allow("secretsmanager:*")


def failed(verb, key, state, error):
    return "^" + re.escape(f"Secrets Manager can't {verb} the secret value: {key} is {state}. (Service: AWSKMS; Status "
                           f"Code: 400; Error Code: {error}; Request ID: ") + ".*; Proxy: null\\)$"


@pytest.fixture
def user_arn(user):
    return f"arn:aws:iam::{ACCOUNT}:user/{user}"


@pytest.fixture
def key(kms):
    return make_key(kms)["Arn"]


@pytest.fixture
def guarded(client, key, name):
    """The name of a secret under a key of its own."""
    client.create_secret(Name=name, SecretString="v1", KmsKeyId=key)
    return name


def test_without_permission_on_the_key_nothing_is_read(kms, iam, client, as_user, user, key, guarded):
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=EVERYTHING)
    theirs = as_user("secretsmanager")
    for call, request in (
        (theirs.get_secret_value, {}), (theirs.put_secret_value, {"SecretString": "v2"}),
        (theirs.update_secret, {"SecretString": "v2"}),
    ):
        with refused("AccessDeniedException", NO_ACCESS):
            call(SecretId=guarded, **request)
    with refused("AccessDeniedException", NO_ACCESS):
        theirs.create_secret(Name=unique_name(), SecretString="x", KmsKeyId=key)
    batch = theirs.batch_get_secret_value(SecretIdList=[guarded])
    assert [error["ErrorCode"] for error in batch["Errors"]] == ["AccessDeniedException"]
    assert theirs.describe_secret(SecretId=guarded)["KmsKeyId"] == key
    iam.put_user_policy(UserName=user, PolicyName="k", PolicyDocument=allow(["kms:Decrypt", "kms:GenerateDataKey"], key))
    assert theirs.get_secret_value(SecretId=guarded)["SecretString"] == "v1"
    theirs.put_secret_value(SecretId=guarded, SecretString="v2")
    assert client.get_secret_value(SecretId=guarded)["SecretString"] == "v2"


def test_the_default_key_needs_no_permission(iam, client, as_user, user, secret):
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=EVERYTHING)
    theirs = as_user("secretsmanager")
    assert theirs.get_secret_value(SecretId=secret["ARN"])["SecretString"] == "value"
    theirs.put_secret_value(SecretId=secret["ARN"], SecretString="v2")
    iam.put_user_policy(UserName=user, PolicyName="d", PolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "kms:Decrypt", "Resource": "*"}}))
    with refused("AccessDeniedException", NO_ACCESS):
        theirs.get_secret_value(SecretId=secret["ARN"])


@pytest.mark.parametrize("off, on, state, error", [
    ("disable_key", "enable_key", "disabled", "DisabledException"),
    ("schedule_key_deletion", "cancel_key_deletion", "pending deletion", "KMSInvalidStateException"),
], ids=["disabled", "pending deletion"])
def test_a_key_that_is_off_stops_everybody_at_once(kms, client, key, guarded, off, on, state, error):
    assert client.get_secret_value(SecretId=guarded)["SecretString"] == "v1"
    getattr(kms, off)(KeyId=key)
    with refused("DecryptionFailure", like=failed("decrypt", key, state, error)):
        client.get_secret_value(SecretId=guarded)
    with refused("EncryptionFailure", like=failed("encrypt", key, state, error)):
        client.put_secret_value(SecretId=guarded, SecretString="v2")
    with refused("EncryptionFailure"):
        client.create_secret(Name=unique_name(), SecretString="x", KmsKeyId=key)
    getattr(kms, on)(KeyId=key)
    kms.enable_key(KeyId=key)
    assert client.get_secret_value(SecretId=guarded)["SecretString"] == "v1"


def test_a_deleted_key_takes_its_values_along(tmp_path):
    with ShiftedClock(tmp_path) as clock:
        with clock.server("--data", str(tmp_path / "data")) as server:
            client, kms = sdk_client(server.url), sdk_client(server.url, "kms")
            doomed, kept = make_key(kms)["KeyId"], make_key(kms)["KeyId"]
            for name in ("lost", "saved"):
                client.create_secret(Name=name, SecretString="v", KmsKeyId=doomed)
            client.update_secret(SecretId="saved", KmsKeyId=kept)
            kms.schedule_key_deletion(KeyId=doomed, PendingWindowInDays=7)
            assert server.stop() == 0
        clock.advance(7 * DAY + 2)
        with clock.server("--data", str(tmp_path / "data")) as server:
            client = sdk_client(server.url)
            server.run_jobs()
            with refused("DecryptionFailure", "Secrets Manager can't decrypt the protected secret text using the provided "
                         "KMS key."):
                client.get_secret_value(SecretId="lost")
            with refused("InvalidParameterException", "The operation failed because of an invalid KMS key: "
                         f"Key '{key_arn(doomed)}' does not exist"):
                client.put_secret_value(SecretId="lost", SecretString="new")
            assert client.describe_secret(SecretId="lost")["KmsKeyId"] == doomed
            assert client.get_secret_value(SecretId="saved")["SecretString"] == "v"


def test_a_chosen_key_is_tried_before_there_is_a_value(kms, client, iam, as_user, user, user_arn, name):
    """By its name for the version: whoever may do that alone has chosen the key, and can't write under it."""
    arn = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{name}-??????"
    key = make_key(kms, Policy=delegating(statement(
        user_arn, ["kms:GenerateDataKey", "kms:Decrypt"], Condition={
            "StringEquals": {"kms:EncryptionContext:SecretVersionId": "RequestToValidateKeyAccess"},
            "StringLike": {"kms:EncryptionContext:SecretARN": arn},
            "ForAllValues:StringEquals": {"kms:EncryptionContextKeys": ["SecretARN", "SecretVersionId"]}})))["KeyId"]
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=EVERYTHING)
    theirs = as_user("secretsmanager")
    theirs.create_secret(Name=name, KmsKeyId=key)
    assert client.describe_secret(SecretId=name)["KmsKeyId"] == key
    with refused("AccessDeniedException", NO_ACCESS):
        theirs.put_secret_value(SecretId=name, SecretString="v")
    other = make_key(kms)["KeyId"]
    with refused("AccessDeniedException", NO_ACCESS):
        theirs.create_secret(Name=unique_name(), KmsKeyId=other)
    with refused("AccessDeniedException", NO_ACCESS):
        theirs.update_secret(SecretId=name, KmsKeyId=other)


def test_the_key_may_be_used_through_the_service_alone(kms, client, as_user, iam, user, user_arn, name):
    key = make_key(kms, Policy=delegating(statement(
        user_arn, "kms:Decrypt", Condition={"StringEquals": {"kms:ViaService": VIA, "kms:CallerAccount": ACCOUNT},
                                            "Bool": {"aws:ViaAWSService": "true"}})))["KeyId"]
    made = client.create_secret(Name=name, SecretString="v", KmsKeyId=key)
    context = {"SecretARN": made["ARN"], "SecretVersionId": made["VersionId"]}
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=EVERYTHING)
    assert as_user("secretsmanager").get_secret_value(SecretId=name)["SecretString"] == "v"
    blob = kms.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext=context)["CiphertextBlob"]
    with refused("AccessDeniedException"):
        as_user("kms").decrypt(CiphertextBlob=blob, EncryptionContext=context)


def test_a_key_for_one_secret(kms, client, as_user, iam, user, user_arn):
    key = make_key(kms)["KeyId"]
    mine, other = (client.create_secret(Name=unique_name(), SecretString="v", KmsKeyId=key)["ARN"] for _ in range(2))
    kms.put_key_policy(KeyId=key, Policy=delegating(statement(
        user_arn, "kms:Decrypt", Condition={"StringEquals": {"kms:EncryptionContext:SecretARN": mine}})))
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=EVERYTHING)
    assert as_user("secretsmanager").get_secret_value(SecretId=mine)["SecretString"] == "v"
    with refused("AccessDeniedException", NO_ACCESS):
        as_user("secretsmanager").get_secret_value(SecretId=other)


def test_a_grant_opens_a_secret(kms, as_user, iam, user, user_arn, key, guarded, client):
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=EVERYTHING)
    arn = client.describe_secret(SecretId=guarded)["ARN"]
    grant = kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Decrypt"],
                             Constraints={"EncryptionContextSubset": {"SecretARN": arn}})
    assert as_user("secretsmanager").get_secret_value(SecretId=guarded)["SecretString"] == "v1"
    kms.revoke_grant(KeyId=key, GrantId=grant["GrantId"])
    with refused("AccessDeniedException", NO_ACCESS):
        as_user("secretsmanager").get_secret_value(SecretId=guarded)


def test_another_key_opens_the_versions_in_use_too(kms, client, name):
    first, second = make_key(kms)["KeyId"], make_key(kms)["KeyId"]
    client.create_secret(Name=name, SecretString="v1", KmsKeyId=first)
    client.put_secret_value(SecretId=name, SecretString="v2")
    client.update_secret(SecretId=name, KmsKeyId=second)
    versions = client.list_secret_version_ids(SecretId=name)["Versions"]
    assert [set(version["KmsKeyIds"]) for version in versions] == [{first, second}] * 2
    for off, on in ((first, second), (second, first)):
        kms.disable_key(KeyId=off)
        assert client.get_secret_value(SecretId=name)["SecretString"] == "v2"
        assert client.get_secret_value(SecretId=name, VersionStage="AWSPREVIOUS")["SecretString"] == "v1"
        kms.enable_key(KeyId=off)
    client.put_secret_value(SecretId=name, SecretString="v3")
    current = [version for version in client.list_secret_version_ids(SecretId=name)["Versions"]
               if "AWSCURRENT" in version["VersionStages"]]
    assert current[0]["KmsKeyIds"] == [second]


def test_back_to_the_default_key(kms, client, key, guarded):
    client.update_secret(SecretId=guarded, KmsKeyId="")
    assert "KmsKeyId" not in client.describe_secret(SecretId=guarded)
    kms.disable_key(KeyId=key)
    assert client.get_secret_value(SecretId=guarded)["SecretString"] == "v1"
    [version] = client.list_secret_version_ids(SecretId=guarded)["Versions"]
    assert version["KmsKeyIds"] == ["DefaultEncryptionKey", key.split("/")[1]]


def test_without_leave_to_encrypt_versions_stay_where_they_are(kms, client, iam, as_user, user, user_arn, key, guarded):
    second = make_key(kms, Policy=delegating(statement(user_arn, ["kms:GenerateDataKey", "kms:Decrypt"])))["KeyId"]
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=EVERYTHING)
    iam.put_user_policy(UserName=user, PolicyName="k", PolicyDocument=allow("kms:Decrypt", key))
    as_user("secretsmanager").update_secret(SecretId=guarded, KmsKeyId=second)
    assert client.describe_secret(SecretId=guarded)["KmsKeyId"] == second
    [version] = client.list_secret_version_ids(SecretId=guarded)["Versions"]
    assert version["KmsKeyIds"] == [key.split("/")[1]]


def test_rotation_of_the_key_leaves_every_version_readable(kms, client, key, guarded):
    for value in ("v2", "v3"):
        kms.rotate_key_on_demand(KeyId=key)
        client.put_secret_value(SecretId=guarded, SecretString=value)
    versions = client.list_secret_version_ids(SecretId=guarded, IncludeDeprecated=True)["Versions"]
    values = {client.get_secret_value(SecretId=guarded, VersionId=version["VersionId"])["SecretString"]
              for version in versions}
    assert values == {"v1", "v2", "v3"}


def test_keys_that_can_not_be_chosen(kms, client):
    prefix = "The operation failed because of an invalid KMS key: "
    hmac = make_key(kms, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyId"]
    for key_id, code, text in (
        ("nonsense", "InvalidParameterException", prefix + "Invalid keyId"),
        (key_arn(hmac, region="us-east-1"), "InvalidParameterException", prefix + "Invalid arn us-east-1"),
        ("alias/none", "InvalidParameterException", None),
        (hmac, "InvalidParameterException", None),
        ("alias/aws/s3", "AccessDeniedException", NO_ACCESS),
        (key_arn(hmac, account=OTHER), "AccessDeniedException", NO_ACCESS),
    ):
        with refused(code, text):
            client.create_secret(Name=unique_name(), SecretString="x", KmsKeyId=key_id)


def test_across_accounts_with_a_customer_key(tmp_path):
    with Server.dev("--data", str(tmp_path)) as running:
        admin = key_of(run_to_end("account", "create", OTHER, "--data", tmp_path))
        ours, kms = sdk_client(running.url), sdk_client(running.url, "kms")
        theirs = sdk_client(running.url, **admin)
        key = make_key(kms)["Arn"]
        made = ours.create_secret(Name=unique_name(), SecretString="shared", KmsKeyId=key)["ARN"]
        ours.put_resource_policy(SecretId=made, ResourcePolicy=document(
            statement(root_of(OTHER), "secretsmanager:GetSecretValue")))
        with refused("AccessDeniedException", NO_ACCESS):
            theirs.get_secret_value(SecretId=made)
        kms.put_key_policy(KeyId=key, Policy=delegating(statement(root_of(OTHER), "kms:*")))
        assert theirs.get_secret_value(SecretId=made)["SecretString"] == "shared"
        # And a secret of theirs under our key.
        name = unique_name()
        theirs.create_secret(Name=name, SecretString="theirs", KmsKeyId=key)
        assert theirs.get_secret_value(SecretId=name)["SecretString"] == "theirs"
        kms.disable_key(KeyId=key)
        with refused("DecryptionFailure"):
            theirs.get_secret_value(SecretId=name)
