"""Grants: kms contract 9.1 to 9.3, and the cases 32 to 36 of its section 16."""

import json

import pytest

from clients import ACCOUNT, iam_name, refused, sdk_client
from kms_cases import DRY_RUN, delegating, key_arn, make_key, pages, root_of, statement

CONTEXT = {"a": "1"}


@pytest.fixture
def user_arn(user):
    return f"arn:aws:iam::{ACCOUNT}:user/{user}"


@pytest.fixture
def key(kms):
    return make_key(kms)["KeyId"]


def test_a_grant_allows_what_it_says(kms, key, as_user, user_arn):
    theirs = as_user("kms")
    kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Decrypt"],
                     Constraints={"EncryptionContextSubset": CONTEXT})
    blobs = [kms.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext=context)["CiphertextBlob"]
             for context in ({"a": "1", "b": "2"}, {"b": "2"})]
    opened = theirs.decrypt(CiphertextBlob=blobs[0], EncryptionContext={"a": "1", "b": "2"})
    assert opened["Plaintext"] == b"x"
    with refused("AccessDeniedException"):
        theirs.decrypt(CiphertextBlob=blobs[1], EncryptionContext={"b": "2"})
    with refused("AccessDeniedException"):
        theirs.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext={"a": "1", "b": "2"})


def test_an_exact_context(kms, key, as_user, user_arn):
    kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Encrypt"],
                     Constraints={"EncryptionContextEquals": CONTEXT})
    as_user("kms").encrypt(KeyId=key, Plaintext=b"x", EncryptionContext=CONTEXT)
    for context in ({"a": "1", "b": "2"}, {"a": "2"}, {}):
        with refused("AccessDeniedException"):
            as_user("kms").encrypt(KeyId=key, Plaintext=b"x", EncryptionContext=context)


def test_an_explicit_deny_beats_a_grant(kms, as_user, user_arn):
    key = make_key(kms, Policy=delegating(statement(user_arn, "kms:Encrypt", "Deny")))["KeyId"]
    kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Encrypt"])
    with refused("AccessDeniedException", like="with an explicit deny"):
        as_user("kms").encrypt(KeyId=key, Plaintext=b"x")


def test_a_role_has_it_in_all_its_sessions(server, iam, kms, key):
    role = iam_name("role")
    trust = statement(root_of(), "sts:AssumeRole")
    del trust["Resource"]
    arn = iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": trust}))["Role"]["Arn"]
    kms.create_grant(KeyId=key, GranteePrincipal=arn, Operations=["Encrypt"])
    made = sdk_client(server.url, "sts").assume_role(RoleArn=arn, RoleSessionName="session")["Credentials"]
    session = sdk_client(server.url, "kms", key=made["AccessKeyId"], secret=made["SecretAccessKey"],
                         token=made["SessionToken"])
    assert session.encrypt(KeyId=key, Plaintext=b"x")["KeyId"] == key_arn(key)


def test_a_name_makes_it_idempotent(kms, key, user_arn):
    request = {"KeyId": key, "GranteePrincipal": user_arn, "Operations": ["Encrypt"]}
    first, again = (kms.create_grant(Name="n", **request) for _ in range(2))
    assert first["GrantId"] == again["GrantId"] and first["GrantToken"] != again["GrantToken"]
    assert kms.create_grant(Name="n", **{**request, "Operations": ["Decrypt"]})["GrantId"] != first["GrantId"]
    ids = {kms.create_grant(**request)["GrantId"] for _ in range(2)}
    assert len(ids) == 2


def test_lists(kms, key, user_arn):
    made = kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Encrypt", "Decrypt"], Name="n",
                            RetiringPrincipal=root_of(), Constraints={"EncryptionContextSubset": CONTEXT})
    kms.create_grant(KeyId=key, GranteePrincipal=root_of(), Operations=["DescribeKey"])
    [entry] = kms.list_grants(KeyId=key, GranteePrincipal=user_arn)["Grants"]
    assert entry.pop("CreationDate")
    assert sorted(entry.pop("Operations")) == ["Decrypt", "Encrypt"]
    assert entry == {"KeyId": key_arn(key), "GrantId": made["GrantId"], "Name": "n", "GranteePrincipal": user_arn,
                     "RetiringPrincipal": root_of(), "IssuingAccount": root_of(),
                     "Constraints": {"EncryptionContextSubset": CONTEXT}}
    assert len(list(pages(kms.list_grants, "Grants", KeyId=key, Limit=1))) == 2
    retirable = kms.get_paginator("list_retirable_grants").paginate(RetiringPrincipal=root_of())
    assert made["GrantId"] in [grant["GrantId"] for page in retirable for grant in page["Grants"]]
    with refused("InvalidGrantIdException"):
        kms.list_grants(KeyId=key, GrantId="0" * 64)


def test_revoking_takes_effect_at_once(kms, key, as_user, user_arn):
    made = kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Encrypt"])
    as_user("kms").encrypt(KeyId=key, Plaintext=b"x", GrantTokens=[made["GrantToken"]])
    kms.revoke_grant(KeyId=key, GrantId=made["GrantId"])
    with refused("AccessDeniedException"):
        as_user("kms").encrypt(KeyId=key, Plaintext=b"x")
    with refused("NotFoundException", f"Grant ID {made['GrantId']} not found"):
        kms.revoke_grant(KeyId=key, GrantId=made["GrantId"])
    for token in (made["GrantToken"], "nonsense"):
        with refused("InvalidGrantTokenException"):
            kms.encrypt(KeyId=key, Plaintext=b"x", GrantTokens=[token])


def test_who_may_retire(kms, key, as_user, user_arn):
    theirs = as_user("kms")
    plain = kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Encrypt"])
    with refused("AccessDeniedException"):
        theirs.retire_grant(GrantToken=plain["GrantToken"])
    own = kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Encrypt", "RetireGrant"])
    theirs.retire_grant(GrantToken=own["GrantToken"])
    other = kms.create_grant(KeyId=key, GranteePrincipal=root_of(), RetiringPrincipal=user_arn, Operations=["Encrypt"])
    theirs.retire_grant(KeyId=key_arn(key), GrantId=other["GrantId"])
    assert [grant["GrantId"] for grant in kms.list_grants(KeyId=key)["Grants"]] == [plain["GrantId"]]
    with refused("ValidationException", "Grant token OR (grant ID, key ID) must be specified"):
        theirs.retire_grant(KeyId=key_arn(key))


def test_a_grantee_gives_on_no_more_than_he_has(kms, key, as_user, user_arn):
    kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Encrypt", "CreateGrant"],
                     Constraints={"EncryptionContextSubset": CONTEXT})
    give = {"KeyId": key, "GranteePrincipal": root_of()}
    theirs = as_user("kms")
    theirs.create_grant(Operations=["Encrypt"], Constraints={"EncryptionContextEquals": {"a": "1", "b": "2"}}, **give)
    for operations, constraints in (
        (["Decrypt"], {"EncryptionContextSubset": CONTEXT}), (["Encrypt"], {"EncryptionContextSubset": {"b": "2"}}),
    ):
        with refused("AccessDeniedException"):
            theirs.create_grant(Operations=operations, Constraints=constraints, **give)
    with refused("AccessDeniedException"):
        theirs.create_grant(Operations=["Encrypt"], **give)


def test_grants_that_do_not_fit(kms, loose_kms, key, user_arn):
    with refused("ValidationException", "More than one constraint supplied"):
        kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Encrypt"], Constraints={
            "EncryptionContextSubset": CONTEXT, "EncryptionContextEquals": CONTEXT})
    with refused("UnsupportedOperationException", "The constraint SourceArn is not supported."):
        loose_kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Encrypt"],
                               Constraints={"SourceArn": "arn:aws:s3:::bucket"})
    assert kms.list_grants(KeyId=key)["Grants"] == []
    with refused("ValidationException"):
        kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Sign"])
    with refused("ValidationException", like="at 'operations'"):
        loose_kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=[])
    for nobody in ("somebody", f"arn:aws:iam::{ACCOUNT}:user/nobody", f"arn:aws:iam::{ACCOUNT}:group/g"):
        with refused("InvalidArnException"):
            kms.create_grant(KeyId=key, GranteePrincipal=nobody, Operations=["Encrypt"])


def test_dry_runs(kms, key, user_arn):
    made = kms.create_grant(KeyId=key, GranteePrincipal=user_arn, Operations=["Encrypt"])
    for call, request in (
        (kms.create_grant, {"KeyId": key, "GranteePrincipal": user_arn, "Operations": ["Decrypt"]}),
        (kms.revoke_grant, {"KeyId": key, "GrantId": made["GrantId"]}),
        (kms.retire_grant, {"GrantToken": made["GrantToken"]}),
    ):
        with refused("DryRunOperationException", DRY_RUN):
            call(DryRun=True, **request)
    assert len(kms.list_grants(KeyId=key)["Grants"]) == 1
