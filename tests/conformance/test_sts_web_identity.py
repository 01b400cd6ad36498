"""AssumeRoleWithWebIdentity: tokens of an identity provider whose published keys lie in a folder."""

import json
import os
import subprocess
import time

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config

from clients import (
    ACCOUNT,
    NOT_NULL,
    REGION,
    at_least,
    iam_name,
    refused,
    sdk_client,
    signed_with,
    unique_name,
    violation,
)
from identity_provider import AUDIENCE, EllipticKey, RsaKey, base64url, compact, signed_token
from server_process import ROOT, Server, environment

HOST = "login.example.com/tenant"
ISSUER = f"https://{HOST}"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{HOST}"
ACTION = "sts:AssumeRoleWithWebIdentity"
TAGS = "https://aws.amazon.com/tags"
SOURCE_IDENTITY = "https://aws.amazon.com/source_identity"
NOT_A_TOKEN = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
NO_KEY = (
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
    "documentation for requirements"
)
NOT_AUTHORIZED = f"Not authorized to perform {ACTION}"


def token_of(key, header=None, iss=ISSUER, **claims):
    return signed_token(key, iss, header, **claims)


def publish(folder, host, *keys):
    (folder / f"{host.replace('/', '_')}.json").write_bytes(compact({"keys": [key.published() for key in keys]}))


@pytest.fixture(scope="module")
def key_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("private-keys")


@pytest.fixture(scope="module")
def key(key_folder):
    return RsaKey(key_folder, "rsa-1")


@pytest.fixture(scope="module")
def elliptic_key(key_folder):
    return EllipticKey(key_folder, "elliptic-1")


@pytest.fixture(scope="module")
def key_sets(tmp_path_factory, key, elliptic_key):
    folder = tmp_path_factory.mktemp("key-sets")
    publish(folder, HOST, key, elliptic_key)
    return folder


@pytest.fixture(scope="module")
def server(key_sets):
    """One of its own, with one provider registered."""
    with Server.dev("--key-sets", key_sets) as running:
        sdk_client(running.url, "iam").create_open_id_connect_provider(
            Url=ISSUER, ClientIDList=[AUDIENCE, "second"], ThumbprintList=["a" * 40]
        )
        yield running
        assert running.stop() == 0


@pytest.fixture(scope="module")
def iam(server):
    return sdk_client(server.url, "iam")


@pytest.fixture(scope="module")
def sts(server):
    """As the SDK calls it: the call is not signed."""
    return sdk_client(server.url, "sts")


@pytest.fixture(scope="module")
def secret(server):
    return sdk_client(server.url).create_secret(Name=unique_name(), SecretString="value")


def trust(*actions, provider=PROVIDER, effect="Allow", **more):
    return {"Effect": effect, "Principal": {"Federated": provider}, "Action": list(actions or [ACTION]), **more}


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


@pytest.fixture
def make_role(iam):
    """Makes a role that trusts as told, and may read secrets."""

    def make(*trusted, **options):
        name = iam_name("role")
        policy = document(*(trusted or (trust(),)))
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=policy, **options)["Role"]
        may = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}
        iam.put_role_policy(RoleName=name, PolicyName="read", PolicyDocument=document(may))
        return role

    return make


@pytest.fixture
def role(make_role):
    return make_role()


def assume(sts, role, token, **options):
    return sts.assume_role_with_web_identity(
        RoleArn=role["Arn"], RoleSessionName="session", WebIdentityToken=token, **options
    )


def test_a_token_opens_the_secrets_of_its_role(server, sts, role, key, secret):
    answer = assume(sts, role, token_of(key), DurationSeconds=900)
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/{role['RoleName']}/session"
    assert answer["AssumedRoleUser"] == {"AssumedRoleId": f"{role['RoleId']}:session", "Arn": session}
    assert answer["SubjectFromWebIdentityToken"] == "repo:example/app"
    assert (answer["Provider"], answer["Audience"]) == (HOST, AUDIENCE)
    assert "PackedPolicySize" not in answer and "SourceIdentity" not in answer
    assert 890 <= answer["Credentials"]["Expiration"].timestamp() - time.time() <= 901
    assert signed_with(server.url, answer["Credentials"], "sts").get_caller_identity()["Arn"] == session
    client = signed_with(server.url, answer["Credentials"])
    assert client.get_secret_value(SecretId=secret["Name"])["SecretString"] == "value"
    with refused("AccessDeniedException"):
        client.delete_secret(SecretId=secret["Name"])


def test_a_client_without_any_credentials_may_call(server, role, key):
    sts = boto3.client(
        "sts", endpoint_url=server.url, region_name=REGION, config=Config(signature_version=UNSIGNED)
    )
    assume(sts, role, token_of(key))


def test_elliptic_keys_sign_too(sts, role, elliptic_key):
    assume(sts, role, token_of(elliptic_key))


def test_what_is_no_token_is_refused(sts, role, key):
    whole = token_of(key)
    claims = whole.split(".")[1]
    none = base64url(compact({"alg": "none", "kid": key.id}))
    for bad in (
        "abcd",
        "a.b.c",
        whole + "=",
        whole + ".e30",
        f"{none}.{claims}.",
        token_of(key, header={"alg": "HS256", "kid": key.id}),
        token_of(key, sub=None),
        token_of(key, exp=None),
        token_of(key, **{TAGS: {"principal_tags": {"team": "blue"}}}),
    ):
        with refused("InvalidIdentityToken", NOT_A_TOKEN):
            assume(sts, role, bad)


def test_an_unknown_issuer_is_named(iam, sts, role, key):
    for issuer in ("https://other.example.com", f"{ISSUER}/", ISSUER.upper().replace("HTTPS", "https"), HOST):
        with refused("InvalidIdentityToken", f"No OpenIDConnect provider found in your account for {issuer}"):
            assume(sts, role, token_of(key, iss=issuer))
    other = {"Arn": role["Arn"].replace(ACCOUNT, "111122223333")}
    with refused("InvalidIdentityToken", f"No OpenIDConnect provider found in your account for {ISSUER}"):
        assume(sts, other, token_of(key))
    with refused("InvalidIdentityToken", "No OpenIDConnect provider found in your account for www.amazon.com"):
        assume(sts, role, token_of(key), ProviderId="www.amazon.com")


def test_without_the_key_nothing_is_believed(iam, sts, role, key, key_folder):
    stranger = RsaKey(key_folder, "rsa-unknown")
    for token in (
        token_of(stranger),
        token_of(key, header={"alg": "RS256"}),
        token_of(key, header={"alg": "PS256", "kid": key.id}),
        token_of(key, header={"alg": "ES256", "kid": key.id}),
    ):
        with refused("InvalidIdentityToken", NO_KEY):
            assume(sts, role, token)
    iam.create_open_id_connect_provider(Url="https://keyless.example.com", ClientIDList=[AUDIENCE])
    with refused("InvalidIdentityToken", NO_KEY):
        assume(sts, role, token_of(key, iss="https://keyless.example.com"))


def test_a_signature_of_another_key_is_refused(sts, role, key, key_folder):
    stranger = RsaKey(key_folder, "rsa-stranger")
    with refused("InvalidIdentityToken", like="could not be validated"):
        assume(sts, role, token_of(stranger, header={"alg": "RS256", "kid": key.id}))
    head, _, signature = token_of(key).split(".")
    claims = token_of(key, sub="repo:evil/app").split(".")[1]
    with refused("InvalidIdentityToken", like="could not be validated"):
        assume(sts, role, f"{head}.{claims}.{signature}")


def test_published_keys_may_change_while_the_server_runs(iam, sts, make_role, key, key_folder, key_sets):
    host = "rotating.example.com"
    arn = iam.create_open_id_connect_provider(Url=f"https://{host}", ClientIDList=[AUDIENCE])
    role = make_role(trust(provider=arn["OpenIDConnectProviderArn"]))
    publish(key_sets, host, key)
    assume(sts, role, token_of(key, iss=f"https://{host}"))
    second = EllipticKey(key_folder, "elliptic-2")
    publish(key_sets, host, second)
    assume(sts, role, token_of(second, iss=f"https://{host}"))
    with refused("InvalidIdentityToken", NO_KEY):
        assume(sts, role, token_of(key, iss=f"https://{host}"))


def test_a_token_is_valid_within_its_times_and_a_minute(sts, role, key):
    now = int(time.time())
    assume(sts, role, token_of(key, exp=now - 30, nbf=now - 600))
    assume(sts, role, token_of(key, nbf=now + 30, iat=now + 30))
    with refused(
        "ExpiredTokenException",
        like=rf"^Token expired: current date/time \d+ must be before the expiration date/time {now - 90}$",
    ):
        assume(sts, role, token_of(key, exp=now - 90))
    for claims in ({"nbf": now + 300}, {"iat": now + 300}):
        with refused("InvalidIdentityToken", like="^Token not yet valid"):
            assume(sts, role, token_of(key, **claims))


def test_the_audience_is_a_client_id_of_the_provider(sts, role, key):
    assert assume(sts, role, token_of(key, aud=["other", "second"]))["Audience"] == "second"
    assert assume(sts, role, token_of(key, aud="other", azp="second"))["Audience"] == "second"
    for claims in ({"aud": "other"}, {"aud": ["x", "y"]}, {"aud": AUDIENCE, "azp": "other"}):
        with refused("InvalidIdentityToken", "Incorrect token audience"):
            assume(sts, role, token_of(key, **claims))


def test_a_role_that_is_not_there_answers_like_one_that_does_not_trust(iam, sts, make_role, key):
    aws = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"}
    other = iam.create_open_id_connect_provider(Url="https://untrusted.example.com", ClientIDList=[AUDIENCE])
    for role in (
        {"Arn": f"arn:aws:iam::{ACCOUNT}:role/{iam_name()}"},
        make_role(aws),
        make_role(trust(provider=other["OpenIDConnectProviderArn"])),
        make_role(trust("sts:AssumeRole")),
        make_role(trust(), trust(effect="Deny")),
    ):
        with refused("AccessDenied", NOT_AUTHORIZED):
            assume(sts, role, token_of(key))


@pytest.mark.parametrize(
    "condition, claims, wrong",
    [
        ({"StringEquals": {"aud": "second"}}, {"aud": "second"}, {"aud": AUDIENCE}),
        ({"StringLike": {"sub": "repo:example/*"}}, {}, {"sub": "repo:evil/app"}),
        (
            {"StringEquals": {"aud": "second", "azp": "second", "oaud": "x"}},
            {"aud": "x", "azp": "second"},
            {"aud": "y", "azp": "second"},
        ),
        ({"ForAnyValue:StringEquals": {"amr": "mfa"}}, {"amr": ["pwd", "mfa"]}, {"amr": ["pwd"]}),
        ({"Null": {"oaud": "true"}}, {}, {"azp": "second"}),
        ({"Null": {"azp": "true"}}, {}, {"azp": "second"}),
    ],
)
def test_trust_policies_see_the_claims(sts, make_role, key, condition, claims, wrong):
    named = {operator: {f"{HOST}:{k}": v for k, v in keys.items()} for operator, keys in condition.items()}
    role = make_role(trust(Condition=named))
    assume(sts, role, token_of(key, **claims))
    with refused("AccessDenied", NOT_AUTHORIZED):
        assume(sts, role, token_of(key, **wrong))


def test_trust_policies_see_the_session_that_is_asked_for(sts, make_role, key):
    role = make_role(trust(Condition={"StringEquals": {"sts:RoleSessionName": "session"}}))
    assume(sts, role, token_of(key))
    with refused("AccessDenied", NOT_AUTHORIZED):
        sts.assume_role_with_web_identity(
            RoleArn=role["Arn"], RoleSessionName="other", WebIdentityToken=token_of(key)
        )


def test_tags_come_with_the_token_and_need_their_permission(server, iam, sts, make_role, key, secret):
    tags = {TAGS: {"principal_tags": {"team": ["blue"]}, "transitive_tag_keys": ["team"]}}
    with refused("AccessDenied", "Not authorized to perform sts:TagSession"):
        assume(sts, make_role(), token_of(key, **tags))
    only_blue = {"StringEquals": {"aws:RequestTag/team": "blue"}}
    role = make_role(trust(ACTION, "sts:TagSession", Condition=only_blue))
    iam.put_role_policy(
        RoleName=role["RoleName"],
        PolicyName="read",
        PolicyDocument=document(
            {
                "Effect": "Allow",
                "Action": "secretsmanager:GetSecretValue",
                "Resource": "*",
                "Condition": {"StringEquals": {"aws:PrincipalTag/team": "blue", "aws:FederatedProvider": PROVIDER}},
            }
        ),
    )
    answer = assume(sts, role, token_of(key, **tags))
    assert answer["PackedPolicySize"] > 0
    signed_with(server.url, answer["Credentials"]).get_secret_value(SecretId=secret["Name"])
    tags[TAGS]["principal_tags"]["team"] = ["red"]
    with refused("AccessDenied", NOT_AUTHORIZED):
        assume(sts, role, token_of(key, **tags))


def test_a_source_identity_comes_with_the_token_and_needs_its_permission(sts, make_role, key):
    token = token_of(key, **{SOURCE_IDENTITY: "alice"})
    with refused("AccessDenied", "Not authorized to perform sts:SetSourceIdentity"):
        assume(sts, make_role(), token)
    only_alice = {"StringEquals": {"sts:SourceIdentity": "alice"}}
    role = make_role(trust(ACTION, "sts:SetSourceIdentity", Condition=only_alice))
    assert assume(sts, role, token)["SourceIdentity"] == "alice"


def test_session_policies_and_durations_limit(server, sts, make_role, key, secret):
    role = make_role(MaxSessionDuration=7200)
    nothing = document({"Effect": "Allow", "Action": "kms:*", "Resource": "*"})
    answer = assume(sts, role, token_of(key), Policy=nothing, DurationSeconds=7200)
    assert answer["PackedPolicySize"] > 0
    with refused("AccessDeniedException", like="session policy"):
        signed_with(server.url, answer["Credentials"]).get_secret_value(SecretId=secret["Name"])
    with refused(
        "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    ):
        assume(sts, role, token_of(key), DurationSeconds=7201)
    with refused("MalformedPolicyDocument"):
        assume(sts, role, token_of(key), Policy="{}")


def test_requests_are_validated_without_showing_the_token(server, role):
    loose = sdk_client(server.url, "sts", validate=False)
    with refused("ValidationError", violation(NOT_NULL, "webIdentityToken")):
        loose.assume_role_with_web_identity(RoleArn=role["Arn"], RoleSessionName="session")
    with refused("ValidationError", violation(at_least(4), "webIdentityToken", "***")):
        assume(loose, role, "abc")
    with refused("ValidationError", f"{'x' * 20} is invalid"):
        assume(loose, {"Arn": "x" * 20}, "a.b.c")


def of_token_file(server, role, token, folder):
    file = folder / "token"
    file.write_text(token)
    return environment(
        AWS_WEB_IDENTITY_TOKEN_FILE=str(file),
        AWS_ROLE_ARN=role["Arn"],
        AWS_ROLE_SESSION_NAME="from-file",
        AWS_ENDPOINT_URL=server.url,
        AWS_DEFAULT_REGION=REGION,
        AWS_EC2_METADATA_DISABLED="true",
        HOME=str(folder),
    )


def test_the_sdk_signs_with_a_token_file(server, role, key, secret, tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in of_token_file(server, role, token_of(key), tmp_path).items():
        monkeypatch.setenv(name, value)
    client = boto3.Session().client("secretsmanager")
    assert client.get_secret_value(SecretId=secret["Name"])["SecretString"] == "value"


def test_the_command_line_signs_with_a_token_file(server, role, key, secret, tmp_path):
    aws = ROOT / "build/venv/bin/aws"
    done = subprocess.run(
        [aws, "secretsmanager", "get-secret-value", "--secret-id", secret["Name"], "--query", "SecretString"],
        env=of_token_file(server, role, token_of(key), tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout.strip()) == (0, '"value"'), done.stderr
