"""AssumeRole: who may, with what, and what the credentials are good for."""

import json
import os
import uuid
from datetime import datetime, timedelta, timezone

import pytest

from clients import (
    ACCOUNT,
    NOT_NULL,
    at_least,
    at_most,
    iam_name,
    refused,
    sdk_client,
    signed_with,
    unique_name,
    violation,
)
from server_process import Server

ROOT = f"arn:aws:iam::{ACCOUNT}:root"
ALL = "AdministratorAccess"
TRANSITIVE_CONFLICT = (
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the "
    "calling session."
)


def statement(action="*", effect="Allow", resource="*", **more):
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def trust(principal=ROOT, action="sts:AssumeRole", effect="Allow", **more):
    return {"Effect": effect, "Principal": {"AWS": principal}, "Action": action, **more}


def not_allowed(caller, role, action="sts:AssumeRole"):
    return f"User: {caller} is not authorized to perform: {action} on resource: {role}"


def arn_of(client):
    return client.get_caller_identity()["Arn"]


@pytest.fixture
def make_role(iam):
    """Makes a role that trusts as told, and may do what `allowed` says."""

    def make(*trusted, allowed=(statement(),), **options):
        name = iam_name("role")
        policy = document(*(trusted or (trust(),)))
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=policy, **options)["Role"]
        if allowed:
            iam.put_role_policy(RoleName=name, PolicyName="allowed", PolicyDocument=document(*allowed))
        return role

    return make


@pytest.fixture
def role(make_role):
    return make_role()


@pytest.fixture
def sts(as_user):
    """STS as a user without permissions of his own."""
    return as_user("sts")


@pytest.fixture
def root_sts(server):
    return sdk_client(server.url, "sts")


def assume(sts, role, **options):
    return sts.assume_role(RoleArn=role["Arn"], RoleSessionName="session", **options)


def test_credentials_of_a_role_open_its_secrets_and_nothing_else(server, root_sts, make_role, secret):
    role = make_role(allowed=[statement("secretsmanager:GetSecretValue", resource=secret["ARN"])])
    before = datetime.now(timezone.utc)
    answer = assume(root_sts, role)
    credentials = answer["Credentials"]
    assert credentials["AccessKeyId"].startswith("ASIA") and len(credentials["AccessKeyId"]) == 20
    assert len(credentials["SecretAccessKey"]) == 40 and len(credentials["SessionToken"]) < 2048
    left = credentials["Expiration"] - before
    assert timedelta(seconds=3598) <= left <= timedelta(seconds=3605)
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/{role['RoleName']}/session"
    assert answer["AssumedRoleUser"] == {"AssumedRoleId": f"{role['RoleId']}:session", "Arn": session}
    assert "PackedPolicySize" not in answer and "SourceIdentity" not in answer

    who = signed_with(server.url, credentials, "sts").get_caller_identity()
    assert (who["UserId"], who["Account"], who["Arn"]) == (f"{role['RoleId']}:session", ACCOUNT, session)
    client = signed_with(server.url, credentials)
    assert client.get_secret_value(SecretId=secret["Name"])["SecretString"] == "value"
    with refused(
        "AccessDeniedException",
        f"User: {session} is not authorized to perform: secretsmanager:DeleteSecret on resource: {secret['ARN']} "
        "because no identity-based policy allows the secretsmanager:DeleteSecret action",
    ):
        client.delete_secret(SecretId=secret["Name"])


def test_a_trusted_account_leaves_it_to_the_users_policies(iam, user, sts, role):
    me = arn_of(sts)
    with refused("AccessDenied", not_allowed(me, role["Arn"])):
        assume(sts, role)
    iam.put_user_policy(
        UserName=user, PolicyName="p", PolicyDocument=document(statement("sts:AssumeRole", resource=role["Arn"]))
    )
    assume(sts, role)
    iam.put_user_policy(
        UserName=user,
        PolicyName="deny",
        PolicyDocument=document(statement("sts:AssumeRole", effect="Deny", resource=role["Arn"])),
    )
    with refused("AccessDenied", not_allowed(me, role["Arn"])):
        assume(sts, role)


def test_who_is_named_by_the_trust_policy_needs_nothing_else(sts, make_role):
    assume(sts, make_role(trust(arn_of(sts))))


def test_a_permission_is_not_enough_without_trust(iam, user, sts, make_role):
    iam.attach_user_policy(UserName=user, PolicyArn=f"arn:aws:iam::aws:policy/{ALL}")
    role = make_role({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"})
    with refused("AccessDenied", not_allowed(arn_of(sts), role["Arn"])):
        assume(sts, role)


def test_a_deny_in_the_trust_policy_wins(sts, make_role):
    me = arn_of(sts)
    role = make_role(trust(me), trust(me, effect="Deny"))
    with refused("AccessDenied", not_allowed(me, role["Arn"])):
        assume(sts, role)


@pytest.mark.parametrize("account", [ACCOUNT, "111122223333"])
def test_a_role_that_is_not_there_answers_like_one_that_does_not_trust(sts, iam, user, account):
    iam.attach_user_policy(UserName=user, PolicyArn=f"arn:aws:iam::aws:policy/{ALL}")
    role = f"arn:aws:iam::{account}:role/{iam_name()}"
    with refused("AccessDenied", not_allowed(arn_of(sts), role)):
        sts.assume_role(RoleArn=role, RoleSessionName="session")
    with refused("AccessDenied", not_allowed(arn_of(sts), role)):
        sts.assume_role(RoleArn=role, RoleSessionName="session", DurationSeconds=43200)


def test_an_arn_must_be_the_roles_own(sts, make_role):
    role = make_role(trust(arn_of(sts)), Path="/a/")
    for wrong in (role["Arn"].replace("/a/", "/"), role["Arn"].upper().replace("ARN:AWS:IAM", "arn:aws:iam")):
        with refused("AccessDenied"):
            sts.assume_role(RoleArn=wrong, RoleSessionName="session")
    assume(sts, role)


def test_the_external_id_is_asked_for(sts, make_role):
    role = make_role(trust(arn_of(sts), Condition={"StringEquals": {"sts:ExternalId": "ours:1"}}))
    assume(sts, role, ExternalId="ours:1")
    for wrong in ({}, {"ExternalId": "theirs"}):
        with refused("AccessDenied", not_allowed(arn_of(sts), role["Arn"])):
            assume(sts, role, **wrong)


def test_the_trust_policy_sees_the_name_of_the_session(sts, make_role):
    role = make_role(trust(arn_of(sts), Condition={"StringEquals": {"sts:RoleSessionName": "good"}}))
    sts.assume_role(RoleArn=role["Arn"], RoleSessionName="good")
    with refused("AccessDenied"):
        sts.assume_role(RoleArn=role["Arn"], RoleSessionName="bad")


@pytest.mark.parametrize(
    "request_, text",
    [
        (
            {"RoleSessionName": "Session1:2"},
            violation(r"Member must satisfy regular expression pattern: [\w+=,.@-]*", "roleSessionName", "Session1:2"),
        ),
        ({"RoleSessionName": "a"}, violation(at_least(2), "roleSessionName", "a")),
        ({"RoleSessionName": "a" * 65}, violation(at_most(64), "roleSessionName", "a" * 65)),
        ({"RoleSessionName": None}, violation(NOT_NULL, "roleSessionName")),
        ({"RoleArn": "arn:aws:iam"}, violation(at_least(20), "roleArn", "arn:aws:iam")),
        ({"RoleArn": "no-colons-in-this-text-at-all"}, "no-colons-in-this-text-at-all is invalid"),
        ({"RoleArn": "arn::iam::123456789012:role/x"}, "arn::iam::123456789012:role/x is invalid"),
        ({"RoleArn": "arn:aws:::123456789012:role/x"}, "arn:aws:::123456789012:role/x is invalid"),
        ({"RoleArn": "arn:aws:iam::123456789012:"}, "arn:aws:iam::123456789012: is invalid"),
        ({"RoleArn": "arn:aws:iam:role/with-too-few"}, "arn:aws:iam:role/with-too-few is invalid"),
        (
            {"DurationSeconds": 899},
            violation("Member must have value greater than or equal to 900", "durationSeconds", "899"),
        ),
        (
            {"DurationSeconds": 43201},
            violation("Member must have value less than or equal to 43200", "durationSeconds", "43201"),
        ),
        ({"ExternalId": "a"}, violation(at_least(2), "externalId", "a")),
        (
            {"SourceIdentity": "aws:me"},
            violation(r"Member must satisfy regular expression pattern: [\w+=,.@-]*", "sourceIdentity", "aws:me"),
        ),
        ({"PolicyArns": [{"arn": "a" * 20}] * 11}, None),
        ({"Tags": [{"Key": str(i), "Value": ""} for i in range(51)]}, None),
    ],
)
def test_what_the_model_does_not_allow_is_refused(sts, role, request_, text):
    call = {"RoleArn": role["Arn"], "RoleSessionName": "session", **request_}
    with refused("ValidationError", text):
        sts.assume_role(**{name: value for name, value in call.items() if value is not None})


def test_no_session_lasts_longer_than_the_role_allows(sts, make_role):
    role = make_role(trust(arn_of(sts)), MaxSessionDuration=7200)
    answer = assume(sts, role, DurationSeconds=7200)
    assert answer["Credentials"]["Expiration"] > datetime.now(timezone.utc) + timedelta(seconds=7190)
    with refused("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."):
        assume(sts, role, DurationSeconds=7201)


def test_chained_sessions_last_an_hour_at_most(server, root_sts, make_role):
    first, second = make_role(MaxSessionDuration=43200), make_role(MaxSessionDuration=43200)
    chained = signed_with(server.url, assume(root_sts, first)["Credentials"], "sts")
    assume(chained, second, DurationSeconds=3600)
    with refused(
        "ValidationError",
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    ):
        assume(chained, second, DurationSeconds=3601)


def test_a_role_must_trust_itself_to_assume_itself(server, root_sts, iam, make_role):
    role = make_role(trust("*", Condition={"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}}))
    own = signed_with(server.url, assume(root_sts, role)["Credentials"], "sts")
    with refused("AccessDenied", not_allowed(arn_of(own), role["Arn"])):
        assume(own, role)
    iam.update_assume_role_policy(RoleName=role["RoleName"], PolicyDocument=document(trust(role["Arn"])))
    assume(own, role)


def test_session_tags_count_as_tags_of_the_principal(server, iam, sts, make_role, client):
    me = arn_of(sts)
    allowed = statement("secretsmanager:*", Condition={"StringEquals": {"aws:PrincipalTag/team": "blue"}})
    role = make_role(trust(me), allowed=[allowed], Tags=[{"Key": "Team", "Value": "red"}])
    tags = [{"Key": "team", "Value": "blue"}]
    with refused("AccessDenied", not_allowed(me, role["Arn"], "sts:TagSession")):
        assume(sts, role, Tags=tags)
    iam.update_assume_role_policy(
        RoleName=role["RoleName"],
        PolicyDocument=document(
            trust(me),
            trust(
                me,
                "sts:TagSession",
                Condition={
                    "StringEquals": {"aws:RequestTag/team": "blue"},
                    "ForAllValues:StringEquals": {"aws:TagKeys": ["team"]},
                },
            ),
        ),
    )
    answer = assume(sts, role, Tags=tags)
    assert 0 <= answer["PackedPolicySize"] <= 100
    signed_with(server.url, answer["Credentials"]).list_secrets()
    with refused("AccessDeniedException"):
        signed_with(server.url, assume(sts, role)["Credentials"]).list_secrets()
    with refused("AccessDenied", not_allowed(me, role["Arn"], "sts:TagSession")):
        assume(sts, role, Tags=[{"Key": "team", "Value": "green"}])


def test_transitive_tags_go_along_the_chain(server, root_sts, make_role):
    both = ["sts:AssumeRole", "sts:TagSession"]
    only_blue = statement("secretsmanager:*", Condition={"StringEquals": {"aws:PrincipalTag/team": "blue"}})
    first, second = make_role(trust(action=both)), make_role(trust(action=both), allowed=[only_blue])
    untagged = make_role()
    tags = [{"Key": "team", "Value": "blue"}, {"Key": "stays", "Value": "here"}]

    def chained(**options):
        return signed_with(server.url, assume(root_sts, first, Tags=tags, **options)["Credentials"], "sts")

    with_tag = chained(TransitiveTagKeys=["team"])
    signed_with(server.url, assume(with_tag, second)["Credentials"]).list_secrets()
    with refused("AccessDeniedException"):
        signed_with(server.url, assume(chained(), second)["Credentials"]).list_secrets()
    with refused("InvalidParameterValue", TRANSITIVE_CONFLICT):
        assume(with_tag, second, Tags=[{"Key": "TEAM", "Value": "red"}])
    assume(with_tag, second, Tags=[{"Key": "stays", "Value": "there"}])
    with refused("AccessDenied", not_allowed(arn_of(with_tag), untagged["Arn"], "sts:TagSession")):
        assume(with_tag, untagged)


@pytest.mark.parametrize(
    "request_, text",
    [
        (
            {"Tags": [{"Key": "a", "Value": "1"}, {"Key": "A", "Value": "2"}]},
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
        ),
        (
            {"Tags": [{"Key": "a", "Value": "1"}], "TransitiveTagKeys": ["b"]},
            "The specified transitive tag key must be included in the requested tags.",
        ),
    ],
)
def test_tags_that_do_not_fit_together_are_refused(sts, role, request_, text):
    with refused("InvalidParameterValue", text):
        assume(sts, role, **request_)


def test_a_source_identity_is_allowed_kept_and_never_changed(server, iam, root_sts, make_role):
    plain = make_role()
    with refused("AccessDenied", not_allowed(ROOT, plain["Arn"], "sts:SetSourceIdentity")):
        assume(root_sts, plain, SourceIdentity="diego")
    both = ["sts:AssumeRole", "sts:SetSourceIdentity"]
    only_diego = statement("secretsmanager:*", Condition={"StringEquals": {"aws:SourceIdentity": "diego"}})
    first, second = make_role(trust(action=both)), make_role(trust(action=both), allowed=[only_diego])
    answer = assume(root_sts, first, SourceIdentity="diego")
    assert answer["SourceIdentity"] == "diego"
    chained = signed_with(server.url, answer["Credentials"], "sts")
    again = assume(chained, second)
    assert again["SourceIdentity"] == "diego"
    signed_with(server.url, again["Credentials"]).list_secrets()
    with refused("AccessDenied", not_allowed(arn_of(chained), second["Arn"], "sts:SetSourceIdentity")):
        assume(chained, second, SourceIdentity="somebody")
    with refused("AccessDenied", not_allowed(arn_of(chained), plain["Arn"], "sts:SetSourceIdentity")):
        assume(chained, plain)


def test_session_policies_only_take_away(server, iam, root_sts, make_role, secret):
    role = make_role(allowed=[statement("secretsmanager:*"), statement("iam:ListUsers")])
    read = document(statement("secretsmanager:GetSecretValue"))
    answer = assume(root_sts, role, Policy=read)
    assert 0 < answer["PackedPolicySize"] <= 100
    limited = signed_with(server.url, answer["Credentials"])
    limited.get_secret_value(SecretId=secret["Name"])
    with refused(
        "AccessDeniedException", like="because no session policy allows the secretsmanager:ListSecrets action"
    ):
        limited.list_secrets()

    managed = iam.create_policy(PolicyName=iam_name(), PolicyDocument=read)["Policy"]["Arn"]
    answer = assume(root_sts, role, PolicyArns=[{"arn": managed}])
    assert "PackedPolicySize" in answer
    limited = signed_with(server.url, answer["Credentials"])
    limited.get_secret_value(SecretId=secret["Name"])
    with refused("AccessDeniedException", like="no session policy"):
        limited.list_secrets()

    denied = document(statement(), statement("secretsmanager:GetSecretValue", effect="Deny"))
    limited = signed_with(server.url, assume(root_sts, role, Policy=denied)["Credentials"])
    with refused("AccessDeniedException", like="with an explicit deny in a session policy"):
        limited.get_secret_value(SecretId=secret["Name"])
    with refused("AccessDeniedException", like="no identity-based policy allows the secretsmanager:GetSecretValue"):
        only_list = make_role(allowed=[statement("secretsmanager:ListSecrets")])
        signed_with(
            server.url, assume(root_sts, only_list, Policy=document(statement()))["Credentials"]
        ).get_secret_value(SecretId=secret["Name"])


def test_session_policies_that_can_not_be_used_are_refused(root_sts, role, make_role):
    for bad in ("{}", "no json", document(statement(Principal="*"))):
        with refused("MalformedPolicyDocument"):
            assume(root_sts, role, Policy=bad)
    missing = f"arn:aws:iam::{ACCOUNT}:policy/{iam_name()}"
    with refused("MalformedPolicyDocument", f"Policy {missing} does not exist or is not attachable."):
        assume(root_sts, role, PolicyArns=[{"arn": missing}])
    with refused("PackedPolicyTooLarge"):
        assume(root_sts, role, Policy=document(*[statement(f"secretsmanager:{uuid.uuid4().hex}") for _ in range(30)]))
    with refused("PackedPolicyTooLarge", like=r"Packed policy consumes \d+% of allotted space"):
        tags = [{"Key": uuid.uuid4().hex * 4, "Value": uuid.uuid4().hex * 8} for _ in range(50)]
        assume(root_sts, make_role(trust(action=["sts:AssumeRole", "sts:TagSession"])), Tags=tags)


def test_codes_are_never_right_since_there_are_no_devices(sts, role):
    device = f"arn:aws:iam::{ACCOUNT}:mfa/phone"
    with refused("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code."):
        assume(sts, role, SerialNumber=device, TokenCode="123456")
    with refused("AccessDenied", like="must provide both MFA serial number and one time pass code"):
        assume(sts, role, SerialNumber=device)


def test_root_assumes_no_role_outside_of_development(tmp_path):
    key_file, data, config = tmp_path / "root.key", tmp_path / "data", tmp_path / "strongroom.toml"
    key_file.write_bytes(os.urandom(32))
    key_file.chmod(0o600)
    data.mkdir(mode=0o700)
    config.write_text(
        f'[server]\nlisten = "127.0.0.1:0"\ndata = "{data}"\naccount = "{ACCOUNT}"\nregions = ["eu-west-1"]\n'
        f'[seal]\nkey_file = "{key_file}"\n'
    )
    key = {"key": "AKIAIOSFODNN7EXAMPLE", "secret": "s" * 40}
    env = {"STRONGROOM_ROOT_ACCESS_KEY_ID": key["key"], "STRONGROOM_ROOT_SECRET_ACCESS_KEY": key["secret"]}
    with Server("serve", "--config", config, **env) as server:
        iam, sts = sdk_client(server.url, "iam", **key), sdk_client(server.url, "sts", **key)
        role = iam.create_role(RoleName="r", AssumeRolePolicyDocument=document(trust()))["Role"]
        of_root = signed_with(server.url, sts.get_session_token()["Credentials"], "sts")
        for root in (sts, of_root):
            for arn in (role["Arn"], role["Arn"] + "-not-there"):
                with refused("AccessDenied", "Roles may not be assumed by root accounts."):
                    root.assume_role(RoleArn=arn, RoleSessionName="session")


def test_a_deleted_role_ends_its_sessions_also_when_its_name_comes_back(server, iam, root_sts, make_role):
    role = make_role()
    credentials = assume(root_sts, role)["Credentials"]
    client = signed_with(server.url, credentials)
    client.list_secrets()
    iam.delete_role_policy(RoleName=role["RoleName"], PolicyName="allowed")
    with refused("AccessDeniedException"):
        client.list_secrets()
    iam.delete_role(RoleName=role["RoleName"])
    with refused("UnrecognizedClientException", "The security token included in the request is invalid."):
        client.list_secrets()
    iam.create_role(RoleName=role["RoleName"], AssumeRolePolicyDocument=document(trust()))
    iam.put_role_policy(RoleName=role["RoleName"], PolicyName="allowed", PolicyDocument=document(statement()))
    with refused("UnrecognizedClientException"):
        client.list_secrets()


def test_sessions_are_revoked_by_the_time_of_their_issue(server, iam, root_sts, role):
    credentials = assume(root_sts, role)["Credentials"]
    client = signed_with(server.url, credentials)
    client.list_secrets()
    later = (datetime.now(timezone.utc) + timedelta(seconds=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
    revoke = statement(effect="Deny", Condition={"DateLessThan": {"aws:TokenIssueTime": later}})
    iam.put_role_policy(RoleName=role["RoleName"], PolicyName="revoke", PolicyDocument=document(revoke))
    with refused("AccessDeniedException", like="with an explicit deny in an identity-based policy"):
        client.list_secrets()
    iam.put_role_policy(
        RoleName=role["RoleName"],
        PolicyName="revoke",
        PolicyDocument=document(
            {**revoke, "Condition": {"DateLessThan": {"aws:TokenIssueTime": "2020-01-01T00:00:00Z"}}}
        ),
    )
    client.list_secrets()


def altered(text, at):
    other = "A" if text[at] != "A" else "B"
    return text[:at] + other + text[at + 1 :]


def test_altered_tokens_and_foreign_keys_are_refused(server, root_sts, role):
    credentials = assume(root_sts, role)["Credentials"]
    other = assume(root_sts, role)["Credentials"]
    token = credentials["SessionToken"]
    for place in (0, len(token) // 2, len(token) - 5):
        with refused("UnrecognizedClientException", "The security token included in the request is invalid."):
            signed_with(server.url, {**credentials, "SessionToken": altered(token, place)}).list_secrets()
    with refused("UnrecognizedClientException"):
        signed_with(server.url, {**credentials, "SessionToken": other["SessionToken"]}).list_secrets()
    with refused("InvalidSignatureException"):
        signed_with(server.url, {**credentials, "SecretAccessKey": other["SecretAccessKey"]}).list_secrets()
    with refused("UnrecognizedClientException"):
        sdk_client(server.url, key=credentials["AccessKeyId"], secret=credentials["SecretAccessKey"]).list_secrets()
    with refused("InvalidClientTokenId", "The security token included in the request is invalid"):
        signed_with(server.url, {**credentials, "SessionToken": altered(token, 9)}, "sts").get_caller_identity()


def test_a_token_of_another_deployment_is_none(server, root_sts, role):
    credentials = assume(root_sts, role)["Credentials"]
    with Server.dev() as other:
        with refused("UnrecognizedClientException"):
            signed_with(other.url, credentials).list_secrets()


def test_what_a_session_makes_names_it_in_policies_of_secrets(server, root_sts, make_role, client):
    role = make_role(allowed=())
    name = unique_name()
    made = client.create_secret(Name=name, SecretString="x")
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/{role['RoleName']}/session"
    policy = {
        "Effect": "Allow",
        "Principal": {"AWS": session},
        "Action": "secretsmanager:GetSecretValue",
        "Resource": "*",
    }
    client.put_resource_policy(SecretId=made["ARN"], ResourcePolicy=document(policy))
    credentials = assume(root_sts, role)["Credentials"]
    assert signed_with(server.url, credentials).get_secret_value(SecretId=made["ARN"])["SecretString"] == "x"
    other = root_sts.assume_role(RoleArn=role["Arn"], RoleSessionName="other")["Credentials"]
    with refused("AccessDeniedException"):
        signed_with(server.url, other).get_secret_value(SecretId=made["ARN"])
