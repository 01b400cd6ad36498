"""Two accounts in one deployment: who of the other one may do what with a secret, and what never works across them."""

import json

import pytest

from clients import ACCOUNT, refused, sdk_client, unique_name
from server_process import Server, run_to_end
from test_operator import key_of

OTHER = "444455556666"
DEFAULT_KEY = (
    "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key."
)


@pytest.fixture(scope="module")
def accounts(tmp_path_factory):
    """The server, and a client of the administrator of the other account."""
    folder = tmp_path_factory.mktemp("accounts")
    with Server.dev("--data", str(folder)) as running:
        key = key_of(run_to_end("account", "create", OTHER, "--data", folder))
        yield running, key
        assert running.stop() == 0


@pytest.fixture
def ours(accounts):
    return sdk_client(accounts[0].url)


@pytest.fixture
def theirs(accounts):
    server, key = accounts
    return sdk_client(server.url, **key)


@pytest.fixture
def shared(ours):
    """A secret whose policy lets the other account do everything with it."""
    made = ours.create_secret(Name=unique_name(), SecretString="value")
    ours.put_resource_policy(SecretId=made["ARN"], ResourcePolicy=json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{OTHER}:root"}, "Action": "secretsmanager:*",
         "Resource": "*"}]}))
    return made


def test_without_a_resource_policy_nothing_is_allowed(ours, theirs):
    made = ours.create_secret(Name=unique_name(), SecretString="value")
    for call in (theirs.describe_secret, theirs.get_secret_value, theirs.delete_secret):
        with refused("AccessDeniedException", like="because no resource-based policy allows"):
            call(SecretId=made["ARN"])


def test_with_one_the_other_account_manages_the_secret(ours, theirs, shared):
    assert theirs.describe_secret(SecretId=shared["ARN"])["ARN"] == shared["ARN"]
    theirs.tag_resource(SecretId=shared["ARN"], Tags=[{"Key": "by", "Value": "them"}])
    assert ours.describe_secret(SecretId=shared["ARN"])["Tags"] == [{"Key": "by", "Value": "them"}]
    theirs.delete_secret(SecretId=shared["ARN"])
    theirs.restore_secret(SecretId=shared["ARN"])


def test_values_under_the_default_key_stay_in_their_account(ours, theirs, shared):
    with refused("InvalidRequestException", DEFAULT_KEY):
        theirs.get_secret_value(SecretId=shared["ARN"])
    with refused("InvalidRequestException", DEFAULT_KEY):
        theirs.put_secret_value(SecretId=shared["ARN"], SecretString="theirs")
    with refused("InvalidRequestException", DEFAULT_KEY):
        theirs.update_secret(SecretId=shared["ARN"], SecretString="theirs")
    assert ours.get_secret_value(SecretId=shared["ARN"])["SecretString"] == "value"


def test_names_never_reach_into_another_account(ours, theirs, shared):
    with refused("ResourceNotFoundException"):
        theirs.describe_secret(SecretId=shared["Name"])
    mine = theirs.create_secret(Name=shared["Name"], SecretString="theirs")
    assert mine["ARN"].split(":")[4] == OTHER
    assert theirs.get_secret_value(SecretId=shared["Name"])["SecretString"] == "theirs"
    assert ours.get_secret_value(SecretId=shared["Name"])["SecretString"] == "value"


def test_a_batch_and_a_list_stay_in_the_account(theirs, shared):
    answer = theirs.batch_get_secret_value(SecretIdList=[shared["ARN"]])
    assert answer["SecretValues"] == [] and len(answer["Errors"]) == 1
    assert shared["ARN"] not in [entry["ARN"] for entry in theirs.list_secrets()["SecretList"]]


def test_identities_are_apart(accounts):
    server, key = accounts
    ours = sdk_client(server.url, service="iam")
    theirs = sdk_client(server.url, service="iam", **key)
    name = unique_name("user").replace("/", "-")
    ours.create_user(UserName=name)
    with refused("NoSuchEntity"):
        theirs.get_user(UserName=name)
    assert ours.get_user(UserName=name)["User"]["Arn"].split(":")[4] == ACCOUNT
