"""GetSessionToken, GetFederationToken and the rest of STS; how sessions end."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from clients import ACCOUNT, REGION, at_least, iam_name, refused, sdk_client, signed_with, violation
from server_process import Server, environment
from shifted_clock import ShiftedClock

ROOT = f"arn:aws:iam::{ACCOUNT}:root"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def statement(action="*", effect="Allow", resource="*", **more):
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def let(iam, user, *statements):
    iam.put_user_policy(UserName=user, PolicyName="allowed", PolicyDocument=document(*statements))


def user_arn(user):
    return f"arn:aws:iam::{ACCOUNT}:user/{user}"


def seconds_left(credentials):
    return (credentials["Expiration"] - datetime.now(timezone.utc)).total_seconds()


@pytest.fixture
def sts(as_user):
    return as_user("sts")


# GetSessionToken


def test_a_session_of_a_user_is_the_user(server, iam, user, sts, secret):
    credentials = sts.get_session_token()["Credentials"]
    assert credentials["AccessKeyId"].startswith("ASIA") and 43195 <= seconds_left(credentials) <= 43205
    who = signed_with(server.url, credentials, "sts").get_caller_identity()
    assert who["Arn"] == user_arn(user) and who["UserId"] == iam.get_user(UserName=user)["User"]["UserId"]
    client = signed_with(server.url, credentials)
    with refused("AccessDeniedException", like="no identity-based policy"):
        client.get_secret_value(SecretId=secret["ARN"])
    let(iam, user, statement("secretsmanager:GetSecretValue"))
    assert client.get_secret_value(SecretId=secret["ARN"])["SecretString"] == "value"


def test_no_policy_keeps_users_from_sessions_or_from_learning_who_they_are(iam, user, sts):
    let(iam, user, statement(effect="Deny"))
    sts.get_session_token(DurationSeconds=900)
    assert sts.get_caller_identity()["Arn"] == user_arn(user)


@pytest.mark.parametrize(
    "seconds, text", [(899, "greater than or equal to 900"), (129601, "less than or equal to 129600")]
)
def test_the_length_of_a_session_has_bounds(sts, seconds, text):
    for call in (sts.get_session_token, lambda **options: sts.get_federation_token(Name="bob", **options)):
        with refused("ValidationError", violation(f"Member must have value {text}", "durationSeconds", str(seconds))):
            call(DurationSeconds=seconds)


def test_a_user_may_ask_for_a_day_and_a_half_and_root_for_an_hour(server, sts):
    assert 129590 <= seconds_left(sts.get_session_token(DurationSeconds=129600)["Credentials"]) <= 129605
    root = sdk_client(server.url, "sts")
    for options in ({}, {"DurationSeconds": 7200}):
        assert 3590 <= seconds_left(root.get_session_token(**options)["Credentials"]) <= 3605
        assert 3590 <= seconds_left(root.get_federation_token(Name="bob", **options)["Credentials"]) <= 3605
    assert 895 <= seconds_left(root.get_session_token(DurationSeconds=900)["Credentials"]) <= 905


def test_a_session_makes_no_further_sessions(server, iam, user, sts):
    let(iam, user, statement())
    own = signed_with(server.url, sts.get_session_token()["Credentials"], "sts")
    role = iam.create_role(RoleName=iam_name(), AssumeRolePolicyDocument=trusting(ROOT))["Role"]["Arn"]
    of_role = own.assume_role(RoleArn=role, RoleSessionName="session")["Credentials"]
    bob = signed_with(server.url, sts.get_federation_token(Name="bob")["Credentials"], "sts")
    for session in (own, signed_with(server.url, of_role, "sts"), bob):
        with refused("AccessDenied", "Cannot call GetSessionToken with session credentials"):
            session.get_session_token()
        with refused("AccessDenied", "Cannot call GetFederationToken with session credentials"):
            session.get_federation_token(Name="carl")


def trusting(principal, *actions):
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Principal": {"AWS": principal},
                "Action": list(actions) or "sts:AssumeRole",
            },
        }
    )


def test_a_session_without_a_code_calls_neither_iam_nor_most_of_sts(server, iam, user, sts, as_user):
    let(iam, user, statement())
    as_user("iam").list_users(MaxItems=1)
    credentials = sts.get_session_token()["Credentials"]
    with refused("InvalidClientTokenId", "The security token included in the request is invalid"):
        signed_with(server.url, credentials, "iam").list_users()
    own = signed_with(server.url, credentials, "sts")
    text = f"User: {user_arn(user)} is not authorized to perform: sts:GetAccessKeyInfo"
    with refused("AccessDenied", text):
        own.get_access_key_info(AccessKeyId=credentials["AccessKeyId"])
    role = iam.create_role(
        RoleName=iam_name(), AssumeRolePolicyDocument=trusting(ROOT, "sts:AssumeRole", "sts:TagSession")
    )["Role"]["Arn"]
    own.assume_role(RoleArn=role, RoleSessionName="session", Tags=[{"Key": "a", "Value": "b"}])
    signed_with(server.url, credentials).list_secrets()


def test_codes_are_never_right_since_there_are_no_devices(sts, user):
    device = f"arn:aws:iam::{ACCOUNT}:mfa/{user}"
    with refused("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code."):
        sts.get_session_token(SerialNumber=device, TokenCode="123456")
    with refused("ValidationError", like=r"'tokenCode' failed to satisfy constraint"):
        sts.get_session_token(SerialNumber=device, TokenCode="12345x")


def test_who_somebody_is_can_be_asked_by_a_url_that_he_signed(server, user, sts):
    url = sts.generate_presigned_url("get_caller_identity", HttpMethod="GET")
    with urllib.request.urlopen(url, timeout=15) as answer:
        assert f"<Arn>{user_arn(user)}</Arn>" in answer.read().decode()
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(url.replace("GetCallerIdentity", "GetSessionToken"), timeout=15)
    assert caught.value.code == 403 and "SignatureDoesNotMatch" in caught.value.read().decode()


# GetFederationToken


def test_a_federated_session_may_what_both_the_user_and_the_session_may(server, iam, user, sts, secret):
    bob = f"arn:aws:sts::{ACCOUNT}:federated-user/bob"
    with refused(
        "AccessDenied",
        f"User: {user_arn(user)} is not authorized to perform: sts:GetFederationToken on resource: {bob} "
        "because no identity-based policy allows the sts:GetFederationToken action",
    ):
        sts.get_federation_token(Name="bob")
    let(iam, user, statement(["sts:GetFederationToken", "secretsmanager:GetSecretValue", "secretsmanager:ListSecrets"]))
    read = document(statement(["secretsmanager:GetSecretValue", "secretsmanager:DeleteSecret"]))
    answer = sts.get_federation_token(Name="bob", Policy=read)
    assert answer["FederatedUser"] == {"FederatedUserId": f"{ACCOUNT}:bob", "Arn": bob}
    assert 0 < answer["PackedPolicySize"] <= 100
    who = signed_with(server.url, answer["Credentials"], "sts").get_caller_identity()
    assert (who["Arn"], who["UserId"]) == (bob, f"{ACCOUNT}:bob")
    client = signed_with(server.url, answer["Credentials"])
    assert client.get_secret_value(SecretId=secret["ARN"])["SecretString"] == "value"
    with refused("AccessDeniedException", like="no session policy allows the secretsmanager:ListSecrets action"):
        client.list_secrets()
    with refused(
        "AccessDeniedException", like="no identity-based policy allows the secretsmanager:DeleteSecret action"
    ):
        client.delete_secret(SecretId=secret["ARN"])


def test_without_a_session_policy_only_policies_of_resources_let_in(server, iam, user, sts, client, secret):
    let(iam, user, statement())
    answer = sts.get_federation_token(Name="bob")
    assert answer["PackedPolicySize"] == 0
    bob = signed_with(server.url, answer["Credentials"])
    with refused("AccessDeniedException", like="no session policy allows"):
        bob.get_secret_value(SecretId=secret["ARN"])
    named = {**statement("secretsmanager:GetSecretValue"), "Principal": {"AWS": answer["FederatedUser"]["Arn"]}}
    client.put_resource_policy(SecretId=secret["ARN"], ResourcePolicy=document(named))
    assert bob.get_secret_value(SecretId=secret["ARN"])["SecretString"] == "value"


def test_root_federates_administrators_within_their_session_policies(server, secret):
    root = sdk_client(server.url, "sts")
    answer = root.get_federation_token(Name="bob", PolicyArns=[{"arn": ADMINISTRATOR}])
    bob = signed_with(server.url, answer["Credentials"])
    assert bob.get_secret_value(SecretId=secret["ARN"])["SecretString"] == "value"
    nobody = signed_with(server.url, root.get_federation_token(Name="bob")["Credentials"])
    with refused("AccessDeniedException"):
        nobody.get_secret_value(SecretId=secret["ARN"])


def test_federated_sessions_call_neither_iam_nor_sts(server):
    root = sdk_client(server.url, "sts")
    credentials = root.get_federation_token(Name="bob", PolicyArns=[{"arn": ADMINISTRATOR}])["Credentials"]
    with refused("InvalidClientTokenId", "The security token included in the request is invalid"):
        signed_with(server.url, credentials, "iam").list_users()
    role = f"arn:aws:iam::{ACCOUNT}:role/any"
    bob = f"arn:aws:sts::{ACCOUNT}:federated-user/bob"
    with refused("AccessDenied", f"User: {bob} is not authorized to perform: sts:AssumeRole on resource: {role}"):
        signed_with(server.url, credentials, "sts").assume_role(RoleArn=role, RoleSessionName="session")


def test_tags_of_federated_sessions_need_their_own_permission(server, iam, user, sts):
    let(iam, user, statement("sts:GetFederationToken"), statement("secretsmanager:*"))
    tags = [{"Key": "team", "Value": "blue"}]
    with refused("AccessDenied", like="no identity-based policy allows the sts:TagSession action"):
        sts.get_federation_token(Name="bob", Tags=tags)
    let(iam, user, statement(["sts:GetFederationToken", "sts:TagSession"]), statement("secretsmanager:*"))
    only_blue = document(statement(Condition={"StringEquals": {"aws:PrincipalTag/team": "blue"}}))
    blue = sts.get_federation_token(Name="bob", Tags=tags, Policy=only_blue)
    signed_with(server.url, blue["Credentials"]).list_secrets()
    with refused("AccessDeniedException"):
        signed_with(server.url, sts.get_federation_token(Name="bob", Policy=only_blue)["Credentials"]).list_secrets()
    with refused("InvalidParameterValue", "Duplicate tag keys found. Please note that Tag keys are case insensitive."):
        sts.get_federation_token(Name="bob", Tags=[*tags, {"Key": "Team", "Value": "red"}])


@pytest.mark.parametrize("name", ["a", "b" * 33, "a b", "a:b"])
def test_names_of_federated_users_have_a_form(sts, name):
    with refused("ValidationError", like="'name' failed to satisfy constraint"):
        sts.get_federation_token(Name=name)


def test_bad_session_policies_are_refused(server):
    root = sdk_client(server.url, "sts")
    with refused("MalformedPolicyDocument"):
        root.get_federation_token(Name="bob", Policy="{}")
    with refused("ValidationError", like="'policy' failed to satisfy constraint: Member must have length less than"):
        root.get_federation_token(Name="bob", Policy=" " * 2049)


# How sessions end


@pytest.mark.parametrize("make", ["get_session_token", "get_federation_token"])
def test_a_session_ends_with_the_key_that_asked_for_it(server, iam, user, make):
    let(iam, user, statement())
    key = iam.create_access_key(UserName=user)["AccessKey"]
    sts = sdk_client(server.url, "sts", key=key["AccessKeyId"], secret=key["SecretAccessKey"])
    options = {} if make == "get_session_token" else {"Name": "bob", "Policy": document(statement())}
    client = signed_with(server.url, getattr(sts, make)(**options)["Credentials"])
    client.list_secrets()
    change = {"UserName": user, "AccessKeyId": key["AccessKeyId"]}
    iam.update_access_key(**change, Status="Inactive")
    with refused("UnrecognizedClientException", "The security token included in the request is invalid."):
        client.list_secrets()
    iam.update_access_key(**change, Status="Active")
    client.list_secrets()
    iam.delete_access_key(**change)
    with refused("UnrecognizedClientException"):
        client.list_secrets()


def test_a_deleted_user_has_no_sessions_and_is_trusted_no_more(server, iam, client):
    name = iam_name("user")
    iam.create_user(UserName=name)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    sts = sdk_client(server.url, "sts", key=key["AccessKeyId"], secret=key["SecretAccessKey"])
    role = iam.create_role(RoleName=iam_name(), AssumeRolePolicyDocument=trusting(user_arn(name)))["Role"]["Arn"]
    own = signed_with(server.url, sts.get_session_token()["Credentials"], "sts")
    own.assume_role(RoleArn=role, RoleSessionName="session")

    iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    iam.delete_user(UserName=name)
    for gone in (sts, own):
        with refused("InvalidClientTokenId"):
            gone.get_caller_identity()
    iam.create_user(UserName=name)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    namesake = sdk_client(server.url, "sts", key=key["AccessKeyId"], secret=key["SecretAccessKey"])
    with refused("AccessDenied"):
        namesake.assume_role(RoleArn=role, RoleSessionName="session")


def test_sessions_expire(tmp_path):
    with ShiftedClock(tmp_path) as clock, clock.server() as server:
        root = sdk_client(server.url, "sts")
        iam = sdk_client(server.url, "iam")
        role = iam.create_role(RoleName="r", AssumeRolePolicyDocument=trusting(ROOT))["Role"]["Arn"]
        made = {
            900: root.get_session_token(DurationSeconds=900),
            1800: root.assume_role(RoleArn=role, RoleSessionName="session", DurationSeconds=1800),
            3600: root.get_federation_token(Name="bob"),
        }
        clients = {life: signed_with(server.url, each["Credentials"], "sts") for life, each in made.items()}
        for life, session in clients.items():
            clock.advance(life - clock.offset - 10)
            session.get_caller_identity()
            clock.advance(11)
            with refused("ExpiredToken", "The security token included in the request is expired"):
                session.get_caller_identity()
            with refused("ExpiredTokenException", "The security token included in the request is expired"):
                signed_with(server.url, made[life]["Credentials"]).list_secrets()


def test_sessions_outlive_the_server(tmp_path):
    with Server.dev("--data", tmp_path) as server:
        credentials = sdk_client(server.url, "sts").get_session_token()["Credentials"]
        assert server.stop() == 0
    with Server.dev("--data", tmp_path) as server:
        assert signed_with(server.url, credentials, "sts").get_caller_identity()["Arn"] == ROOT


# The others


def test_an_id_of_a_key_tells_its_account(server, iam, user, sts):
    root = sdk_client(server.url, "sts")
    key = iam.create_access_key(UserName=user)["AccessKey"]["AccessKeyId"]
    assert root.get_access_key_info(AccessKeyId=key)["Account"] == ACCOUNT
    temporary = sts.get_session_token()["Credentials"]["AccessKeyId"]
    assert root.get_access_key_info(AccessKeyId=temporary)["Account"] == ACCOUNT
    assert root.get_access_key_info(AccessKeyId="ASIAQNZGKIQY56JQ7WML")["Account"] == "029608264753"
    iam.delete_access_key(UserName=user, AccessKeyId=key)
    assert root.get_access_key_info(AccessKeyId=key)["Account"] == ACCOUNT


def test_an_id_that_is_none_is_refused(server, as_user, user):
    root = sdk_client(server.url, "sts", validate=False)
    with refused("ValidationError", violation(at_least(16), "accessKeyId", "AKIA")):
        root.get_access_key_info(AccessKeyId="AKIA")
    with refused("ValidationError", like=r"regular expression pattern: \[\\w\]\*$"):
        root.get_access_key_info(AccessKeyId="AKIA-AAAAAAAAAAAAAAA")
    with refused("ValidationError", "The access key id is invalid."):
        root.get_access_key_info(AccessKeyId="0" * 20)
    with refused("AccessDenied", like="sts:GetAccessKeyInfo because no identity-based policy allows"):
        as_user("sts").get_access_key_info(AccessKeyId="ASIAQNZGKIQY56JQ7WML")


def test_nothing_is_an_encoded_message_of_ours(server, sts):
    with refused("InvalidAuthorizationMessageException", "Message is not valid"):
        sdk_client(server.url, "sts").decode_authorization_message(EncodedMessage="abc")
    with refused("AccessDenied", like="sts:DecodeAuthorizationMessage because no identity-based policy allows"):
        sts.decode_authorization_message(EncodedMessage="abc")


# The AWS CLI


@pytest.fixture
def aws(server, tmp_path):
    """The AWS CLI with two profiles: a user's keys, and a role that he assumes."""
    cli = str(Path(sys.executable).parent / "aws")
    config, keys = tmp_path / "config", tmp_path / "credentials"

    def configure(key, role, **more):
        lines = "".join(f"{name} = {value}\n" for name, value in more.items())
        keys.write_text(
            f"[user]\naws_access_key_id = {key['AccessKeyId']}\naws_secret_access_key = {key['SecretAccessKey']}\n"
        )
        config.write_text(f"[profile role]\nrole_arn = {role}\nsource_profile = user\nregion = {REGION}\n{lines}")

    def run(*arguments, profile="role"):
        env = environment(
            AWS_CONFIG_FILE=str(config),
            AWS_SHARED_CREDENTIALS_FILE=str(keys),
            AWS_ENDPOINT_URL=server.url,
            AWS_DEFAULT_REGION=REGION,
            AWS_PAGER="",
            HOME=str(tmp_path),
        )
        command = [cli, "--profile", profile, *arguments]
        return subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=60)

    run.configure = configure
    run.config = config
    return run


def test_a_profile_with_a_role_works_in_the_cli(iam, user, aws, secret):
    role = iam.create_role(
        RoleName=iam_name(),
        AssumeRolePolicyDocument=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": {
                    "Effect": "Allow",
                    "Principal": {"AWS": user_arn(user)},
                    "Action": "sts:AssumeRole",
                    "Condition": {"StringEquals": {"sts:ExternalId": "ours"}},
                },
            }
        ),
    )["Role"]
    iam.put_role_policy(
        RoleName=role["RoleName"],
        PolicyName="p",
        PolicyDocument=document(statement("secretsmanager:GetSecretValue", resource=secret["ARN"])),
    )
    key = iam.create_access_key(UserName=user)["AccessKey"]
    aws.configure(key, role["Arn"], external_id="ours", role_session_name="from-cli", duration_seconds=900)
    read = aws("secretsmanager", "get-secret-value", "--secret-id", secret["Name"])
    assert read.returncode == 0, read.stderr
    assert json.loads(read.stdout)["SecretString"] == "value"
    who = json.loads(aws("sts", "get-caller-identity").stdout)
    assert who["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/{role['RoleName']}/from-cli"
    as_user = aws("secretsmanager", "get-secret-value", "--secret-id", secret["Name"], profile="user")
    assert as_user.returncode != 0 and "AccessDeniedException" in as_user.stderr

    aws.configure(key, role["Arn"], external_id="theirs", role_session_name="from-cli")
    refusal = aws("secretsmanager", "list-secrets").stderr
    assert "AccessDenied" in refusal and f"sts:AssumeRole on resource: {role['Arn']}" in refusal


def test_a_profile_with_a_credential_process_works_in_the_cli(iam, user, sts, aws, secret, tmp_path):
    let(iam, user, statement("secretsmanager:GetSecretValue"))
    made = sts.get_session_token(DurationSeconds=900)["Credentials"]
    printed = tmp_path / "printed.json"
    printed.write_text(json.dumps({"Version": 1, **made, "Expiration": made["Expiration"].isoformat()}))
    aws.config.write_text(f"[profile process]\ncredential_process = cat {printed}\nregion = {REGION}\n")
    read = aws("secretsmanager", "get-secret-value", "--secret-id", secret["Name"], profile="process")
    assert read.returncode == 0, read.stderr
    assert json.loads(read.stdout)["SecretString"] == "value"
    assert json.loads(aws("sts", "get-caller-identity", profile="process").stdout)["Arn"] == user_arn(user)


def test_the_cli_asks_for_sessions(iam, user, aws):
    key = iam.create_access_key(UserName=user)["AccessKey"]
    aws.configure(key, f"arn:aws:iam::{ACCOUNT}:role/unused")
    made = json.loads(aws("sts", "get-session-token", "--duration-seconds", "900", profile="user").stdout)
    expires = datetime.fromisoformat(made["Credentials"]["Expiration"])
    assert timedelta(seconds=800) < expires - datetime.now(timezone.utc) < timedelta(seconds=910)
