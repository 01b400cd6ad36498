"""GetKeyLastUsage: kms contract 9.6."""

import datetime
import json

import pytest

from clients import ACCOUNT, refused, request_id, sdk_client, unique_name
from kms_cases import HIDDEN, allow, delegating, key_arn, make_key, new_alias, root_of, statement
from server_process import Server, run_to_end
from test_operator import key_of

OTHER_ACCOUNT = "444455556666"
OTHER_REGION = "us-east-1"


@pytest.fixture
def key(kms):
    return make_key(kms)["Arn"]


@pytest.fixture
def trail(server):
    return sdk_client(server.url, "cloudtrail")


def last_usage(kms, key):
    return kms.get_key_last_usage(KeyId=key)["KeyLastUsage"]


def recorded(trail, event_id):
    (event,) = trail.lookup_events(LookupAttributes=[{"AttributeKey": "EventId", "AttributeValue": event_id}])["Events"]
    return json.loads(event["CloudTrailEvent"])


def test_a_key_that_was_never_used(kms):
    made = make_key(kms)
    answer = kms.get_key_last_usage(KeyId=made["KeyId"])
    assert answer["KeyId"] == made["Arn"]
    assert answer["KeyLastUsage"] == {}
    assert answer["TrackingStartDate"] == answer["KeyCreationDate"] == made["CreationDate"]


def test_a_use_is_found_by_its_ids(kms, trail, key):
    alias = new_alias()
    kms.create_alias(AliasName=alias, TargetKeyId=key)
    for name in (key, key.split("/")[-1], alias):
        used = kms.encrypt(KeyId=name, Plaintext=b"x")
        usage = last_usage(kms, key)
        assert usage["Operation"] == "Encrypt"
        assert usage["KmsRequestId"] == request_id(used)
        assert abs(usage["Timestamp"] - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(minutes=1)
        record = recorded(trail, usage["CloudTrailEventId"])
        assert (record["eventName"], record["requestID"]) == ("Encrypt", request_id(used))
        assert [resource["ARN"] for resource in record["resources"]] == [key]


def mac_of(kms, key):
    return kms.generate_mac(KeyId=key, Message=b"m", MacAlgorithm="HMAC_SHA_256")["Mac"]


def signature_of(kms, key):
    return kms.sign(KeyId=key, Message=b"m", SigningAlgorithm="ECDSA_SHA_256")["Signature"]


ENCRYPTION = {}
MAC = {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"}
SIGNING = {"KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY"}
AGREEMENT = {"KeySpec": "ECC_NIST_P256", "KeyUsage": "KEY_AGREEMENT"}
USES = {
    "Decrypt": (ENCRYPTION, lambda kms, key: kms.decrypt(
        CiphertextBlob=kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"])),
    "DeriveSharedSecret": (AGREEMENT, lambda kms, key: kms.derive_shared_secret(
        KeyId=key, KeyAgreementAlgorithm="ECDH", PublicKey=kms.get_public_key(KeyId=key)["PublicKey"])),
    "GenerateDataKey": (ENCRYPTION, lambda kms, key: kms.generate_data_key(KeyId=key, KeySpec="AES_256")),
    "GenerateDataKeyPair": (ENCRYPTION, lambda kms, key: kms.generate_data_key_pair(
        KeyId=key, KeyPairSpec="ECC_NIST_P256")),
    "GenerateDataKeyPairWithoutPlaintext": (ENCRYPTION, lambda kms, key: kms.generate_data_key_pair_without_plaintext(
        KeyId=key, KeyPairSpec="ECC_NIST_P256")),
    "GenerateDataKeyWithoutPlaintext": (ENCRYPTION, lambda kms, key: kms.generate_data_key_without_plaintext(
        KeyId=key, KeySpec="AES_256")),
    "GenerateMac": (MAC, mac_of),
    "Sign": (SIGNING, signature_of),
    "Verify": (SIGNING, lambda kms, key: kms.verify(
        KeyId=key, Message=b"m", SigningAlgorithm="ECDSA_SHA_256", Signature=signature_of(kms, key))),
    "VerifyMac": (MAC, lambda kms, key: kms.verify_mac(
        KeyId=key, Message=b"m", MacAlgorithm="HMAC_SHA_256", Mac=mac_of(kms, key))),
}  # fmt: skip


@pytest.mark.parametrize("operation", USES)
def test_what_counts(kms, operation):
    options, use = USES[operation]
    key = make_key(kms, **options)["Arn"]
    use(kms, key)
    assert last_usage(kms, key)["Operation"] == operation


def test_re_encryption_uses_both_keys(kms, key):
    other = make_key(kms)["Arn"]
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    moved = kms.re_encrypt(CiphertextBlob=blob, DestinationKeyId=other)
    assert last_usage(kms, key) == last_usage(kms, other)
    assert last_usage(kms, key)["Operation"] == "ReEncrypt"
    assert last_usage(kms, key)["KmsRequestId"] == request_id(moved)


def test_what_does_not_count(kms, key):
    kms.describe_key(KeyId=key)
    with refused("DryRunOperationException"):
        kms.encrypt(KeyId=key, Plaintext=b"x", DryRun=True)
    with refused("InvalidCiphertextException"):
        kms.decrypt(KeyId=key, CiphertextBlob=b"x")
    assert last_usage(kms, key) == {}
    pair = make_key(kms, **SIGNING)["Arn"]
    kms.get_public_key(KeyId=pair)
    with refused("KMSInvalidSignatureException"):
        kms.verify(KeyId=pair, Message=b"m", SigningAlgorithm="ECDSA_SHA_256", Signature=b"x")
    assert last_usage(kms, pair) == {}


def test_uses_by_secrets_manager_count(client, kms, trail, key):
    name = unique_name()
    client.create_secret(Name=name, SecretString="v", KmsKeyId=key)
    assert last_usage(kms, key)["Operation"] == "GenerateDataKey"
    read = client.get_secret_value(SecretId=name)
    usage = last_usage(kms, key)
    assert (usage["Operation"], usage["KmsRequestId"]) == ("Decrypt", request_id(read))
    record = recorded(trail, usage["CloudTrailEventId"])
    assert (record["eventSource"], record["eventName"]) == ("kms.amazonaws.com", "Decrypt")
    assert record["userIdentity"]["invokedBy"] == "secretsmanager.amazonaws.com"


def test_it_works_in_every_state(kms, key):
    kms.encrypt(KeyId=key, Plaintext=b"x")
    before = last_usage(kms, key)
    kms.disable_key(KeyId=key)
    assert last_usage(kms, key) == before
    kms.schedule_key_deletion(KeyId=key)
    assert last_usage(kms, key) == before
    assert last_usage(kms, make_key(kms, Origin="EXTERNAL")["Arn"]) == {}


def test_keys_that_are_not_there(kms):
    missing = key_arn("1234abcd-12ab-34cd-56ef-1234567890ab")
    with refused("NotFoundException", f"Key '{missing}' does not exist"):
        kms.get_key_last_usage(KeyId=missing)
    with refused("NotFoundException", "Invalid keyId 'free text'"):
        kms.get_key_last_usage(KeyId="free text")
    with refused("InvalidArnException", "Key Aliases are not supported for this operation."):
        kms.get_key_last_usage(KeyId="alias/app")


def test_it_needs_its_permission(kms, iam, user, as_user, key):
    with refused("AccessDeniedException", like="kms:GetKeyLastUsage .* no identity-based policy allows"):
        as_user("kms").get_key_last_usage(KeyId=key)
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow("kms:GetKeyLastUsage", key))
    assert last_usage(as_user("kms"), key) == {}


def test_each_region_has_its_own(server, kms):
    key = make_key(kms, MultiRegion=True)["KeyId"]
    kms.replicate_key(KeyId=key, ReplicaRegion=OTHER_REGION)
    there = sdk_client(server.url, "kms", region=OTHER_REGION)
    there.encrypt(KeyId=key, Plaintext=b"x")
    assert last_usage(there, key)["Operation"] == "Encrypt"
    assert last_usage(kms, key) == {}


def test_what_another_account_does_is_told_to_the_owner_with_his_record(tmp_path):
    with Server.dev("--data", tmp_path) as running:
        theirs = key_of(run_to_end("account", "create", OTHER_ACCOUNT, "--data", tmp_path))
        ours, their_kms = sdk_client(running.url, "kms"), sdk_client(running.url, "kms", **theirs)
        key = make_key(ours, Policy=delegating(statement(root_of(OTHER_ACCOUNT))))["Arn"]
        used = their_kms.encrypt(KeyId=key, Plaintext=b"x")
        usage = last_usage(ours, key)
        assert usage["KmsRequestId"] == request_id(used)
        record = recorded(sdk_client(running.url, "cloudtrail"), usage["CloudTrailEventId"])
        assert record["recipientAccountId"] == ACCOUNT
        assert record["userIdentity"]["accountId"] == OTHER_ACCOUNT
        with refused("AccessDeniedException", like=HIDDEN):
            their_kms.get_key_last_usage(KeyId=key)


@pytest.mark.parametrize("end", [Server.stop, lambda server: server.run_jobs() or server.kill()], ids=["stop", "crash"])
def test_it_is_kept_over_a_restart(tmp_path, end):
    with Server.dev("--data", tmp_path) as running:
        kms = sdk_client(running.url, "kms")
        key = make_key(kms)["Arn"]
        kms.encrypt(KeyId=key, Plaintext=b"x")
        before = kms.get_key_last_usage(KeyId=key)
        end(running)
    with Server.dev("--data", tmp_path) as running:
        after = sdk_client(running.url, "kms").get_key_last_usage(KeyId=key)
    for answer in (before, after):
        del answer["ResponseMetadata"]
    assert after == before and after["KeyLastUsage"]["Operation"] == "Encrypt"
