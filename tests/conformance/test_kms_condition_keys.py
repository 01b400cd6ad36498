"""The condition keys of KMS (kms contract 5.6): a permission under a condition holds for the request that has this value,
and not for another value. Those of key material and of Regions stand in test_kms_import and test_kms_multi_region."""

import pytest
from botocore import xform_name

from clients import ACCOUNT, refused
from kms_cases import allow, delegating, make_key, new_alias, root_of

GRANTEE = root_of()
GRANT = {"GranteePrincipal": GRANTEE, "RetiringPrincipal": GRANTEE, "Operations": ["Encrypt", "Decrypt"],
         "Constraints": {"EncryptionContextSubset": {"app": "a"}}}
ENCRYPT = {"Plaintext": b"x", "EncryptionContext": {"app": "a"}}
TAGS = [{"TagKey": "team", "TagValue": "red"}]
ALL_TEXT, ANY_TEXT = "ForAllValues:StringEquals", "ForAnyValue:StringEquals"

# Operation; kind of key; the rest of the request; operator and name of the condition; what it has; another value.
KEYS = [
    ("Encrypt", "plain", ENCRYPT, "StringEquals", "kms:CallerAccount", ACCOUNT, "444455556666"),
    ("Encrypt", "plain", ENCRYPT, "Null", "kms:ViaService", "true", "false"),
    ("Encrypt", "plain", ENCRYPT, "StringEquals", "kms:EncryptionContext:app", "a", "b"),
    ("Encrypt", "plain", ENCRYPT, ALL_TEXT, "kms:EncryptionContextKeys", "app", "other"),
    ("Encrypt", "plain", ENCRYPT, "StringEquals", "kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_256"),
    ("Encrypt", "plain", ENCRYPT, "StringEquals", "kms:KeySpec", "SYMMETRIC_DEFAULT", "RSA_2048"),
    ("Encrypt", "plain", ENCRYPT, "StringEquals", "kms:CustomerMasterKeySpec", "SYMMETRIC_DEFAULT", "RSA_2048"),
    ("Encrypt", "plain", ENCRYPT, "StringEquals", "kms:KeyUsage", "ENCRYPT_DECRYPT", "SIGN_VERIFY"),
    ("Encrypt", "plain", ENCRYPT, "StringEquals", "kms:CustomerMasterKeyUsage", "ENCRYPT_DECRYPT", "SIGN_VERIFY"),
    ("Encrypt", "plain", ENCRYPT, "StringEquals", "kms:KeyOrigin", "AWS_KMS", "EXTERNAL"),
    ("Encrypt", "plain", ENCRYPT, "Bool", "kms:MultiRegion", "false", "true"),
    ("Encrypt", "plain", ENCRYPT, "StringEquals", "aws:ResourceTag/team", "red", "blue"),
    ("Encrypt", "plain", ENCRYPT, ANY_TEXT, "kms:ResourceAliases", "ALIAS", "alias/other"),
    ("Encrypt", "ALIAS", ENCRYPT, "StringEquals", "kms:RequestAlias", "ALIAS", "alias/other"),
    ("Encrypt", "multi", ENCRYPT, "StringEquals", "kms:MultiRegionKeyType", "PRIMARY", "REPLICA"),
    ("GenerateDataKey", "plain", {"KeySpec": "AES_256"}, "Null", "kms:EncryptionContextKeys", "true", "false"),
    ("GenerateMac", "mac", {"Message": b"x", "MacAlgorithm": "HMAC_SHA_256"},
     "StringEquals", "kms:MacAlgorithm", "HMAC_SHA_256", "HMAC_SHA_512"),
    ("DeriveSharedSecret", "agreeing", {"KeyAgreementAlgorithm": "ECDH", "PublicKey": "PEER"},
     "StringEquals", "kms:KeyAgreementAlgorithm", "ECDH", "other"),
    ("CreateGrant", "plain", GRANT, ALL_TEXT, "kms:GrantOperations", ["Encrypt", "Decrypt"], ["Encrypt"]),
    ("CreateGrant", "plain", GRANT, "ArnEquals", "kms:GranteePrincipal", GRANTEE, root_of("444455556666")),
    ("CreateGrant", "plain", GRANT, "ArnEquals", "kms:RetiringPrincipal", GRANTEE, root_of("444455556666")),
    ("CreateGrant", "plain", GRANT, "StringEquals", "kms:GrantConstraintType", "EncryptionContextSubset",
     "EncryptionContextEquals"),
    ("CreateGrant", "plain", GRANT, "StringEquals", "kms:EncryptionContext:app", "a", "b"),
    ("CreateGrant", "plain", GRANT, "Bool", "kms:GrantIsForAWSResource", "false", "true"),
    ("ListGrants", "plain", {}, "Bool", "kms:GrantIsForAWSResource", "false", "true"),
    ("PutKeyPolicy", "plain", {"Policy": delegating()}, "Bool", "kms:BypassPolicyLockoutSafetyCheck", "false", "true"),
    ("EnableKeyRotation", "plain", {}, "NumericEquals", "kms:RotationPeriodInDays", "365", "90"),
    ("ScheduleKeyDeletion", "doomed", {}, "NumericEquals", "kms:ScheduleKeyDeletionPendingWindowInDays", "30", "7"),
    ("UpdatePrimaryRegion", "replicated", {"PrimaryRegion": "us-east-1"},
     "StringEquals", "kms:PrimaryRegion", "us-east-1", "us-east-2"),
    ("TagResource", "plain", {"Tags": TAGS}, "StringEquals", "aws:RequestTag/team", "red", "blue"),
    ("TagResource", "plain", {"Tags": TAGS}, ALL_TEXT, "aws:TagKeys", "team", "other"),
    ("UntagResource", "plain", {"TagKeys": ["gone"]}, ALL_TEXT, "aws:TagKeys", "gone", "other"),
]


@pytest.fixture(scope="module")
def names(kms):
    """What the table names: keys, an alias of the plain one, a public key."""
    plain = make_key(kms, Tags=TAGS)["KeyId"]
    alias = new_alias()
    kms.create_alias(AliasName=alias, TargetKeyId=plain)
    agreeing = make_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="KEY_AGREEMENT")["KeyId"]
    multi, replicated = (make_key(kms, MultiRegion=True)["KeyId"] for _ in range(2))
    kms.replicate_key(KeyId=replicated, ReplicaRegion="us-east-1")
    return {"plain": plain, "ALIAS": alias, "agreeing": agreeing, "multi": multi, "replicated": replicated,
            "mac": make_key(kms, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyId"],
            "doomed": make_key(kms)["KeyId"], "PEER": kms.get_public_key(KeyId=agreeing)["PublicKey"]}


def filled(value, names):
    return names.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize("operation, key, request_, operator, condition, has, has_not", KEYS,
                         ids=[f"{row[0]} {row[4]}" for row in KEYS])
def test_a_condition(iam, user, as_user, names, operation, key, request_, operator, condition, has, has_not):
    call = getattr(as_user("kms"), xform_name(operation))
    request = {"KeyId": names[key], **{member: filled(value, names) for member, value in request_.items()}}

    def permit(value):
        iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow(
            f"kms:{operation}", Condition={operator: {condition: filled(value, names)}}))

    permit(has_not)
    with refused("AccessDeniedException", like=f"not authorized to perform: kms:{operation} "):
        call(**request)
    permit(has)
    call(**request)


def test_a_condition_on_both_keys_of_a_re_encryption(kms, iam, user, as_user, names):
    blob = kms.encrypt(KeyId=names["plain"], Plaintext=b"x")["CiphertextBlob"]
    theirs = as_user("kms")
    for same, there, elsewhere in (("true", names["plain"], names["multi"]), ("false", names["multi"], names["plain"])):
        iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow(
            "kms:ReEncrypt*", Condition={"Bool": {"kms:ReEncryptOnSameKey": same}}))
        theirs.re_encrypt(CiphertextBlob=blob, DestinationKeyId=there)
        with refused("AccessDeniedException"):
            theirs.re_encrypt(CiphertextBlob=blob, DestinationKeyId=elsewhere)


@pytest.mark.parametrize("condition, has, has_not", [
    ("kms:KeySpec", "HMAC_256", "SYMMETRIC_DEFAULT"), ("kms:CustomerMasterKeySpec", "HMAC_256", "SYMMETRIC_DEFAULT"),
    ("kms:KeyUsage", "GENERATE_VERIFY_MAC", "ENCRYPT_DECRYPT"), ("kms:CallerAccount", ACCOUNT, "444455556666"),
    ("kms:CustomerMasterKeyUsage", "GENERATE_VERIFY_MAC", "ENCRYPT_DECRYPT"), ("kms:KeyOrigin", "AWS_KMS", "EXTERNAL"),
    ("kms:BypassPolicyLockoutSafetyCheck", "true", "false"), ("aws:RequestTag/team", "red", "blue"),
])
def test_a_condition_on_a_new_key(iam, user, as_user, condition, has, has_not):
    def create(value):
        iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow(
            ["kms:CreateKey", "kms:TagResource"], Condition={"StringEquals": {condition: value}}))
        make_key(as_user("kms"), KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC", Tags=TAGS,
                 BypassPolicyLockoutSafetyCheck=True)

    create(has)
    with refused("AccessDeniedException", like="kms:CreateKey"):
        create(has_not)
