"""Audit records in CloudTrail's form: who, what with which parameters, and never a secret."""

import base64
import json
import shutil
import subprocess
import urllib.request
import uuid

import pytest
from botocore.exceptions import ClientError

from clients import ACCOUNT, REGION, request_id, sdk_client, signed_with
from server_process import Server

SOURCE = "secretsmanager.amazonaws.com"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("records")


@pytest.fixture(scope="module")
def server(place):
    with Server.dev("--data", place) as running:
        yield running


@pytest.fixture
def client(server):
    return sdk_client(server.url)


@pytest.fixture
def records(place):
    """The records of one call, its own first."""

    def records(response):
        lines = (place / "audit/events.jsonl").read_text().splitlines()
        return [record for record in map(json.loads, lines) if record.get("requestID") == request_id(response)]

    return records


def failed(call, **request):
    with pytest.raises(ClientError) as refusal:
        call(**request)
    return refusal.value.response


def test_a_record_has_every_member_what_many_share_first(client, records):
    client.create_secret(Name="order", SecretString="v")
    record, _ = records(client.get_secret_value(SecretId="order"))
    assert list(record) == [
        "eventVersion", "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress",
        "userAgent", "readOnly", "eventType", "managementEvent", "recipientAccountId", "eventCategory", "resources",
        "requestID", "eventID", "requestParameters", "responseElements", "chain",
    ]  # fmt: skip
    arn = client.describe_secret(SecretId="order")["ARN"]
    assert record["userIdentity"] == {
        "type": "Root",
        "principalId": ACCOUNT,
        "arn": f"arn:aws:iam::{ACCOUNT}:root",
        "accountId": ACCOUNT,
        "accessKeyId": "test",
    }
    assert (record["eventSource"], record["awsRegion"], record["readOnly"]) == (SOURCE, REGION, True)
    assert record["requestParameters"] == {"secretId": "order"} and record["responseElements"] is None
    assert record["resources"] == [{"ARN": arn, "accountId": ACCOUNT, "type": "AWS::SecretsManager::Secret"}]
    uuid.UUID(record["eventID"])


def test_answers_are_shown_where_cloudtrail_shows_them(client, records):
    created = client.create_secret(Name="answers", SecretString="v", Tags=[{"Key": "k", "Value": "v"}])
    record, _ = records(created)
    assert record["requestParameters"]["tags"] == [{"key": "k", "value": "v"}]
    assert "secretString" not in record["requestParameters"] and record["responseElements"] is None
    (record,) = records(client.delete_secret(SecretId="answers", RecoveryWindowInDays=7))
    assert record["requestParameters"] == {"secretId": "answers", "recoveryWindowInDays": 7}
    assert set(record["responseElements"]) == {"aRN", "name", "deletionDate"}
    assert record["responseElements"]["aRN"] == created["ARN"]


def test_versions_leave_service_events(client, records):
    created = client.create_secret(Name="versions", SecretString="v")
    client.delete_secret(SecretId="versions")
    own, cancelled = records(client.restore_secret(SecretId="versions"))
    assert own["eventName"] == "RestoreSecret"
    assert cancelled["eventName"] == "CancelSecretVersionDelete" and cancelled["eventType"] == "AwsServiceEvent"
    assert cancelled["userIdentity"] == {"accountId": ACCOUNT, "invokedBy": SOURCE}
    assert cancelled["additionalEventData"] == {"SecretId": created["ARN"], "SecretVersionId": created["VersionId"]}
    names = [r["eventName"] for r in records(client.delete_secret(SecretId="versions", ForceDeleteWithoutRecovery=True))]
    assert names == ["DeleteSecret", "StartSecretVersionDelete", "EndSecretVersionDelete"]


def test_a_batch_leaves_a_record_for_each_secret_returned(client, records):
    for name in ("b1", "b2", "b3"):
        client.create_secret(Name=name, SecretString="v")
    found = records(client.batch_get_secret_value(SecretIdList=["b1", "b2", "b3", "nowhere"]))
    assert [record["eventName"] for record in found] == ["BatchGetSecretValue"] + ["Decrypt", "GetSecretValue"] * 3
    assert all(record["userIdentity"]["type"] == "Root" for record in found)
    assert len({record["eventID"] for record in found}) == 7


KMS = "kms.amazonaws.com"


def key_resource(arn):
    return {"ARN": arn, "accountId": ACCOUNT, "type": "AWS::KMS::Key"}


def test_what_secrets_manager_asks_of_kms_has_records_of_its_own(server, client, records):
    kms = sdk_client(server.url, "kms")
    key = kms.create_key()["KeyMetadata"]["Arn"]
    created = client.create_secret(Name="with-key", SecretString="v", KmsKeyId=key)
    context = {"SecretARN": created["ARN"], "SecretVersionId": created["VersionId"]}
    _, *tried, made = records(created)
    assert [record["eventName"] for record in tried] == ["GenerateDataKey", "Decrypt"]  # whether the key may be used
    assert (made["eventSource"], made["eventName"], made["readOnly"]) == (KMS, "GenerateDataKey", True)
    assert made["requestParameters"] == {"keyId": key, "keySpec": "AES_256", "encryptionContext": context}
    own, opened = records(client.get_secret_value(SecretId="with-key"))
    assert opened["eventName"] == "Decrypt" and opened["resources"] == [key_resource(key)]
    assert opened["requestParameters"] == {"encryptionAlgorithm": "SYMMETRIC_DEFAULT", "encryptionContext": context}
    assert opened["userIdentity"] == own["userIdentity"] | {"invokedBy": SOURCE}
    assert opened["sourceIPAddress"] == opened["userAgent"] == SOURCE and opened["eventID"] != own["eventID"]
    kms.disable_key(KeyId=key)
    own, refused = records(failed(client.get_secret_value, SecretId="with-key"))
    assert own["errorCode"] == "DecryptionFailure" and refused["errorCode"] == "DisabledException"
    kms.enable_key(KeyId=key)
    iam = sdk_client(server.url, "iam")
    iam.create_user(UserName="bob")
    reading = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"}]}  # fmt: skip
    iam.put_user_policy(UserName="bob", PolicyName="p", PolicyDocument=json.dumps(reading))
    bobs = iam.create_access_key(UserName="bob")["AccessKey"]
    bob = sdk_client(server.url, key=bobs["AccessKeyId"], secret=bobs["SecretAccessKey"])
    own, refused = records(failed(bob.get_secret_value, SecretId="with-key"))
    assert own["errorCode"] == refused["errorCode"] == "AccessDenied" and refused["eventName"] == "Decrypt"
    assert "kms:Decrypt" in refused["errorMessage"] and refused["userIdentity"]["userName"] == "bob"


def test_calls_of_kms_show_keys_and_contexts_but_no_bytes(server, records):
    kms = sdk_client(server.url, "kms")
    (record,) = records(made := kms.create_key(Description="d", Tags=[{"TagKey": "k", "TagValue": "v"}]))
    key = made["KeyMetadata"]["Arn"]
    shown = record["responseElements"]["keyMetadata"]
    assert (shown["arn"], shown["aWSAccountId"], shown["keyState"]) == (key, ACCOUNT, "Enabled")
    assert record["readOnly"] is False and record["resources"] == [key_resource(key)]
    (record,) = records(kms.create_alias(AliasName="alias/shown", TargetKeyId=key))
    assert [resource["type"] for resource in record["resources"]] == ["AWS::KMS::Alias", "AWS::KMS::Key"]
    sealed = kms.encrypt(KeyId="alias/shown", Plaintext=b"v", EncryptionContext={"a": "b"})
    (record,) = records(sealed)
    assert record["requestParameters"] == {
        "keyId": "alias/shown", "encryptionContext": {"a": "b"}, "encryptionAlgorithm": "SYMMETRIC_DEFAULT"}  # fmt: skip
    assert record["resources"] == [key_resource(key)] and record["responseElements"] is None
    blob = sealed["CiphertextBlob"]
    (record,) = records(kms.decrypt(CiphertextBlob=blob, EncryptionContext={"a": "b"}))
    assert record["readOnly"] and record["requestParameters"] == {
        "encryptionContext": {"a": "b"}, "encryptionAlgorithm": "SYMMETRIC_DEFAULT"}  # fmt: skip
    other = kms.create_key()["KeyMetadata"]["Arn"]
    changed = kms.re_encrypt(CiphertextBlob=blob, SourceEncryptionContext={"a": "b"}, DestinationKeyId=other)
    (record,) = records(changed)
    assert record["resources"] == [key_resource(key), key_resource(other)]
    (record,) = records(kms.generate_random(NumberOfBytes=8))
    assert record["requestParameters"] is None
    grantee = f"arn:aws:iam::{ACCOUNT}:root"
    granted = kms.create_grant(KeyId=key, GranteePrincipal=grantee, Operations=["Decrypt"])
    (record,) = records(granted)
    assert record["responseElements"] == {"grantId": granted["GrantId"]}
    (record,) = records(kms.retire_grant(GrantToken=granted["GrantToken"]))
    assert record["requestParameters"] is None and record["additionalEventData"] == {"grantId": granted["GrantId"]}
    (record,) = records(kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7))
    assert record["responseElements"]["keyState"] == "PendingDeletion" and record["responseElements"]["keyId"] == key
    (record,) = records(failed(kms.describe_key, KeyId=str(uuid.uuid4())))
    assert record["errorCode"] == "NotFoundException" and "resources" not in record


def test_refusals_say_why(server, client, records):
    (record,) = records(failed(client.get_secret_value, SecretId="nowhere"))
    assert record["errorCode"] == "ResourceNotFoundException" and "resources" not in record
    (record,) = records(failed(sdk_client(server.url, validate=False).get_secret_value))
    assert record["errorCode"] == "ValidationException" and record["requestParameters"] is None
    stranger = sdk_client(server.url, key="AKIAIOSFODNN7EXAMPLE", secret="x")
    (record,) = records(failed(stranger.list_secrets))
    assert record["userIdentity"] == {"type": "Unknown", "accessKeyId": "AKIAIOSFODNN7EXAMPLE"}
    assert record["eventName"] == "ListSecrets" and record["errorCode"] == "UnrecognizedClientException"


def test_identities_and_sessions(server, client, records):
    iam = sdk_client(server.url, "iam")
    created = iam.create_user(UserName="ann")
    (record,) = records(created)
    assert record["responseElements"]["user"]["userName"] == "ann" and record["awsRegion"] == "us-east-1"
    made = iam.create_access_key(UserName="ann")
    (record,) = records(made)
    assert set(record["responseElements"]["accessKey"]) == {"userName", "accessKeyId", "status", "createDate"}
    key = made["AccessKey"]
    ann = sdk_client(server.url, key=key["AccessKeyId"], secret=key["SecretAccessKey"])
    (record,) = records(failed(ann.list_secrets))
    assert record["errorCode"] == "AccessDenied"
    assert record["userIdentity"]["type"] == "IAMUser" and record["userIdentity"]["userName"] == "ann"

    trust = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": ["sts:AssumeRole", "sts:TagSession"]}]}  # fmt: skip
    role = iam.create_role(RoleName="reader", AssumeRolePolicyDocument=json.dumps(trust))["Role"]
    sts = sdk_client(server.url, "sts")
    assumed = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="ss", Tags=[{"Key": "Team", "Value": "x"}])
    (record,) = records(assumed)
    assert record["requestParameters"]["principalTags"] == {"Team": "x"}
    assert set(record["responseElements"]["credentials"]) == {"accessKeyId", "expiration"}
    assert record["resources"][0] == {"ARN": role["Arn"], "accountId": ACCOUNT, "type": "AWS::IAM::Role"}
    (record,) = records(failed(signed_with(server.url, assumed["Credentials"]).list_secrets))
    identity = record["userIdentity"]
    assert identity["type"] == "AssumedRole" and identity["principalId"].endswith(":ss")
    assert identity["sessionContext"]["sessionIssuer"]["arn"] == role["Arn"]
    assert identity["sessionContext"]["attributes"]["mfaAuthenticated"] == "false"


# Nothing secret anywhere (cloudtrail contract 8.4).


def core_of(server, folder):
    """A core dump of the running server; empty where gdb's gcore is not installed."""
    if shutil.which("gcore") is None:
        return b""
    subprocess.run(["gcore", "-o", folder / "core", str(server.pid)], capture_output=True)
    return b"".join(path.read_bytes() for path in folder.glob("core.*"))


def test_a_marked_value_is_nowhere(tmp_path):
    """Through every operation that takes or gives one, also refused; searched for in all that is left."""
    mark = "CANARY" + uuid.uuid4().hex
    with Server.dev("--data", tmp_path) as server:
        client = sdk_client(server.url, validate=False)
        iam, sts = sdk_client(server.url, "iam", validate=False), sdk_client(server.url, "sts", validate=False)
        secrets = [mark]

        def attempt(call, **request):
            try:
                return call(**request)
            except ClientError as refusal:
                return refusal.response

        for name in ("c", "not allowed *"):
            attempt(client.create_secret, Name=name, SecretString=mark)
            attempt(client.create_secret, Name=name, SecretString=mark, SecretBinary=mark.encode())
        attempt(client.create_secret, Name="c2", SecretBinary=mark.encode())
        attempt(client.put_secret_value, SecretId="c", SecretString=mark, RotationToken=mark)
        attempt(client.put_secret_value, SecretId="nowhere", SecretString=mark, RotationToken="!" + mark)
        attempt(client.update_secret, SecretId="c", SecretString=mark)
        attempt(client.get_secret_value, SecretId="c")
        attempt(client.batch_get_secret_value, SecretIdList=["c", "c2"])
        secrets.append(client.get_random_password()["RandomPassword"])
        kms = sdk_client(server.url, "kms", validate=False)
        key, mac_key = kms.create_key(), kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
        key, mac_key = key["KeyMetadata"]["KeyId"], mac_key["KeyMetadata"]["KeyId"]
        blob = kms.encrypt(KeyId=key, Plaintext=mark.encode())["CiphertextBlob"]
        attempt(kms.encrypt, KeyId="nowhere", Plaintext=mark.encode())
        attempt(kms.decrypt, CiphertextBlob=blob)
        attempt(kms.decrypt, CiphertextBlob=mark.encode())
        changed = kms.re_encrypt(CiphertextBlob=blob, DestinationKeyId=key)["CiphertextBlob"]
        data_key = kms.generate_data_key(KeyId=key, KeySpec="AES_256")
        mac = kms.generate_mac(KeyId=mac_key, Message=mark.encode(), MacAlgorithm="HMAC_SHA_256")["Mac"]
        attempt(kms.verify_mac, KeyId=mac_key, Message=mark.encode(), Mac=mac, MacAlgorithm="HMAC_SHA_256")
        pair = kms.generate_data_key_pair(KeyId=key, KeyPairSpec="ECC_NIST_P256")
        signing = {"KeyId": kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"],
                   "Message": mark.encode(), "SigningAlgorithm": "ECDSA_SHA_256"}  # fmt: skip
        signature = kms.sign(**signing)["Signature"]
        attempt(kms.verify, **signing, Signature=signature)
        attempt(kms.verify, **signing, Signature=mark.encode())
        grantee = f"arn:aws:iam::{ACCOUNT}:root"
        granted = kms.create_grant(KeyId=key, GranteePrincipal=grantee, Operations=["Decrypt"])["GrantToken"]
        attempt(kms.encrypt, KeyId=key, Plaintext=mark.encode(), GrantTokens=[granted])
        attempt(kms.retire_grant, GrantToken=granted)
        random = kms.generate_random(NumberOfBytes=32)["Plaintext"]
        blobs = [mark.encode(), blob, changed, data_key["Plaintext"], data_key["CiphertextBlob"], mac, random, signature]
        blobs += [pair["PrivateKeyPlaintext"], pair["PrivateKeyCiphertextBlob"]]
        secrets += [base64.b64encode(blob).decode() for blob in blobs] + [blob.hex() for blob in blobs] + [granted]
        iam.create_user(UserName="u")
        attempt(iam.create_login_profile, UserName="u", Password=mark + "aA1!")
        attempt(iam.update_login_profile, UserName="u", Password=mark + "bB2!")
        attempt(iam.change_password, OldPassword=mark, NewPassword=mark + "x")
        secrets.append(iam.create_access_key(UserName="u")["AccessKey"]["SecretAccessKey"])
        session = attempt(sts.get_session_token)
        if "Credentials" in session:
            secrets += [session["Credentials"]["SecretAccessKey"], session["Credentials"]["SessionToken"]]
        attempt(sts.assume_role_with_web_identity, RoleArn="arn:aws:iam::000000000000:role/r", RoleSessionName="s1",
                WebIdentityToken=mark)
        attempt(sdk_client(server.url, secret=mark).list_secrets)
        attempt(sdk_client(server.url, token=mark).list_secrets)
        metrics = urllib.request.urlopen(server.url + "/metrics").read().decode()
        core = core_of(server, tmp_path)
        left = metrics + server.stdout() + server.stderr()
    for path in tmp_path.rglob("*"):
        if path.is_file() and not path.name.startswith(("core", "root.key")):
            left += path.read_bytes().decode("latin-1")
    for secret in secrets:
        assert secret not in left, f"{secret!r} is left behind"
    assert mark.encode() not in core, "the mark is in a core dump"
