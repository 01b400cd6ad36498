"""The policies of docs/policies.md do what the page says."""

import json
import re
from pathlib import Path

import pytest

from clients import ACCOUNT, refused, sdk_client, unique_name
from server_process import Server, run_to_end
from test_operator import SECOND, key_of

PAGE = (Path(__file__).resolve().parents[2] / "docs/policies.md").read_text()


def policies(heading):
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [json.dumps(json.loads(text)) for text in re.findall(r"```json\n(.*?)```", section, re.S)]


def policy(heading):
    (only,) = policies(heading)
    return only


@pytest.fixture(scope="module")
def iam(server):
    return sdk_client(server.url, service="iam")


@pytest.fixture
def user(server, iam):
    def make(heading=None, service="secretsmanager", name=None, **tags):
        name = name or unique_name("docs").replace("/", "-")
        iam.create_user(UserName=name, Tags=[{"Key": key, "Value": value} for key, value in tags.items()])
        if heading:
            iam.put_user_policy(UserName=name, PolicyName="docs", PolicyDocument=policy(heading))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return sdk_client(server.url, service=service, key=key["AccessKeyId"], secret=key["SecretAccessKey"])

    return make


def made(client, name, **options):
    return client.create_secret(Name=name, SecretString="value", **options)["ARN"]


def test_the_application_reads_its_secret_and_no_other(client, user):
    app = user("An application that reads one secret")
    for name in ("app/db", "app/db-replica"):
        made(client, name)
    try:
        assert app.get_secret_value(SecretId="app/db")["SecretString"] == "value"
        for refusal in (
            lambda: app.get_secret_value(SecretId="app/db-replica"),
            lambda: app.put_secret_value(SecretId="app/db", SecretString="x"),
            lambda: app.list_secrets(),
        ):
            with refused("AccessDeniedException"):
                refusal()
    finally:
        for name in ("app/db", "app/db-replica"):
            client.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)


def test_the_team_works_with_its_own(client, user):
    red = user("A team, by tag", team="red")
    ours = made(red, unique_name(), Tags=[{"Key": "team", "Value": "red"}])
    theirs = made(client, unique_name(), Tags=[{"Key": "team", "Value": "blue"}])
    red.get_secret_value(SecretId=ours)
    red.tag_resource(SecretId=ours, Tags=[{"Key": "stage", "Value": "test"}])
    for refusal in (
        lambda: red.get_secret_value(SecretId=theirs),
        lambda: made(red, unique_name()),
        lambda: made(red, unique_name(), Tags=[{"Key": "team", "Value": "blue"}]),
        lambda: red.tag_resource(SecretId=ours, Tags=[{"Key": "team", "Value": "blue"}]),
        lambda: red.untag_resource(SecretId=ours, TagKeys=["team"]),
        lambda: red.tag_resource(SecretId=theirs, Tags=[{"Key": "stage", "Value": "test"}]),
    ):
        with refused("AccessDeniedException"):
            refusal()


def test_nobody_takes_a_foreign_secret_by_tagging_it(client, user):
    red = user("A team, by tag", team="red")
    theirs = made(client, unique_name(), Tags=[{"Key": "team", "Value": "blue"}])
    with refused("AccessDeniedException"):
        red.tag_resource(SecretId=theirs, Tags=[{"Key": "team", "Value": "red"}])


def test_the_deployer_writes_and_never_reads(client, user):
    deployer = user("A deployer that writes and never reads")
    arn = made(deployer, unique_name("app"))
    deployer.put_secret_value(SecretId=arn, SecretString="second")
    deployer.update_secret(SecretId=arn, Description="described")
    for refusal in (
        lambda: deployer.get_secret_value(SecretId=arn),
        lambda: deployer.put_resource_policy(SecretId=arn, ResourcePolicy=policy("A guest, by the secret's own policy")),
        lambda: made(deployer, unique_name("other")),
        lambda: deployer.delete_secret(SecretId=arn),
    ):
        with refused("AccessDeniedException"):
            refusal()


def test_the_rotation_function_turns_a_secret_over(client, user):
    rotator = user("A rotation function")
    arn = made(client, unique_name("rotated"))
    before = rotator.get_secret_value(SecretId=arn)["VersionId"]
    password = rotator.get_random_password()["RandomPassword"]
    pending = rotator.put_secret_value(SecretId=arn, SecretString=password, VersionStages=["AWSPENDING"])["VersionId"]
    rotator.update_secret_version_stage(
        SecretId=arn, VersionStage="AWSCURRENT", MoveToVersionId=pending, RemoveFromVersionId=before
    )
    assert rotator.get_secret_value(SecretId=arn)["SecretString"] == password
    with refused("AccessDeniedException"):
        rotator.delete_secret(SecretId=arn)


def test_the_auditor_sees_all_but_values(client, user, secret):
    auditor = user("An auditor")
    auditor.describe_secret(SecretId=secret["ARN"])
    auditor.list_secrets()
    with refused("AccessDeniedException"):
        auditor.get_secret_value(SecretId=secret["ARN"])
    identities = user("An auditor", service="iam")
    identities.list_users()
    with refused("AccessDenied"):
        identities.create_user(UserName="x")


def test_the_guest_is_let_in_by_the_secret(client, user, secret):
    name = unique_name("guest").replace("/", "-")
    guest = user(name=name)
    text = policy("A guest, by the secret's own policy").replace("GUEST", name)
    client.put_resource_policy(SecretId=secret["ARN"], ResourcePolicy=text)
    assert guest.get_secret_value(SecretId=secret["ARN"])["SecretString"] == "value"
    with refused("AccessDeniedException"):
        guest.describe_secret(SecretId=secret["ARN"])


def test_a_second_account_reads_by_three_policies(tmp_path):
    of_secret, of_key, of_reader = policies("A second account")
    with Server.dev("--data", str(tmp_path)) as server:
        admin = key_of(run_to_end("account", "create", SECOND, "--data", tmp_path))
        theirs = sdk_client(server.url, "iam", **admin)
        theirs.create_user(UserName="reader")
        access_key = theirs.create_access_key(UserName="reader")["AccessKey"]
        signs = {"key": access_key["AccessKeyId"], "secret": access_key["SecretAccessKey"]}
        reader, ours, kms = sdk_client(server.url, **signs), sdk_client(server.url), sdk_client(server.url, "kms")

        key = kms.create_key()["KeyMetadata"]["KeyId"]
        arn = made(ours, unique_name("shared"), KmsKeyId=key)
        version = ours.describe_secret(SecretId=arn)["VersionIdsToStages"].popitem()[0]
        for share in (
            lambda: ours.put_resource_policy(SecretId=arn, ResourcePolicy=of_secret),
            lambda: theirs.put_user_policy(UserName="reader", PolicyName="docs", PolicyDocument=of_reader),
            lambda: kms.put_key_policy(KeyId=key, Policy=of_key),
        ):
            with refused("AccessDeniedException"):
                reader.get_secret_value(SecretId=arn)
            share()
        assert reader.get_secret_value(SecretId=arn)["SecretString"] == "value"
        with refused("AccessDeniedException"):
            reader.put_secret_value(SecretId=arn, SecretString="x")
        context = {"SecretARN": arn, "SecretVersionId": version}
        blob = kms.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext=context)["CiphertextBlob"]
        with refused("AccessDeniedException"):
            sdk_client(server.url, "kms", **signs).decrypt(CiphertextBlob=blob, EncryptionContext=context)
        assert server.stop() == 0


def test_a_key_opens_the_secrets_of_one_application(client, kms, user, iam):
    name = unique_name("guest").replace("/", "-")
    guest = user(name=name)
    iam.put_user_policy(UserName=name, PolicyName="read", PolicyDocument=json.dumps({
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}}))
    text = policy("A key for one application").replace("GUEST", name)
    key = kms.create_key(Policy=text)["KeyMetadata"]["KeyId"]
    ours, other = (made(client, unique_name(prefix), KmsKeyId=key) for prefix in ("app", "other"))
    assert guest.get_secret_value(SecretId=ours)["SecretString"] == "value"
    with refused("AccessDeniedException", "Access to KMS is not allowed"):
        guest.get_secret_value(SecretId=other)
    kms.disable_key(KeyId=key)
    with refused("DecryptionFailure"):
        guest.get_secret_value(SecretId=ours)


def test_the_page_names_the_accounts_of_the_tests():
    assert set(re.findall(r"\d{12}", PAGE)) == {ACCOUNT, SECOND}
