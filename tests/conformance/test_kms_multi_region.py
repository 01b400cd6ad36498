"""Multi-Region keys: kms contract 12, and the case 44 of its section 16."""

import json
import os

import pytest

from aws_cli import CLIS, aws_of
from clients import ACCOUNT, REGION, refused, sdk_client
from kms_cases import DRY_RUN, LOCKOUT, allow, delegating, document, key_arn, make_key, new_alias, root_of, statement
from shifted_clock import DAY, ShiftedClock
from test_kms_import import import_into

OTHER, THIRD = "us-east-1", "ap-southeast-2"


@pytest.fixture(scope="module")
def there(server):
    return sdk_client(server.url, "kms", region=OTHER)


@pytest.fixture
def primary(kms):
    return make_key(kms, MultiRegion=True)["KeyId"]


@pytest.fixture
def replicated(kms, primary):
    kms.replicate_key(KeyId=primary, ReplicaRegion=OTHER)
    return primary


def configuration(kms, key):
    return kms.describe_key(KeyId=key)["KeyMetadata"]["MultiRegionConfiguration"]


def place(key, region):
    return {"Arn": key_arn(key, region=region), "Region": region}


def test_a_primary(kms):
    made = make_key(kms, MultiRegion=True)
    assert made["KeyId"].startswith("mrk-") and len(made["KeyId"]) == 36
    assert made["MultiRegion"] and made["Arn"] == key_arn(made["KeyId"])
    assert made["MultiRegionConfiguration"] == {
        "MultiRegionKeyType": "PRIMARY", "PrimaryKey": place(made["KeyId"], REGION), "ReplicaKeys": []}
    assert kms.describe_key(KeyId=made["KeyId"])["KeyMetadata"] == made


def test_replicas(kms, there, primary):
    tags = [{"TagKey": "a", "TagValue": "1"}]
    answer = kms.replicate_key(KeyId=primary, ReplicaRegion=OTHER, Description="there", Tags=tags)
    shown = answer["ReplicaKeyMetadata"]
    assert (shown["KeyId"], shown["Arn"]) == (primary, key_arn(primary, region=OTHER))
    assert (shown["KeyState"], shown["Enabled"], shown["Description"]) == ("Creating", False, "there")
    assert "CurrentKeyMaterialId" not in shown and answer["ReplicaTags"] == tags
    assert json.loads(answer["ReplicaPolicy"])["Id"] == "key-default-1"
    here, replica = (client.describe_key(KeyId=primary)["KeyMetadata"] for client in (kms, there))
    both = {"PrimaryKey": place(primary, REGION), "ReplicaKeys": [place(primary, OTHER)]}
    assert here["MultiRegionConfiguration"] == {"MultiRegionKeyType": "PRIMARY", **both}
    assert replica["MultiRegionConfiguration"] == {"MultiRegionKeyType": "REPLICA", **both}
    assert replica["KeyState"] == "Enabled" and replica["CurrentKeyMaterialId"] == here["CurrentKeyMaterialId"]
    assert there.list_resource_tags(KeyId=primary)["Tags"] == tags and not kms.list_resource_tags(KeyId=primary)["Tags"]
    assert primary in [entry["KeyId"] for entry in there.list_keys(Limit=1000)["Keys"]]


def test_what_one_encrypts_the_other_decrypts(kms, there, replicated):
    for ours, theirs, region in ((kms, there, OTHER), (there, kms, REGION)):
        blob = ours.encrypt(KeyId=replicated, Plaintext=b"x", EncryptionContext={"a": "1"})["CiphertextBlob"]
        opened = theirs.decrypt(CiphertextBlob=blob, EncryptionContext={"a": "1"})
        assert (opened["Plaintext"], opened["KeyId"]) == (b"x", key_arn(replicated, region=region))
        assert theirs.decrypt(CiphertextBlob=blob, EncryptionContext={"a": "1"}, KeyId=replicated)["Plaintext"] == b"x"


def test_a_region_without_the_key_opens_nothing(server, kms, replicated):
    third = sdk_client(server.url, "kms", region=THIRD)
    blob = kms.encrypt(KeyId=replicated, Plaintext=b"x")["CiphertextBlob"]
    with refused("AccessDeniedException", like="the resource does not exist in this Region"):
        third.decrypt(CiphertextBlob=blob)
    with refused("NotFoundException", f"Key '{key_arn(replicated, region=THIRD)}' does not exist"):
        third.describe_key(KeyId=replicated)
    absent = "mrk-" + make_key(kms)["KeyId"].replace("-", "")
    with refused("NotFoundException", f"Key '{key_arn(absent)}' does not exist"):
        kms.describe_key(KeyId=absent)


def test_key_pairs_and_hmac_keys(kms, there):
    pair = make_key(kms, MultiRegion=True, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyId"]
    mac = make_key(kms, MultiRegion=True, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyId"]
    for key in (pair, mac):
        kms.replicate_key(KeyId=key, ReplicaRegion=OTHER)
    assert kms.get_public_key(KeyId=pair)["PublicKey"] == there.get_public_key(KeyId=pair)["PublicKey"]
    request = {"KeyId": pair, "Message": b"x", "SigningAlgorithm": "ECDSA_SHA_256"}
    assert kms.verify(Signature=there.sign(**request)["Signature"], **request)["SignatureValid"]
    request = {"KeyId": mac, "Message": b"x", "MacAlgorithm": "HMAC_SHA_256"}
    assert kms.generate_mac(**request)["Mac"] == there.generate_mac(**request)["Mac"]


def test_what_can_not_be_replicated(kms, there, replicated):
    plain = make_key(kms)["KeyId"]
    for client, key, arn in ((kms, plain, key_arn(plain)), (there, replicated, key_arn(replicated, region=OTHER))):
        with refused("UnsupportedOperationException", f"{arn} is not a multi-region primary key."):
            client.replicate_key(KeyId=key, ReplicaRegion=THIRD)
    for region in (OTHER, REGION):
        with refused("AlreadyExistsException"):
            kms.replicate_key(KeyId=replicated, ReplicaRegion=region)
    kms.disable_key(KeyId=replicated)
    with refused("DisabledException"):
        kms.replicate_key(KeyId=replicated, ReplicaRegion=THIRD)


def test_what_is_shared_and_what_is_not(kms, there, replicated):
    alias = new_alias()
    there.create_alias(AliasName=alias, TargetKeyId=replicated)
    there.create_grant(KeyId=replicated, GranteePrincipal=root_of(), Operations=["Encrypt"])
    there.update_key_description(KeyId=replicated, Description="there")
    there.put_key_policy(KeyId=replicated, Policy=delegating(statement(root_of(), "kms:Verify", "Deny")))
    there.disable_key(KeyId=replicated)
    assert kms.list_aliases(KeyId=replicated)["Aliases"] == [] and kms.list_grants(KeyId=replicated)["Grants"] == []
    assert kms.describe_key(KeyId=replicated)["KeyMetadata"]["Description"] == ""
    assert "kms:Verify" not in kms.get_key_policy(KeyId=replicated)["Policy"]
    assert kms.encrypt(KeyId=replicated, Plaintext=b"x")["CiphertextBlob"]
    with refused("DisabledException"):
        there.encrypt(KeyId=replicated, Plaintext=b"x")


def test_rotation_goes_by_the_primary(kms, there, replicated):
    blob = there.encrypt(KeyId=replicated, Plaintext=b"old")["CiphertextBlob"]
    text = f"{key_arn(replicated, region=OTHER)} is not a multi-region primary key."
    for call in (there.rotate_key_on_demand, there.enable_key_rotation, there.disable_key_rotation):
        with refused("UnsupportedOperationException", text):
            call(KeyId=replicated)
    kms.enable_key_rotation(KeyId=replicated, RotationPeriodInDays=100)
    assert there.get_key_rotation_status(KeyId=replicated)["RotationPeriodInDays"] == 100
    kms.rotate_key_on_demand(KeyId=replicated)
    ids = [client.describe_key(KeyId=replicated)["KeyMetadata"]["CurrentKeyMaterialId"] for client in (kms, there)]
    assert ids[0] == ids[1]
    assert len(there.list_key_rotations(KeyId=replicated)["Rotations"]) == 1
    new = there.encrypt(KeyId=replicated, Plaintext=b"new")["CiphertextBlob"]
    assert [kms.decrypt(CiphertextBlob=one)["Plaintext"] for one in (blob, new)] == [b"old", b"new"]
    kms.disable_key_rotation(KeyId=replicated)
    assert not there.get_key_rotation_status(KeyId=replicated)["KeyRotationEnabled"]


def test_another_primary(kms, there, replicated):
    with refused("NotFoundException", f"Key '{key_arn(replicated, region=THIRD)}' does not exist"):
        kms.update_primary_region(KeyId=replicated, PrimaryRegion=THIRD)
    with refused("UnsupportedOperationException"):
        there.update_primary_region(KeyId=replicated, PrimaryRegion=REGION)
    kms.update_primary_region(KeyId=replicated, PrimaryRegion=OTHER)
    swapped = {"PrimaryKey": place(replicated, OTHER), "ReplicaKeys": [place(replicated, REGION)]}
    assert configuration(kms, replicated) == {"MultiRegionKeyType": "REPLICA", **swapped}
    assert configuration(there, replicated) == {"MultiRegionKeyType": "PRIMARY", **swapped}
    there.rotate_key_on_demand(KeyId=replicated)
    with refused("UnsupportedOperationException"):
        kms.rotate_key_on_demand(KeyId=replicated)


def test_a_primary_is_deleted_after_its_replicas(tmp_path):
    with ShiftedClock(tmp_path) as clock:
        with clock.server("--data", str(tmp_path / "data")) as server:
            kms, there = (sdk_client(server.url, "kms", region=region) for region in (REGION, OTHER))
            key = make_key(kms, MultiRegion=True)["KeyId"]
            kms.replicate_key(KeyId=key, ReplicaRegion=OTHER)
            answer = kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=9)
            assert answer["KeyState"] == "PendingReplicaDeletion" and "DeletionDate" not in answer
            made = kms.describe_key(KeyId=key)["KeyMetadata"]
            assert (made["KeyState"], made["PendingDeletionWindowInDays"]) == ("PendingReplicaDeletion", 9)
            with refused("KMSInvalidStateException", f"{key_arn(key)} is pending deletion."):
                kms.encrypt(KeyId=key, Plaintext=b"x")
            kms.cancel_key_deletion(KeyId=key)
            assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Disabled"
            kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=9)
            assert there.encrypt(KeyId=key, Plaintext=b"x")
            there.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
            assert server.stop() == 0
        clock.advance(7 * DAY + 2)
        with clock.server("--data", str(tmp_path / "data")) as server:
            kms, there = (sdk_client(server.url, "kms", region=region) for region in (REGION, OTHER))
            server.run_jobs()
            server.run_jobs()
            with refused("NotFoundException"):
                there.describe_key(KeyId=key)
            made = kms.describe_key(KeyId=key)["KeyMetadata"]
            assert made["KeyState"] == "PendingDeletion" and "PendingDeletionWindowInDays" not in made
            assert made["DeletionDate"].timestamp() > 9 * DAY


def test_imported_material_comes_to_each_region(kms, there, tmp_path):
    key, material = make_key(kms, MultiRegion=True, Origin="EXTERNAL")["KeyId"], os.urandom(32)
    with refused("KMSInvalidStateException", f"{key_arn(key)} is pending import."):
        kms.replicate_key(KeyId=key, ReplicaRegion=OTHER)
    import_into(kms, tmp_path, key, material)
    kms.replicate_key(KeyId=key, ReplicaRegion=OTHER)
    assert there.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "PendingImport"
    with refused("IncorrectKeyMaterialException"):
        import_into(there, tmp_path, key, os.urandom(32))
    import_into(there, tmp_path, key, material)
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    assert there.decrypt(CiphertextBlob=blob)["Plaintext"] == b"x"
    kms.delete_imported_key_material(KeyId=key)
    assert there.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Enabled"


def test_who_may_replicate(server, kms, iam, as_user, user, primary):
    arn = f"arn:aws:iam::{ACCOUNT}:user/{user}"
    theirs = as_user("kms")
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow(
        "kms:ReplicateKey", key_arn(primary), Condition={"StringEquals": {"kms:ReplicaRegion": OTHER}}))
    with refused("AccessDeniedException", like="kms:CreateKey"):
        theirs.replicate_key(KeyId=primary, ReplicaRegion=OTHER)
    iam.put_user_policy(UserName=user, PolicyName="q", PolicyDocument=allow("kms:CreateKey"))
    with refused("AccessDeniedException", like="kms:ReplicateKey"):
        theirs.replicate_key(KeyId=primary, ReplicaRegion=THIRD)
    with refused("AccessDeniedException", like="kms:TagResource"):
        theirs.replicate_key(KeyId=primary, ReplicaRegion=OTHER, Tags=[{"TagKey": "a", "TagValue": "1"}])
    own = document(statement(arn, "kms:Encrypt"))
    with refused("MalformedPolicyDocumentException", LOCKOUT):
        theirs.replicate_key(KeyId=primary, ReplicaRegion=OTHER, Policy=own)
    theirs.replicate_key(KeyId=primary, ReplicaRegion=OTHER, Policy=own, BypassPolicyLockoutSafetyCheck=True)


@pytest.mark.parametrize("condition, has, has_not", [
    ("kms:MultiRegionKeyType", "REPLICA", "PRIMARY"), ("kms:KeySpec", "SYMMETRIC_DEFAULT", "RSA_2048"),
    ("kms:CustomerMasterKeySpec", "SYMMETRIC_DEFAULT", "RSA_2048"),
    ("kms:CustomerMasterKeyUsage", "ENCRYPT_DECRYPT", "SIGN_VERIFY"),
    ("kms:BypassPolicyLockoutSafetyCheck", "true", "false"),
])
def test_a_condition_on_the_replica(iam, as_user, user, primary, condition, has, has_not):
    def replicate(value):
        iam.put_user_policy(UserName=user, PolicyName="q", PolicyDocument=allow(
            "kms:CreateKey", Condition={"StringEquals": {condition: value}}))
        as_user("kms").replicate_key(KeyId=primary, ReplicaRegion=OTHER, BypassPolicyLockoutSafetyCheck=True)

    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow("kms:ReplicateKey"))
    with refused("AccessDeniedException", like="kms:CreateKey"):
        replicate(has_not)
    replicate(has)


def test_who_may_move_the_primary(there, kms, as_user, user, replicated):
    arn = f"arn:aws:iam::{ACCOUNT}:user/{user}"
    kms.put_key_policy(KeyId=replicated, Policy=delegating(statement(arn, "kms:UpdatePrimaryRegion")))
    with refused("AccessDeniedException", like=OTHER):
        as_user("kms").update_primary_region(KeyId=replicated, PrimaryRegion=OTHER)
    there.put_key_policy(KeyId=replicated, Policy=delegating(statement(arn, "kms:UpdatePrimaryRegion")))
    as_user("kms").update_primary_region(KeyId=replicated, PrimaryRegion=OTHER)


def test_a_condition_on_the_kind(iam, as_user, user):
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow(
        "kms:CreateKey", Condition={"Bool": {"kms:MultiRegion": "true"}}))
    theirs = as_user("kms")
    assert theirs.create_key(MultiRegion=True, BypassPolicyLockoutSafetyCheck=True)["KeyMetadata"]["MultiRegion"]
    with refused("AccessDeniedException"):
        theirs.create_key(BypassPolicyLockoutSafetyCheck=True)


def test_secrets_under_a_multi_region_key(client, name, replicated):
    client.create_secret(Name=name, SecretString="v", KmsKeyId=replicated)
    assert client.get_secret_value(SecretId=name)["SecretString"] == "v"


def test_dry_runs_know_both_regions(there, kms, replicated):
    blob = kms.encrypt(KeyId=replicated, Plaintext=b"x")["CiphertextBlob"]
    with refused("DryRunOperationException", DRY_RUN):
        there.decrypt(CiphertextBlob=blob, DryRun=True)


@pytest.mark.parametrize("cli", CLIS)
def test_with_the_aws_cli(cli, server, tmp_path):
    aws = aws_of(cli, server, tmp_path, "kms")
    key = aws("create-key", "--multi-region")["KeyMetadata"]["KeyId"]
    made = aws("replicate-key", "--key-id", key, "--replica-region", OTHER)["ReplicaKeyMetadata"]
    assert made["Arn"] == key_arn(key, region=OTHER)
    aws("update-primary-region", "--key-id", key, "--primary-region", OTHER)
    shown = aws("describe-key", "--key-id", key)["KeyMetadata"]["MultiRegionConfiguration"]
    assert shown["PrimaryKey"]["Region"] == OTHER
