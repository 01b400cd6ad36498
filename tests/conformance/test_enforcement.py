"""Who may do what: users with policies call every operation of Secrets Manager, and each outcome is what the
policies say."""

import json

import pytest
from botocore.exceptions import ClientError

from clients import ACCOUNT, REGION, new_token, refused, sdk_client, unique_name
from production import Administrator, Production
from test_operations import NOT_IMPLEMENTED

SECRETS = f"arn:aws:secretsmanager:*:{ACCOUNT}:secret:"


def allow(actions, resource="*", effect="Allow", **condition):
    statement = {"Effect": effect, "Action": actions, "Resource": resource}
    if condition:
        statement["Condition"] = condition
    return statement


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def prefixed(names):
    return [f"secretsmanager:{name}" for name in names]


# What each operation is called with; `secret` is an ARN.
CALLS = {
    "BatchGetSecretValue": lambda secret: {"SecretIdList": [secret]},
    "CancelRotateSecret": lambda secret: {"SecretId": secret},
    "CreateSecret": lambda secret: {"Name": unique_name("app"), "SecretString": "new"},
    "DeleteResourcePolicy": lambda secret: {"SecretId": secret},
    "DeleteSecret": lambda secret: {"SecretId": secret, "RecoveryWindowInDays": 7},
    "DescribeSecret": lambda secret: {"SecretId": secret},
    "GetRandomPassword": lambda secret: {},
    "GetResourcePolicy": lambda secret: {"SecretId": secret},
    "GetSecretValue": lambda secret: {"SecretId": secret},
    "ListSecretVersionIds": lambda secret: {"SecretId": secret},
    "ListSecrets": lambda secret: {},
    "PutResourcePolicy": lambda secret: {"SecretId": secret, "ResourcePolicy": owner_policy()},
    "PutSecretValue": lambda secret: {"SecretId": secret, "SecretString": "changed"},
    "RemoveRegionsFromReplication": lambda secret: {"SecretId": secret, "RemoveReplicaRegions": ["eu-west-2"]},
    "ReplicateSecretToRegions": lambda secret: {"SecretId": secret, "AddReplicaRegions": [{"Region": "eu-west-2"}]},
    "RestoreSecret": lambda secret: {"SecretId": secret},
    "RotateSecret": lambda secret: {"SecretId": secret, "RotateImmediately": False},
    "StopReplicationToReplica": lambda secret: {"SecretId": secret},
    "TagResource": lambda secret: {"SecretId": secret, "Tags": [{"Key": "seen", "Value": "yes"}]},
    "UntagResource": lambda secret: {"SecretId": secret, "TagKeys": ["seen"]},
    "UpdateSecret": lambda secret: {"SecretId": secret, "Description": "changed"},
    "UpdateSecretVersionStage": lambda secret: {"SecretId": secret, "VersionStage": "blue"},
    "ValidateResourcePolicy": lambda secret: {"SecretId": secret, "ResourcePolicy": owner_policy()},
}
EVERYTHING = set(CALLS)
READS = {"DescribeSecret", "GetSecretValue", "ListSecretVersionIds", "GetResourcePolicy"}
WRITES = {"CreateSecret", "PutSecretValue", "UpdateSecret", "UpdateSecretVersionStage", "TagResource", "UntagResource"}


def owner_policy():
    statement = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "secretsmanager:*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


# Name: inline policies, boundary, tags; what is allowed on a secret app/... that bears the tag team=red.
USERS = {
    "nobody": ([], None, {}, set()),
    "reader": ([allow(prefixed(READS), SECRETS + "app/*")], None, {}, READS),
    "elsewhere": ([allow(prefixed(READS), SECRETS + "other/*")], None, {}, set()),
    "deployer": ([allow(prefixed(WRITES), SECRETS + "app/*")], None, {}, WRITES),
    "administrator": ([allow("*")], None, {}, EVERYTHING),
    "lister": ([allow("secretsmanager:List*")], None, {}, {"ListSecrets", "ListSecretVersionIds"}),
    "denied": ([allow("*"), allow("secretsmanager:GetSecretValue", effect="Deny")], None, {},
               EVERYTHING - {"GetSecretValue"}),
    "bounded": ([allow("*")], [allow(prefixed(READS))], {}, READS),
    "red": ([allow("secretsmanager:*", StringEquals={"aws:ResourceTag/team": "${aws:PrincipalTag/team}"})], None,
            {"team": "red"}, EVERYTHING - {"BatchGetSecretValue", "CreateSecret", "GetRandomPassword", "ListSecrets"}),
    "blue": ([allow("secretsmanager:*", StringEquals={"aws:ResourceTag/team": "${aws:PrincipalTag/team}"})], None,
             {"team": "blue"}, set()),
    "current": ([allow("secretsmanager:GetSecretValue",
                       **{"ForAnyValue:StringEquals": {"secretsmanager:VersionStage": "AWSCURRENT"}})], None, {}, set()),
    "not-iam": ([{"Effect": "Allow", "NotAction": ["iam:*", "secretsmanager:Get*"], "Resource": "*"}], None, {},
                {name for name in EVERYTHING if not name.startswith("Get")}),
}


@pytest.fixture(scope="module")
def iam(server):
    return sdk_client(server.url, service="iam")


def user_client(server, iam, name, statements=(), boundary=None, tags=None, service="secretsmanager"):
    """A new user with one inline policy, and a client that signs as that user."""
    user = unique_name(name).replace("/", "-")
    tags = [{"Key": key, "Value": value} for key, value in (tags or {}).items()]
    options = {"Tags": tags} if tags else {}
    if boundary:
        made = iam.create_policy(PolicyName=user, PolicyDocument=document(*boundary))
        options["PermissionsBoundary"] = made["Policy"]["Arn"]
    made = iam.create_user(UserName=user, **options)["User"]
    if statements:
        iam.put_user_policy(UserName=user, PolicyName="inline", PolicyDocument=document(*statements))
    key = iam.create_access_key(UserName=user)["AccessKey"]
    client = sdk_client(server.url, service=service, key=key["AccessKeyId"], secret=key["SecretAccessKey"])
    client.user = made
    return client


@pytest.fixture(scope="module")
def users(server, iam):
    return {
        name: user_client(server, iam, name, statements, boundary, tags)
        for name, (statements, boundary, tags, _) in USERS.items()
    }


def outcome(client, operation, secret):
    """Whether the call was allowed; what else it may have met doesn't matter here."""
    method = "".join("_" + c.lower() if c.isupper() else c for c in operation).lstrip("_")
    try:
        answer = getattr(client, method)(**CALLS[operation](secret))
    except ClientError as error:
        return error.response["Error"]["Code"] != "AccessDeniedException"
    return not any(entry["ErrorCode"] == "AccessDeniedException" for entry in answer.get("Errors", []))


def test_every_operation_is_among_the_calls(client):
    assert set(CALLS) == set(client.meta.service_model.operation_names) - NOT_IMPLEMENTED


@pytest.mark.parametrize("operation", sorted(CALLS))
def test_each_operation_is_allowed_to_whom_the_policies_allow_it(client, users, operation):
    made = client.create_secret(
        Name=unique_name("app"), SecretString="value", Tags=[{"Key": "team", "Value": "red"}]
    )
    expected = {name for name, (*_, allowed) in USERS.items() if operation in allowed}
    if operation == "BatchGetSecretValue":  # each secret is a GetSecretValue of its own
        expected = {name for name in expected if "GetSecretValue" in USERS[name][3]}
    assert {name for name in USERS if outcome(users[name], operation, made["ARN"])} == expected


def test_a_refusal_names_caller_action_resource_and_cause(client, users, secret):
    who = users["nobody"].user["Arn"]
    with refused(
        "AccessDeniedException",
        f"User: {who} is not authorized to perform: secretsmanager:GetSecretValue on resource: {secret['ARN']} "
        "because no identity-based policy allows the secretsmanager:GetSecretValue action",
    ):
        users["nobody"].get_secret_value(SecretId=secret["Name"])
    with refused("AccessDeniedException", like="with an explicit deny in an identity-based policy"):
        users["denied"].get_secret_value(SecretId=secret["Name"])
    with refused("AccessDeniedException", like="because no permissions boundary allows"):
        users["bounded"].delete_secret(SecretId=secret["Name"])


def test_who_may_not_read_learns_not_what_exists(users):
    name = unique_name("app")
    with refused("AccessDeniedException", like=f"on resource: {name} because"):
        users["reader"].get_secret_value(SecretId=name)
    with refused("ResourceNotFoundException"):
        users["administrator"].get_secret_value(SecretId=name)


def test_a_creation_is_refused_by_name(users):
    name = unique_name("other")
    with refused("AccessDeniedException", like=f"on resource: {name} because"):
        users["deployer"].create_secret(Name=name, SecretString="value")


def test_tags_at_creation_need_the_right_to_tag(server, iam):
    creator = user_client(server, iam, "creator", [allow("secretsmanager:CreateSecret")])
    creator.create_secret(Name=unique_name("app"), SecretString="value")
    with refused("AccessDeniedException", like="secretsmanager:TagResource"):
        creator.create_secret(Name=unique_name("app"), SecretString="v", Tags=[{"Key": "a", "Value": "b"}])


def test_replicas_at_creation_need_the_right_to_replicate(server, iam):
    creator = user_client(server, iam, "creator", [allow("secretsmanager:CreateSecret")])
    with refused("AccessDeniedException", like="secretsmanager:ReplicateSecretToRegions"):
        creator.create_secret(Name=unique_name("app"), SecretString="v", AddReplicaRegions=[{"Region": "eu-west-2"}])


def attach(client, secret, *statements):
    client.put_resource_policy(
        SecretId=secret["ARN"], ResourcePolicy=json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    )


def test_a_resource_policy_lets_a_user_in(server, iam, client, secret):
    guest = user_client(server, iam, "guest")
    attach(client, secret, {"Effect": "Allow", "Principal": {"AWS": guest.user["Arn"]},
                            "Action": "secretsmanager:GetSecretValue", "Resource": "*"})
    assert guest.get_secret_value(SecretId=secret["ARN"])["SecretString"] == "value"
    with refused("AccessDeniedException"):
        guest.describe_secret(SecretId=secret["ARN"])


def test_a_resource_policy_binds_root_too_and_root_can_repair_it(client, secret):
    attach(client, secret, {"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:GetSecretValue",
                            "Resource": "*"})
    with refused("AccessDeniedException", like="with an explicit deny in a resource-based policy"):
        client.get_secret_value(SecretId=secret["ARN"])
    client.delete_resource_policy(SecretId=secret["ARN"])
    client.get_secret_value(SecretId=secret["ARN"])


def test_a_successor_of_the_same_name_gets_nothing_from_a_resource_policy(server, iam, client, secret):
    guest = user_client(server, iam, "guest")
    name = guest.user["UserName"]
    attach(client, secret, {"Effect": "Allow", "Principal": {"AWS": guest.user["Arn"]},
                            "Action": "secretsmanager:GetSecretValue", "Resource": "*"})
    for key in iam.list_access_keys(UserName=name)["AccessKeyMetadata"]:
        iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    iam.delete_user(UserName=name)
    with refused("UnrecognizedClientException"):
        guest.get_secret_value(SecretId=secret["ARN"])
    iam.create_user(UserName=name)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    successor = sdk_client(server.url, key=key["AccessKeyId"], secret=key["SecretAccessKey"])
    with refused("AccessDeniedException"):
        successor.get_secret_value(SecretId=secret["ARN"])
    assert guest.user["UserId"] in client.get_resource_policy(SecretId=secret["ARN"])["ResourcePolicy"]


def test_a_resource_policy_can_not_name_whom_there_is_not(client, secret):
    with refused("MalformedPolicyDocumentException", "This resource policy contains an unsupported principal."):
        attach(client, secret, {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:user/nobody-at-all"},
                                "Action": "secretsmanager:GetSecretValue", "Resource": "*"})


def test_a_policy_works_as_soon_as_it_is_changed(server, iam, secret):
    reader = user_client(server, iam, "reader", [allow("secretsmanager:GetSecretValue")])
    reader.get_secret_value(SecretId=secret["ARN"])
    iam.delete_user_policy(UserName=reader.user["UserName"], PolicyName="inline")
    with refused("AccessDeniedException"):
        reader.get_secret_value(SecretId=secret["ARN"])


def test_a_key_that_is_switched_off_opens_nothing(server, iam, secret):
    reader = user_client(server, iam, "reader", [allow("secretsmanager:GetSecretValue")])
    name = reader.user["UserName"]
    key = iam.list_access_keys(UserName=name)["AccessKeyMetadata"][0]["AccessKeyId"]
    iam.update_access_key(UserName=name, AccessKeyId=key, Status="Inactive")
    with refused("UnrecognizedClientException"):
        reader.get_secret_value(SecretId=secret["ARN"])
    iam.update_access_key(UserName=name, AccessKeyId=key, Status="Active")
    reader.get_secret_value(SecretId=secret["ARN"])


def test_conditions_see_the_request(server, iam, secret):
    local = user_client(server, iam, "local", [allow("secretsmanager:GetSecretValue",
                                                     IpAddress={"aws:SourceIp": "127.0.0.0/8"})])
    local.get_secret_value(SecretId=secret["ARN"])
    secure = user_client(server, iam, "secure", [allow("secretsmanager:GetSecretValue",
                                                       Bool={"aws:SecureTransport": "true"})])
    with refused("AccessDeniedException"):
        secure.get_secret_value(SecretId=secret["ARN"])
    here = user_client(server, iam, "here", [allow("secretsmanager:GetSecretValue",
                                                   StringEquals={"aws:RequestedRegion": REGION})])
    here.get_secret_value(SecretId=secret["ARN"])
    short = user_client(server, iam, "short", [allow("secretsmanager:DeleteSecret", NumericGreaterThanEquals={
        "secretsmanager:RecoveryWindowInDays": "10"})])
    with refused("AccessDeniedException"):
        short.delete_secret(SecretId=secret["ARN"], RecoveryWindowInDays=7)
    short.delete_secret(SecretId=secret["ARN"], RecoveryWindowInDays=10)


def test_a_version_stage_counts_only_when_it_is_sent(users, secret):
    users["current"].get_secret_value(SecretId=secret["ARN"], VersionStage="AWSCURRENT")
    with refused("AccessDeniedException"):
        users["current"].get_secret_value(SecretId=secret["ARN"])


def test_a_token_makes_a_creation_once_for_its_author_only(users):
    name, token = unique_name("app"), new_token()
    first = users["deployer"].create_secret(Name=name, SecretString="value", ClientRequestToken=token)
    again = users["deployer"].create_secret(Name=name, SecretString="value", ClientRequestToken=token)
    assert again["ARN"] == first["ARN"]
    with refused("AccessDeniedException"):
        users["nobody"].create_secret(Name=name, SecretString="value", ClientRequestToken=token)


def test_nobody_locks_himself_out_by_tags(server, iam, client):
    red = user_client(server, iam, "red", [allow("secretsmanager:*", StringEquals={"aws:ResourceTag/team": "red"})])
    made = client.create_secret(Name=unique_name(), SecretString="v", Tags=[{"Key": "team", "Value": "red"}])
    for refusal in (
        lambda: red.tag_resource(SecretId=made["ARN"], Tags=[{"Key": "team", "Value": "blue"}]),
        lambda: red.untag_resource(SecretId=made["ARN"], TagKeys=["team"]),
    ):
        with refused("AccessDeniedException"):
            refusal()
    assert client.describe_secret(SecretId=made["ARN"])["Tags"] == [{"Key": "team", "Value": "red"}]
    red.tag_resource(SecretId=made["ARN"], Tags=[{"Key": "stage", "Value": "test"}])


def test_a_validation_names_a_policy_that_locks_its_author_out(client, secret):
    locking = {"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:*", "Resource": "*"}
    answer = client.validate_resource_policy(
        SecretId=secret["ARN"], ResourcePolicy=json.dumps({"Version": "2012-10-17", "Statement": [locking]})
    )
    assert not answer["PolicyValidationPassed"]
    assert [error["CheckName"] for error in answer["ValidationErrors"]] == ["LOCKOUT_CHECK"]
    answer = client.validate_resource_policy(SecretId=secret["ARN"], ResourcePolicy=owner_policy())
    assert answer["PolicyValidationPassed"]


def test_the_default_key_is_not_for_other_accounts_but_the_rest_is_theirs_to_allow(client, secret):
    with refused("AccessDeniedException", like="because no resource-based policy allows"):
        client.describe_secret(SecretId=secret["ARN"].replace(ACCOUNT, "999999999999"))


def test_a_second_spelling_of_a_tag_key_switches_no_deny_off(server, iam, client):
    guarded = user_client(server, iam, "guarded", [
        allow("*"), allow("secretsmanager:GetSecretValue", effect="Deny", StringEquals={"aws:ResourceTag/team": "red"})])
    made = client.create_secret(Name=unique_name(), SecretString="v", Tags=[{"Key": "team", "Value": "red"}])
    client.tag_resource(SecretId=made["ARN"], Tags=[{"Key": "Team", "Value": "blue"}])
    with refused("AccessDeniedException"):
        guarded.get_secret_value(SecretId=made["ARN"])


def test_an_operator_has_public_policies_blocked_and_refusals_name_the_policy(tmp_path):
    production = Production(tmp_path)
    with production.config.open("a") as settings:
        settings.write("[policies]\nblock_public = true\nnamed_in_refusals = true\n")
    administrator = Administrator(production.run("init"))
    with production.serve() as server:
        iam, client = administrator.client(server, "iam"), administrator.client(server)
        made = client.create_secret(Name="app", SecretString="value")
        for asked in ({}, {"BlockPublicPolicy": False}):
            with refused("PublicPolicyException"):
                client.put_resource_policy(SecretId=made["ARN"], ResourcePolicy=document(
                    {**allow("secretsmanager:GetSecretValue"), "Principal": "*"}), **asked)
        policy = iam.create_policy(PolicyName="no", PolicyDocument=document(allow("*", effect="Deny")))["Policy"]["Arn"]
        iam.attach_user_policy(UserName="admin", PolicyArn=policy)
        with refused("AccessDeniedException", like=f"with an explicit deny in an identity-based policy: {policy}$"):
            client.get_secret_value(SecretId="app")
        assert server.stop() == 0


@pytest.mark.parametrize("proxies, home", [(["127.0.0.1"], True), (["10.0.0.0/8"], False), ([], False)])
def test_only_a_trusted_proxy_says_who_the_client_is(tmp_path, proxies, home):
    production = Production(tmp_path)
    trusted = f"trusted_proxies = {json.dumps(proxies)}\n" if proxies else ""
    production.config.write_text(production.config.read_text().replace("[seal]", trusted + "[seal]"))
    administrator = Administrator(production.run("init"))
    with production.serve() as server:
        only = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "Bool": {"aws:SecureTransport": "true"}}
        reader = user_client(
            server, administrator.client(server, "iam"), "reader", [allow("secretsmanager:ListSecrets", **only)])
        reader.meta.events.register("before-send.secretsmanager", passed_on)
        assert outcome(reader, "ListSecrets", None) is home
        assert server.stop() == 0
    (record,) = production.records("ListSecrets")
    assert record["sourceIPAddress"] == ("203.0.113.7" if home else "127.0.0.1")


def passed_on(request, **_):
    """As a proxy would send it, for a client who says that he is somebody else."""
    request.headers["X-Forwarded-For"] = "10.9.9.9, 203.0.113.7"
    request.headers["X-Forwarded-Proto"] = "https"
