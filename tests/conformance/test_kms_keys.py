"""KMS keys and their life: kms contract 6, and the cases 14 to 23 of its section 16."""

import concurrent.futures
import uuid

import pytest
from botocore.exceptions import ClientError

from clients import ACCOUNT, refused, sdk_client, violation
from kms_cases import alias_arn, delegating, key_arn, make_key, new_alias, pages
from shifted_clock import DAY, ShiftedClock


def test_a_plain_key(kms):
    made = make_key(kms)
    assert made.pop("CreationDate") and len(made.pop("CurrentKeyMaterialId")) == 64
    key_id = made.pop("KeyId")
    assert made == {
        "AWSAccountId": ACCOUNT, "Arn": key_arn(key_id), "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
        "Description": "", "Enabled": True, "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"], "KeyManager": "CUSTOMER",
        "KeySpec": "SYMMETRIC_DEFAULT", "KeyState": "Enabled", "KeyUsage": "ENCRYPT_DECRYPT", "MultiRegion": False,
        "Origin": "AWS_KMS"}


def test_describe_by_every_form(kms):
    made = make_key(kms, Description="d")
    alias = new_alias()
    kms.create_alias(AliasName=alias, TargetKeyId=made["KeyId"])
    for form in (made["KeyId"], made["Arn"], alias, alias_arn(alias)):
        assert kms.describe_key(KeyId=form)["KeyMetadata"] == made


def test_keys_that_are_not_there(kms):
    some = str(uuid.uuid4())
    with refused("NotFoundException", f"Key '{key_arn(some)}' does not exist"):
        kms.describe_key(KeyId=some)
    for malformed in ("fake-key-id", some.replace("-", ""), some.upper()):
        with refused("NotFoundException", f"Invalid keyId '{malformed}'"):
            kms.describe_key(KeyId=malformed)
    with refused("NotFoundException", "Invalid arn us-west-2"):
        kms.describe_key(KeyId=key_arn(some, region="us-west-2"))
    with refused("InvalidArnException"):
        kms.describe_key(KeyId="arn:aws:s3:::bucket")
    with refused("NotFoundException", f"Alias {alias_arn('alias/none')} is not found."):
        kms.describe_key(KeyId="alias/none")


def test_kinds_that_do_not_exist(loose_kms):
    with refused("ValidationException", "You must specify a KeyUsage value for all KMS keys except for symmetric "
                 "encryption keys."):
        loose_kms.create_key(KeySpec="RSA_2048")
    with refused("ValidationException", "KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048"):
        loose_kms.create_key(KeySpec="RSA_2048", KeyUsage="KEY_AGREEMENT")
    with refused("ValidationException", like="Member must satisfy enum value set"):
        loose_kms.create_key(KeySpec="AES_1")
    with refused("UnsupportedOperationException"):
        loose_kms.create_key(Origin="AWS_CLOUDHSM")
    with refused("UnsupportedOperationException", "Custom key stores are not supported."):
        loose_kms.create_key(CustomKeyStoreId="cks-1234567890abcdef0")
    with refused("UnsupportedOperationException"):
        loose_kms.create_key(KeySpec="SM2", KeyUsage="SIGN_VERIFY")


def test_enable_and_disable(kms):
    key = make_key(kms)["KeyId"]
    kms.disable_key(KeyId=key)
    kms.disable_key(KeyId=key)
    described = kms.describe_key(KeyId=key)["KeyMetadata"]
    assert (described["KeyState"], described["Enabled"]) == ("Disabled", False)
    with refused("DisabledException", f"{key_arn(key)} is disabled."):
        kms.encrypt(KeyId=key, Plaintext=b"x")
    kms.enable_key(KeyId=key)
    assert kms.encrypt(KeyId=key, Plaintext=b"x")["KeyId"] == key_arn(key)


def test_scheduled_deletion_and_its_cancelling(kms):
    key = make_key(kms)["KeyId"]
    with refused("KMSInvalidStateException", f"{key_arn(key)} is not pending deletion."):
        kms.cancel_key_deletion(KeyId=key)
    answer = kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    assert answer["KeyId"] == key_arn(key) and answer["KeyState"] == "PendingDeletion"
    assert answer["PendingWindowInDays"] == 7
    described = kms.describe_key(KeyId=key)["KeyMetadata"]
    assert described["DeletionDate"] == answer["DeletionDate"] and not described["Enabled"]
    pending = f"{key_arn(key)} is pending deletion."
    for call in (
        lambda: kms.encrypt(KeyId=key, Plaintext=b"x"),
        lambda: kms.schedule_key_deletion(KeyId=key),
        lambda: kms.enable_key(KeyId=key),
        lambda: kms.tag_resource(KeyId=key, Tags=[{"TagKey": "a", "TagValue": "1"}]),
        lambda: kms.update_key_description(KeyId=key, Description="x"),
        lambda: kms.create_alias(AliasName=new_alias(), TargetKeyId=key),
    ):
        with refused("KMSInvalidStateException", pending):
            call()
    assert kms.cancel_key_deletion(KeyId=key)["KeyId"] == key_arn(key)
    described = kms.describe_key(KeyId=key)["KeyMetadata"]
    assert described["KeyState"] == "Disabled" and "DeletionDate" not in described


@pytest.mark.parametrize("days", [6, 31])
def test_waiting_periods(loose_kms, days):
    key = make_key(loose_kms)["KeyId"]
    with refused("ValidationException", like="at 'pendingWindowInDays'"):
        loose_kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=days)


def test_a_key_is_destroyed_at_its_date(tmp_path):
    with ShiftedClock(tmp_path) as clock, clock.server("--data", str(tmp_path / "data")) as server:
        kms = sdk_client(server.url, "kms")
        key, alias = make_key(kms)["KeyId"], new_alias()
        kms.create_alias(AliasName=alias, TargetKeyId=key)
        blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
        kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        assert server.stop() == 0
        clock.advance(7 * DAY + 2)
        with clock.server("--data", str(tmp_path / "data")) as again:
            kms = sdk_client(again.url, "kms")
            again.run_jobs()
            with refused("NotFoundException", f"Key '{key_arn(key)}' does not exist"):
                kms.enable_key(KeyId=key)
            assert alias not in [entry["AliasName"] for entry in kms.list_aliases()["Aliases"]]
            with refused("AccessDeniedException", like="on the resource associated with this ciphertext"):
                kms.decrypt(CiphertextBlob=blob)


def test_descriptions(kms):
    key = make_key(kms, Description="first")["KeyId"]
    kms.update_key_description(KeyId=key, Description="second")
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["Description"] == "second"
    kms.update_key_description(KeyId=key, Description="")
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["Description"] == ""


def test_lists_in_pages(server):
    kms = sdk_client(server.url, "kms", region="eu-south-1")
    keys = [make_key(kms)["KeyId"] for _ in range(3)]
    found = list(pages(kms.list_keys, "Keys", Limit=1))
    assert [page["Keys"][0]["KeyId"] for page in found] == keys
    assert [page["Truncated"] for page in found] == [True, True, False]
    walked = kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 2})
    assert [entry["KeyArn"] for page in walked for entry in page["Keys"]] == [
        key_arn(key, region="eu-south-1") for key in keys]
    with refused("InvalidMarkerException", "The marker is invalid."):
        kms.list_aliases(Marker=found[0]["NextMarker"])


def test_tags(kms, loose_kms):
    key = make_key(kms, Tags=[{"TagKey": "b", "TagValue": "1"}, {"TagKey": "a", "TagValue": ""}])["KeyId"]
    kms.tag_resource(KeyId=key, Tags=[{"TagKey": "b", "TagValue": "2"}, {"TagKey": "c", "TagValue": "3"}])
    kms.untag_resource(KeyId=key, TagKeys=["a", "absent"])
    answer = kms.list_resource_tags(KeyId=key)
    assert answer["Tags"] == [{"TagKey": "b", "TagValue": "2"}, {"TagKey": "c", "TagValue": "3"}]
    assert answer["Truncated"] is False
    many = [{"TagKey": f"k{i}", "TagValue": ""} for i in range(51)]
    for tags, text in (
        (many, "Too many tags"),
        (many[:1] * 2, "Duplicate tag keys"),
        ([{"TagKey": "AWS:x", "TagValue": ""}], "Tags beginning with aws: are reserved"),
    ):
        with refused("TagException", text):
            kms.create_key(Tags=tags)
        with refused("TagException", text):
            kms.tag_resource(KeyId=key, Tags=tags)
    with refused("ValidationException", violation("Member must have length less than or equal to 128",
                                                  "tags.1.member.tagKey", "x" * 129)):
        loose_kms.create_key(Tags=[{"TagKey": "x" * 129, "TagValue": ""}])


def test_aliases(kms):
    key, other = make_key(kms)["KeyId"], make_key(kms)["KeyId"]
    alias = new_alias()
    kms.create_alias(AliasName=alias, TargetKeyId=key_arn(key))
    with refused("AlreadyExistsException", f"An alias with the name {alias_arn(alias)} already exists"):
        kms.create_alias(AliasName=alias, TargetKeyId=key)
    [entry] = kms.list_aliases(KeyId=key)["Aliases"]
    assert (entry["AliasName"], entry["AliasArn"], entry["TargetKeyId"]) == (alias, alias_arn(alias), key)
    blob = kms.encrypt(KeyId=alias, Plaintext=b"x")["CiphertextBlob"]
    kms.update_alias(AliasName=alias, TargetKeyId=other)
    assert kms.encrypt(KeyId=alias, Plaintext=b"x")["KeyId"] == key_arn(other)
    assert kms.decrypt(CiphertextBlob=blob)["KeyId"] == key_arn(key)
    kms.delete_alias(AliasName=alias)
    for call in (lambda: kms.delete_alias(AliasName=alias), lambda: kms.update_alias(AliasName=alias, TargetKeyId=key)):
        with refused("NotFoundException", f"Alias {alias_arn(alias)} is not found."):
            call()


@pytest.mark.parametrize("kind, text", [
    ({"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"},
     "key usage ENCRYPT_DECRYPT to a CMK with key usage SIGN_VERIFY"),
    ({"KeySpec": "RSA_2048", "KeyUsage": "ENCRYPT_DECRYPT"},
     "key spec SYMMETRIC_DEFAULT to a CMK with key spec RSA_2048"),
])
def test_an_alias_stays_with_keys_of_its_kind(kms, kind, text):
    key, alias = make_key(kms)["KeyId"], new_alias()
    kms.create_alias(AliasName=alias, TargetKeyId=key)
    with refused("ValidationException", f"Alias {alias_arn(alias)} cannot be changed from a CMK with {text}"):
        kms.update_alias(AliasName=alias, TargetKeyId=make_key(kms, **kind)["KeyId"])
    assert kms.describe_key(KeyId=alias)["KeyMetadata"]["KeyId"] == key


def test_the_limit_of_aliases_holds_when_many_are_made_at_once(kms):
    key, other = make_key(kms)["KeyId"], make_key(kms)["KeyId"]

    def make(_):
        while True:
            try:
                kms.create_alias(AliasName=new_alias(), TargetKeyId=key)
                return True
            except kms.exceptions.LimitExceededException:
                return False
            except ClientError as error:  # too many at once: try again, as SDKs do
                assert error.response["Error"]["Code"] == "ThrottlingException"

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(make, range(56))) == 50
    assert sum(len(page["Aliases"]) for page in pages(kms.list_aliases, "Aliases", KeyId=key)) == 50
    alias = new_alias()
    kms.create_alias(AliasName=alias, TargetKeyId=other)
    with refused("LimitExceededException"):
        kms.update_alias(AliasName=alias, TargetKeyId=key)
    kms.update_alias(AliasName=alias, TargetKeyId=other)


def test_names_that_no_alias_has(kms):
    key = make_key(kms)["KeyId"]
    with refused("ValidationException", 'Alias must start with the prefix "alias/". Please see '
                 "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"):
        kms.create_alias(AliasName="app", TargetKeyId=key)
    with refused("NotAuthorizedException"):
        kms.create_alias(AliasName="alias/aws/x", TargetKeyId=key)
    with refused("ValidationException", "alias/a:b contains invalid characters for an alias"):
        kms.create_alias(AliasName="alias/a:b", TargetKeyId=key)
    with refused("ValidationException", "Aliases must refer to keys. Not aliases"):
        kms.create_alias(AliasName=new_alias(), TargetKeyId="alias/other")
    with refused("InvalidArnException", "Key Aliases are not supported for this operation."):
        kms.enable_key(KeyId="alias/app")


def test_the_managed_key(server):
    kms = sdk_client(server.url, "kms", region="eu-south-2")
    [entry] = kms.list_aliases()["Aliases"]
    assert entry["AliasName"] == "alias/aws/secretsmanager" and "TargetKeyId" not in entry
    made = kms.describe_key(KeyId="alias/aws/secretsmanager")["KeyMetadata"]
    assert made["KeyManager"] == "AWS"
    assert made["Description"].startswith("Default key that protects my Secrets Manager data")
    assert kms.list_aliases()["Aliases"][0]["TargetKeyId"] == made["KeyId"]
    assert kms.get_key_rotation_status(KeyId=made["KeyId"])["KeyRotationEnabled"]
    assert '"auto-secretsmanager-2"' in kms.get_key_policy(KeyId=made["KeyId"])["Policy"]
    sdk_client(server.url, region="eu-south-2").create_secret(Name="under-it", SecretString="v")
    assert len(kms.list_keys()["Keys"]) == 1
    refusal = "because no resource-based policy allows the kms:"
    for call, request in (
        (kms.encrypt, {"Plaintext": b"x"}), (kms.generate_data_key, {"KeySpec": "AES_256"}), (kms.disable_key, {}),
        (kms.enable_key, {}), (kms.put_key_policy, {"Policy": delegating()}), (kms.schedule_key_deletion, {}),
        (kms.enable_key_rotation, {}), (kms.disable_key_rotation, {}), (kms.rotate_key_on_demand, {}),
        (kms.tag_resource, {"Tags": [{"TagKey": "a", "TagValue": "b"}]}), (kms.untag_resource, {"TagKeys": ["a"]}),
        (kms.update_key_description, {"Description": "x"}),
    ):
        with refused("AccessDeniedException", like=refusal):
            call(KeyId=made["KeyId"], **request)
