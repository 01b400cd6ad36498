"""Who may use a key: kms contract 5 and 8, and the cases 29 to 31, 45 of its section 16."""

import json

import pytest

from clients import ACCOUNT, iam_name, refused, sdk_client
from kms_cases import HIDDEN, LOCKOUT, allow, delegating, document, key_arn, make_key, root_of, statement
from server_process import Server, run_to_end
from test_operator import key_of

OTHER = "444455556666"


@pytest.fixture
def user_arn(user):
    return f"arn:aws:iam::{ACCOUNT}:user/{user}"


def denied(user_arn, action, key, kind):
    return (f"User: {user_arn} is not authorized to perform: kms:{action} on resource: {key} because no {kind} policy "
            f"allows the kms:{action} action")


def test_the_default_policy_delegates_to_the_account(kms, iam, as_user, user, user_arn):
    key = make_key(kms)["Arn"]
    theirs = as_user("kms")
    with refused("AccessDeniedException", denied(user_arn, "Encrypt", key, "identity-based")):
        theirs.encrypt(KeyId=key, Plaintext=b"x")
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow("kms:Encrypt", key))
    assert theirs.encrypt(KeyId=key, Plaintext=b"x")["KeyId"] == key
    with refused("AccessDeniedException", denied(user_arn, "DescribeKey", key, "identity-based")):
        theirs.describe_key(KeyId=key)


def test_a_policy_that_names_the_user_needs_nothing_else(kms, as_user, user_arn):
    key = make_key(kms, Policy=delegating(statement(user_arn, "kms:Encrypt")))["Arn"]
    assert as_user("kms").encrypt(KeyId=key, Plaintext=b"x")["KeyId"] == key


def test_being_root_gives_nothing_by_itself(kms, as_user, user_arn):
    key = make_key(kms, Policy=document(statement(user_arn)), BypassPolicyLockoutSafetyCheck=True)["Arn"]
    with refused("AccessDeniedException", denied(root_of(), "DescribeKey", key, "resource-based")):
        kms.describe_key(KeyId=key)
    assert as_user("kms").describe_key(KeyId=key)["KeyMetadata"]["Arn"] == key


def test_an_explicit_deny_wins(kms, as_user, user_arn):
    key = make_key(kms, Policy=delegating(statement(user_arn), statement(user_arn, "kms:Encrypt", "Deny")))["Arn"]
    with refused("AccessDeniedException", like="with an explicit deny in a resource-based policy$"):
        as_user("kms").encrypt(KeyId=key, Plaintext=b"x")


def test_access_is_decided_before_existence(kms, iam, as_user, user, user_arn):
    missing = key_arn("1234abcd-12ab-34cd-56ef-1234567890ab")
    with refused("AccessDeniedException", denied(user_arn, "DescribeKey", missing, "identity-based")):
        as_user("kms").describe_key(KeyId=missing)
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow("kms:*"))
    with refused("NotFoundException", f"Key '{missing}' does not exist"):
        as_user("kms").describe_key(KeyId=missing)
    with refused("AccessDeniedException", like=f"on this resource {HIDDEN}$"):
        as_user("kms").describe_key(KeyId=key_arn("1234abcd-12ab-34cd-56ef-1234567890ab", OTHER))


def test_a_ciphertext_tells_nothing_of_its_key(kms, as_user, user_arn):
    key = make_key(kms, Policy=document(statement(root_of())))["KeyId"]
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    with refused("AccessDeniedException", denied(user_arn, "Decrypt", key_arn(key), "identity-based")):
        as_user("kms").decrypt(CiphertextBlob=blob)
    kms.put_key_policy(KeyId=key, Policy=document(statement(root_of(), "kms:PutKeyPolicy")))
    with refused("AccessDeniedException", f"User: {user_arn} is not authorized to perform: kms:Decrypt on the resource "
                 f"associated with this ciphertext {HIDDEN}"):
        as_user("kms").decrypt(CiphertextBlob=blob)


def test_conditions(kms, iam, as_user, user, user_arn):
    key = make_key(kms, Policy=delegating(
        statement(user_arn, ["kms:Encrypt", "kms:Decrypt"], Condition={
            "StringEquals": {"kms:EncryptionContext:app": "a", "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
                             "kms:CallerAccount": ACCOUNT, "kms:KeySpec": "SYMMETRIC_DEFAULT"},
            "ForAllValues:StringEquals": {"kms:EncryptionContextKeys": ["app", "stage"]},
            "Null": {"kms:EncryptionContextKeys": "false"}})))["KeyId"]
    theirs = as_user("kms")
    theirs.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext={"app": "a", "stage": "b"})
    for context in ({"app": "b"}, {"app": "a", "other": "c"}, {}):
        with refused("AccessDeniedException"):
            theirs.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext=context)


def test_conditions_on_aliases(kms, iam, as_user, user):
    key, alias = make_key(kms)["KeyId"], "alias/" + iam_name()
    kms.create_alias(AliasName=alias, TargetKeyId=key)
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow(
        "kms:Encrypt", Condition={"StringEquals": {"kms:RequestAlias": alias}}))
    as_user("kms").encrypt(KeyId=alias, Plaintext=b"x")
    with refused("AccessDeniedException"):
        as_user("kms").encrypt(KeyId=key, Plaintext=b"x")
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow(
        "kms:Encrypt", Condition={"ForAnyValue:StringEquals": {"kms:ResourceAliases": alias}}))
    as_user("kms").encrypt(KeyId=key, Plaintext=b"x")


def test_both_keys_of_a_re_encryption(kms, as_user, user_arn):
    source = make_key(kms, Policy=delegating(statement(user_arn, "kms:ReEncryptFrom")))["Arn"]
    target = make_key(kms)["Arn"]
    blob = kms.encrypt(KeyId=source, Plaintext=b"x")["CiphertextBlob"]
    with refused("AccessDeniedException", denied(user_arn, "ReEncryptTo", target, "identity-based")):
        as_user("kms").re_encrypt(CiphertextBlob=blob, DestinationKeyId=target)
    kms.put_key_policy(KeyId=target, Policy=delegating(statement(user_arn, "kms:ReEncryptTo")))
    as_user("kms").re_encrypt(CiphertextBlob=blob, DestinationKeyId=target)


def test_aliases_need_both(kms, iam, as_user, user, user_arn):
    key, alias = make_key(kms)["Arn"], "alias/" + iam_name()
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow("kms:CreateAlias", key))
    with refused("AccessDeniedException", like=f"on resource: arn:aws:kms:.*:{alias} because no identity-based"):
        as_user("kms").create_alias(AliasName=alias, TargetKeyId=key)
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow("kms:CreateAlias", "arn:aws:kms:*:*:alias/*"))
    with refused("AccessDeniedException", like="on resource: arn:aws:kms:.*:key/"):
        as_user("kms").create_alias(AliasName=alias, TargetKeyId=key)
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow("kms:CreateAlias"))
    as_user("kms").create_alias(AliasName=alias, TargetKeyId=key)


def test_tagging_at_creation_is_a_permission_of_its_own(iam, as_user, user):
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow(["kms:CreateKey", "kms:PutKeyPolicy"]))
    make_key(as_user("kms"))
    with refused("AccessDeniedException", like="kms:TagResource"):
        make_key(as_user("kms"), Tags=[{"TagKey": "a", "TagValue": "b"}])


def test_nobody_locks_himself_out(kms, user_arn):
    with refused("MalformedPolicyDocumentException", LOCKOUT):
        make_key(kms, Policy=document(statement(user_arn)))
    key = make_key(kms)["KeyId"]
    with refused("MalformedPolicyDocumentException", LOCKOUT):
        kms.put_key_policy(KeyId=key, Policy=document(statement(user_arn)))
    assert json.loads(kms.get_key_policy(KeyId=key)["Policy"])["Id"] == "key-default-1"
    kms.put_key_policy(KeyId=key, Policy=document(statement(user_arn)), BypassPolicyLockoutSafetyCheck=True)
    with refused("AccessDeniedException"):
        kms.get_key_policy(KeyId=key)


def test_who_may_change_the_policy_with_the_check_alone_is_not_locked_out(kms, iam, as_user, user, user_arn):
    key = make_key(kms)["KeyId"]
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow(
        ["kms:CreateKey", "kms:PutKeyPolicy"], Condition={"Bool": {"kms:BypassPolicyLockoutSafetyCheck": "false"}}))
    theirs = as_user("kms")
    theirs.put_key_policy(KeyId=key, Policy=delegating())
    assert make_key(theirs)["KeyState"] == "Enabled"
    with refused("AccessDeniedException"):
        theirs.put_key_policy(KeyId=key, Policy=delegating(), BypassPolicyLockoutSafetyCheck=True)
    with refused("MalformedPolicyDocumentException", LOCKOUT):
        theirs.put_key_policy(KeyId=key, Policy=document(statement(user_arn, "kms:Encrypt")))


def test_policies_as_text(kms):
    policy = delegating()
    key = make_key(kms, Policy=policy)["KeyId"]
    answer = kms.get_key_policy(KeyId=key, PolicyName="default")
    assert (answer["Policy"], answer["PolicyName"]) == (policy, "default")
    assert kms.list_key_policies(KeyId=key)["PolicyNames"] == ["default"]
    with refused("NotFoundException", "No such policy exists"):
        kms.get_key_policy(KeyId=key, PolicyName="other")
    with refused("MalformedPolicyDocumentException", "Policy contains a statement with one or more invalid principals."):
        kms.put_key_policy(KeyId=key, Policy=delegating(statement(f"arn:aws:iam::{ACCOUNT}:user/nobody")))
    with refused("InvalidArnException", "An ARN in the specified key policy is invalid."):
        kms.put_key_policy(KeyId=key, Policy=delegating(statement("nobody")))
    with refused("MalformedPolicyDocumentException"):
        kms.put_key_policy(KeyId=key, Policy="{}")
    with refused("LimitExceededException"):
        kms.put_key_policy(KeyId=key, Policy=policy + " " * 32768)


def test_a_condition_that_allows_too_much(kms, user_arn):
    def policy(operator, key):
        return delegating(statement(user_arn, "kms:Decrypt", Condition={operator: {key: "a"}}))

    for key in ("kms:EncryptionContext:app", "KMS:encryptioncontext:app"):
        with refused("MalformedPolicyDocumentException", like="^OverlyPermissiveCondition"):
            kms.create_key(Policy=policy("ForAllValues:StringEquals", key))
    kms.create_key(Policy=policy("ForAllValues:StringEquals", "kms:EncryptionContextKeys"))
    kms.create_key(Policy=policy("ForAnyValue:StringEquals", "kms:EncryptionContext:app"))


def test_a_principal_that_is_gone_matches_nobody(server, kms, iam, as_user, user, user_arn):
    key = make_key(kms, Policy=delegating(statement(user_arn)))["KeyId"]
    old_id = iam.get_user(UserName=user)["User"]["UserId"]
    theirs = as_user("kms")
    assert theirs.describe_key(KeyId=key)
    for access_key in iam.list_access_keys(UserName=user)["AccessKeyMetadata"]:
        iam.delete_access_key(UserName=user, AccessKeyId=access_key["AccessKeyId"])
    iam.delete_user(UserName=user)
    assert old_id in kms.get_key_policy(KeyId=key)["Policy"]
    iam.create_user(UserName=user)
    made = iam.create_access_key(UserName=user)["AccessKey"]
    namesake = sdk_client(server.url, "kms", key=made["AccessKeyId"], secret=made["SecretAccessKey"])
    with refused("AccessDeniedException"):
        namesake.describe_key(KeyId=key)


@pytest.fixture(scope="module")
def accounts(tmp_path_factory):
    """Clients of the root user of ours and of an administrator of the other account, and IAM of the other."""
    folder = tmp_path_factory.mktemp("accounts")
    with Server.dev("--data", str(folder)) as running:
        key = key_of(run_to_end("account", "create", OTHER, "--data", folder))
        yield (sdk_client(running.url, "kms"), sdk_client(running.url, "kms", **key),
               sdk_client(running.url, "iam", **key), running.url)


def test_across_accounts_both_must_allow(accounts):
    ours, admin, their_iam, url = accounts
    name = iam_name()
    their_iam.create_user(UserName=name)
    made = their_iam.create_access_key(UserName=name)["AccessKey"]
    theirs = sdk_client(url, "kms", key=made["AccessKeyId"], secret=made["SecretAccessKey"])
    key = make_key(ours)["Arn"]

    def encrypt():
        return theirs.encrypt(KeyId=key, Plaintext=b"x")["KeyId"]

    with refused("AccessDeniedException", like=f"on this resource {HIDDEN}$"):
        encrypt()
    ours.put_key_policy(KeyId=key, Policy=delegating(statement(root_of(OTHER))))
    with refused("AccessDeniedException", like="because no identity-based policy allows"):
        encrypt()
    their_iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=allow("kms:*"))
    assert encrypt() == key
    ours.put_key_policy(KeyId=key, Policy=delegating())
    with refused("AccessDeniedException", like=HIDDEN):
        encrypt()


def test_what_never_works_across_accounts(accounts):
    ours, admin, _, _ = accounts
    key = make_key(ours, Policy=delegating(statement(root_of(OTHER))))["Arn"]
    assert admin.describe_key(KeyId=key)["KeyMetadata"]["AWSAccountId"] == ACCOUNT
    for call in (admin.disable_key, admin.get_key_policy, admin.schedule_key_deletion, admin.list_resource_tags):
        with refused("AccessDeniedException", like=HIDDEN):
            call(KeyId=key)
    for other in (key, key_arn("1234abcd-12ab-34cd-56ef-1234567890ab")):
        with refused("AccessDeniedException", like=f"kms:ListAliases on this resource {HIDDEN}"):
            admin.list_aliases(KeyId=other)
    assert key not in [entry["KeyArn"] for entry in admin.list_keys()["Keys"]]
