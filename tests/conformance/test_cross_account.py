"""Two accounts in one deployment: who of the other one may do what with a secret, and what never works across them."""

import json

import pytest

from clients import ACCOUNT, iam_name, refused, sdk_client, signed_with, unique_name
from iam_documents import allow, policy_text, statement
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


def test_both_accounts_have_a_record_of_their_own(accounts, theirs, shared):
    theirs.describe_secret(SecretId=shared["ARN"])
    records = []
    for client in (sdk_client(accounts[0].url, "cloudtrail"), sdk_client(accounts[0].url, "cloudtrail", **accounts[1])):
        (event,) = client.lookup_events(
            LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "DescribeSecret"}], MaxResults=1
        )["Events"]
        records.append(json.loads(event["CloudTrailEvent"]))
    owner, caller = records
    assert owner["sharedEventID"] == caller["sharedEventID"] and owner["eventID"] != caller["eventID"]
    assert (owner["recipientAccountId"], caller["recipientAccountId"]) == (ACCOUNT, OTHER)
    assert owner["userIdentity"]["type"] == "AWSAccount" and owner["userIdentity"]["accountId"] == OTHER
    assert caller["userIdentity"]["type"] == "IAMUser"


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


@pytest.fixture
def assuming(accounts):
    """A user of ours who may assume any role, and one who may not: each as his ARN and a client of STS."""
    server, _ = accounts
    iam = sdk_client(server.url, "iam")

    def user(*statements):
        name = iam_name("user")
        arn = iam.create_user(UserName=name)["User"]["Arn"]
        allow(iam, name, *statements)
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return arn, sdk_client(server.url, "sts", key=key["AccessKeyId"], secret=key["SecretAccessKey"])

    return user(statement("sts:AssumeRole")), user(statement("iam:ListUsers"))


@pytest.fixture
def their_role(accounts):
    """Makes a role of the other account that lets in whom `principal` names and may read its secrets."""
    server, key = accounts
    iam = sdk_client(server.url, "iam", **key)

    def make(principal, condition=None):
        name = iam_name("role")
        trusted = {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "sts:AssumeRole"}
        trusted |= {"Condition": condition} if condition else {}
        document = json.dumps({"Version": "2012-10-17", "Statement": [trusted]})
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document, MaxSessionDuration=7200)["Role"]
        iam.attach_role_policy(RoleName=name, PolicyArn="arn:aws:iam::aws:policy/SecretsManagerReadWrite")
        return role["Arn"]

    return make


def not_allowed(caller, role):
    return f"User: {caller} is not authorized to perform: sts:AssumeRole on resource: {role}"


def test_a_role_of_the_other_account_reads_its_secrets(accounts, theirs, assuming, their_role):
    (arn, sts), _ = assuming
    role = their_role(arn)
    answer = sts.assume_role(RoleArn=role, RoleSessionName="across", DurationSeconds=7200)
    assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{OTHER}:assumed-role/{role.rpartition('/')[2]}/across"
    name = unique_name()
    theirs.create_secret(Name=name, SecretString="theirs")
    session = signed_with(accounts[0].url, answer["Credentials"])
    assert session.get_secret_value(SecretId=name)["SecretString"] == "theirs"
    assert signed_with(accounts[0].url, answer["Credentials"], "sts").get_caller_identity()["Account"] == OTHER


def test_a_role_of_the_other_account_takes_both_sides(assuming, their_role):
    (may_arn, may), (named_arn, named) = assuming
    for principal in (named_arn, f"arn:aws:iam::{ACCOUNT}:root"):
        role = their_role(principal)
        with refused("AccessDenied", not_allowed(named_arn, role)):  # no policy of his own allows it
            named.assume_role(RoleArn=role, RoleSessionName="s1")
    role = their_role(named_arn)
    with refused("AccessDenied", not_allowed(may_arn, role)):  # the role trusts somebody else
        may.assume_role(RoleArn=role, RoleSessionName="s1")
    missing = f"arn:aws:iam::{OTHER}:role/{iam_name('none')}"
    with refused("AccessDenied", not_allowed(may_arn, missing)):
        may.assume_role(RoleArn=missing, RoleSessionName="s1")


def test_a_deputy_names_the_customer_he_acts_for(assuming, their_role):
    (arn, deputy), _ = assuming
    role = their_role(arn, {"StringEquals": {"sts:ExternalId": "customer-7"}})
    for wrong in ({}, {"ExternalId": "customer-8"}, {"ExternalId": "CUSTOMER-7"}):
        with refused("AccessDenied", not_allowed(arn, role)):
            deputy.assume_role(RoleArn=role, RoleSessionName="s1", **wrong)
    assert deputy.assume_role(RoleArn=role, RoleSessionName="s1", ExternalId="customer-7")["Credentials"]


def test_a_chain_across_accounts_lasts_an_hour(accounts, assuming, their_role):
    server, key = accounts
    (arn, sts), _ = assuming
    first = their_role(arn)
    second = their_role(first)
    credentials = sts.assume_role(RoleArn=first, RoleSessionName="s1", DurationSeconds=7200)["Credentials"]
    iam = sdk_client(server.url, "iam", **key)
    iam.put_role_policy(
        RoleName=first.rpartition("/")[2], PolicyName="own", PolicyDocument=policy_text(statement("sts:AssumeRole"))
    )
    chained = signed_with(server.url, credentials, "sts")
    with refused("ValidationError", like="exceeds the 1 hour session limit for roles assumed by role chaining"):
        chained.assume_role(RoleArn=second, RoleSessionName="s2", DurationSeconds=7200)
    assert chained.assume_role(RoleArn=second, RoleSessionName="s2", DurationSeconds=3600)["Credentials"]


def test_a_service_is_no_deputy_of_a_caller(assuming, their_role, accounts):
    """What trusts a service trusts nobody who says that he is one."""
    server, key = accounts
    (arn, sts), _ = assuming
    iam = sdk_client(server.url, "iam", **key)
    name = iam_name("role")
    trusted = {"Effect": "Allow", "Principal": {"Service": "secretsmanager.amazonaws.com"}, "Action": "sts:AssumeRole"}
    role = iam.create_role(
        RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trusted]})
    )["Role"]["Arn"]
    with refused("AccessDenied", not_allowed(arn, role)):
        sts.assume_role(RoleArn=role, RoleSessionName="secretsmanager.amazonaws.com")
