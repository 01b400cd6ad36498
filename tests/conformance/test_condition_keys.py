"""The condition keys that operations declare (policy contract 4.3, 4.4 and 4.6): a permission under a condition holds for
the request that has this value, and neither for another value nor for a request that doesn't carry the key."""

import uuid

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from clients import ACCOUNT, REGION, iam_name, sdk_client, signed_with, unique_name
from iam_documents import arn_of, as_tags, policy_text, statement, trust

ROTATOR = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:rotate"
ROLE = arn_of("role", "rotate")
TYPE = "DatadogApiKey"
POLICY = policy_text({**statement("secretsmanager:*"), "Principal": {"AWS": ACCOUNT}})


def allowed(client, operation, **request):
    """Whether the policies allow the call; what else it may meet doesn't matter here."""
    try:
        getattr(client, xform_name(operation))(**request)
    except ClientError as error:
        return "is not authorized to perform" not in error.response["Error"]["Message"]
    return True


@pytest.fixture(scope="module")
def key(kms):
    return kms.create_key()["KeyMetadata"]["Arn"]


@pytest.fixture(scope="module")
def secrets(client):
    """Two secrets, as tests fill them in by name."""
    first, other = (
        client.create_secret(Name=unique_name(), SecretString="v", Tags=as_tags(team=team), **more)
        for team, more in (("red", {"Type": TYPE}), ("blue", {}))
    )
    return {"SECRET": first["ARN"], "OTHER": other["ARN"], "VERSION": first["VersionId"], "UNKNOWN": str(uuid.uuid4())}


def filled(value, names):
    """`value` with its placeholders, at any depth; NEW is a name that no secret has."""
    if isinstance(value, dict):
        return {key: filled(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, names) for each in value]
    return unique_name("new") if value == "NEW" else names.get(value, value)


OF = {"SecretId": "SECRET"}
NEW = {"Name": "NEW"}
REGIONS = {region: {"AddReplicaRegions": [{"Region": region}]} for region in ("eu-west-2", "eu-west-3")}
ANY_TEXT = "ForAnyValue:StringEquals"

# Operation; operator, key and value of the condition; the request that has it; those that don't.
KEYS = [
    ("DescribeSecret", "ArnEquals", "SecretId", "SECRET", OF, [{"SecretId": "OTHER"}, {"SecretId": "none"}]),
    ("DescribeSecret", "StringEquals", "ResourceTag/team", "red", OF, [{"SecretId": "OTHER"}]),
    ("DescribeSecret", "StringEquals", "aws:ResourceTag/team", "red", OF, [{"SecretId": "OTHER"}]),
    ("DescribeSecret", "StringEquals", "resource/Type", TYPE, OF, [{"SecretId": "OTHER"}]),
    ("GetSecretValue", "StringEquals", "VersionId", "VERSION", OF | {"VersionId": "VERSION"},
     [OF | {"VersionId": "UNKNOWN"}, OF]),
    ("GetSecretValue", "StringEquals", "VersionStage", "AWSCURRENT", OF | {"VersionStage": "AWSCURRENT"},
     [OF | {"VersionStage": "AWSPREVIOUS"}, OF]),
    ("UpdateSecretVersionStage", "StringEquals", "VersionStage", "blue", OF | {"VersionStage": "blue"},
     [OF | {"VersionStage": "green"}]),
    ("CreateSecret", "StringLike", "Name", "new/*", NEW, [{"Name": "old"}]),
    ("CreateSecret", "StringEquals", "Description", "a", NEW | {"Description": "a"}, [NEW | {"Description": "b"}, NEW]),
    ("CreateSecret", "StringEquals", "Type", TYPE, NEW | {"Type": TYPE}, [NEW | {"Type": "x"}, NEW]),
    ("CreateSecret", "StringEquals", "KmsKeyId", "KEY", NEW | {"KmsKeyId": "KEY"},
     [NEW | {"KmsKeyId": "alias/none"}, NEW]),
    ("CreateSecret", "ArnEquals", "KmsKeyArn", "KEY", NEW | {"KmsKeyId": "KEY_ID"},
     [NEW | {"KmsKeyId": "alias/none"}, NEW]),
    ("CreateSecret", ANY_TEXT, "AddReplicaRegions", "eu-west-2", NEW | REGIONS["eu-west-2"],
     [NEW | REGIONS["eu-west-3"], NEW]),
    ("CreateSecret", "Bool", "ForceOverwriteReplicaSecret", "true", NEW | {"ForceOverwriteReplicaSecret": True},
     [NEW | {"ForceOverwriteReplicaSecret": False}]),
    ("CreateSecret", "StringEquals", "aws:RequestTag/team", "red", NEW | {"Tags": as_tags(team="red")},
     [NEW | {"Tags": as_tags(team="blue")}, NEW]),
    ("CreateSecret", ANY_TEXT, "aws:TagKeys", "team", NEW | {"Tags": as_tags(team="x")},
     [NEW | {"Tags": as_tags(other="x")}, NEW]),
    ("UpdateSecret", "StringEquals", "Description", "a", OF | {"Description": "a"}, [OF | {"Description": "b"}, OF]),
    ("UpdateSecret", "StringEquals", "Type", "y", OF | {"Type": "y"}, [OF | {"Type": "x"}, OF]),
    ("UpdateSecret", "StringEquals", "KmsKeyId", "KEY", OF | {"KmsKeyId": "KEY"}, [OF | {"KmsKeyId": "alias/none"}, OF]),
    ("UpdateSecret", "ArnEquals", "KmsKeyArn", "KEY", OF | {"KmsKeyId": "KEY_ID"}, [OF | {"KmsKeyId": "alias/none"}, OF]),
    ("ReplicateSecretToRegions", ANY_TEXT, "AddReplicaRegions", "eu-west-2", OF | REGIONS["eu-west-2"],
     [OF | REGIONS["eu-west-3"]]),
    ("ReplicateSecretToRegions", "Bool", "ForceOverwriteReplicaSecret", "true",
     OF | REGIONS["eu-west-2"] | {"ForceOverwriteReplicaSecret": True},
     [OF | REGIONS["eu-west-2"] | {"ForceOverwriteReplicaSecret": False}]),
    ("RotateSecret", "ArnEquals", "RotationLambdaARN", ROTATOR, OF | {"RotationLambdaARN": ROTATOR},
     [OF | {"RotationLambdaARN": ROTATOR + "2"}, OF]),
    ("RotateSecret", "ArnEquals", "ExternalSecretRotationRoleArn", ROLE, OF | {"ExternalSecretRotationRoleArn": ROLE},
     [OF | {"ExternalSecretRotationRoleArn": ROLE + "2"}, OF]),
    ("RotateSecret", "Bool", "ModifyRotationRules", "true", OF | {"RotationRules": {"AutomaticallyAfterDays": 30}}, [OF]),
    ("RotateSecret", "Bool", "RotateImmediately", "false", OF | {"RotateImmediately": False},
     [OF | {"RotateImmediately": True}, OF]),
    ("RotateSecret", "Bool", "RotateImmediately", "true", OF, [OF | {"RotateImmediately": False}]),
    ("PutResourcePolicy", "Bool", "BlockPublicPolicy", "true",
     OF | {"ResourcePolicy": POLICY, "BlockPublicPolicy": True},
     [OF | {"ResourcePolicy": POLICY, "BlockPublicPolicy": False}, OF | {"ResourcePolicy": POLICY}]),
    ("TagResource", "StringEquals", "aws:RequestTag/stage", "a", OF | {"Tags": as_tags(stage="a")},
     [OF | {"Tags": as_tags(stage="b")}]),
    ("TagResource", ANY_TEXT, "aws:TagKeys", "stage", OF | {"Tags": as_tags(stage="a")}, [OF | {"Tags": as_tags(x="a")}]),
    ("UntagResource", ANY_TEXT, "aws:TagKeys", "stage", OF | {"TagKeys": ["stage"]}, [OF | {"TagKeys": ["x"]}]),
    ("DeleteSecret", "NumericLessThanEquals", "RecoveryWindowInDays", "7", OF | {"RecoveryWindowInDays": 7},
     [OF | {"RecoveryWindowInDays": 8}, OF]),
    ("DeleteSecret", "Bool", "ForceDeleteWithoutRecovery", "true",
     {"SecretId": "OTHER", "ForceDeleteWithoutRecovery": True},
     [{"SecretId": "OTHER", "ForceDeleteWithoutRecovery": False}, {"SecretId": "OTHER"}]),
]  # fmt: skip


@pytest.mark.parametrize("operation, operator, declared, value, has, has_not", KEYS, ids=[f"{k[0]}-{k[2]}" for k in KEYS])
def test_a_key_of_the_request(iam, user, as_user, client, key, secrets, operation, operator, declared, value, has, has_not):
    names = {**secrets, "KEY": key, "KEY_ID": key.rpartition("/")[2]}
    condition = {operator: {declared if ":" in declared else f"secretsmanager:{declared}": names.get(value, value)}}
    document = policy_text(statement("secretsmanager:*", Condition=condition))
    iam.put_user_policy(UserName=user, PolicyName="conditional", PolicyDocument=document)
    limited = as_user("secretsmanager")
    assert [allowed(limited, operation, **filled(request, names)) for request in has_not] == [False] * len(has_not)
    assert allowed(limited, operation, **filled(has, names))


# Operator, key, the value of each request of a user, and another one; `None`: the key is absent.
OF_USERS = [
    ("ArnEquals", "PrincipalArn", arn_of("user", "NAME"), arn_of("user", "x")),
    ("StringEquals", "PrincipalAccount", ACCOUNT, "111122223333"),
    ("StringEquals", "PrincipalType", "User", "AssumedRole"),
    ("StringLike", "userid", "AIDA*", "AROA*"),
    ("StringEquals", "username", "NAME", "x"),
    ("StringEquals", "PrincipalTag/team", "red", "blue"),
    ("Bool", "PrincipalIsAWSService", "false", "true"),
    ("Null", "PrincipalServiceName", "true", "false"),
    ("Null", "PrincipalOrgID", "true", "false"),
    ("Bool", "ViaAWSService", "false", "true"),
    ("Null", "CalledVia", "true", "false"),
    ("Null", "SourceAccount", "true", "false"),
    ("IpAddress", "SourceIp", "127.0.0.0/8", "10.0.0.0/8"),
    ("Null", "SourceVpc", "true", "false"),
    ("Bool", "SecureTransport", "false", "true"),
    ("DateGreaterThan", "CurrentTime", "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"),
    ("NumericGreaterThan", "EpochTime", "1600000000", "4000000000"),
    ("Null", "TokenIssueTime", "true", "false"),
    ("Null", "MultiFactorAuthPresent", "true", "false"),
    ("Null", "MultiFactorAuthAge", "true", "false"),
    ("StringEquals", "RequestedRegion", REGION, "us-east-1"),
    ("StringEquals", "ResourceAccount", ACCOUNT, "111122223333"),
    ("StringLike", "UserAgent", "Boto3/*", "curl/*"),
    ("Null", "Referer", "true", "false"),
]  # fmt: skip


@pytest.mark.parametrize("operator, of_all, value, other", OF_USERS, ids=[row[1] for row in OF_USERS])
def test_a_key_of_users(iam, user, as_user, secret, operator, of_all, value, other):
    iam.tag_user(UserName=user, Tags=as_tags(team="red"))
    found = []
    for wanted in (value, other):
        condition = {operator: {f"aws:{of_all}": wanted.replace("NAME", user)}}
        document = policy_text(statement(Condition=condition))
        iam.put_user_policy(UserName=user, PolicyName="conditional", PolicyDocument=document)
        found.append(allowed(as_user("secretsmanager"), "GetSecretValue", SecretId=secret["ARN"]))
    assert found == [True, False]


OF_ROLE_SESSIONS = [
    ("ArnEquals", "PrincipalArn", arn_of("role", "NAME", "/ops/"), "arn:aws:sts::*:assumed-role/*"),
    ("StringEquals", "PrincipalType", "AssumedRole", "User"),
    ("StringLike", "userid", "AROA*:it", "*:other"),
    ("Null", "username", "true", "false"),
    ("Null", "TokenIssueTime", "false", "true"),
    ("DateGreaterThan", "TokenIssueTime", "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"),
    ("Bool", "MultiFactorAuthPresent", "false", "true"),
]  # fmt: skip


@pytest.mark.parametrize("operator, of_all, value, other", OF_ROLE_SESSIONS, ids=[row[1] for row in OF_ROLE_SESSIONS])
def test_a_key_of_role_sessions(server, iam, secret, operator, of_all, value, other):
    role = iam_name("role")
    made = iam.create_role(RoleName=role, Path="/ops/", AssumeRolePolicyDocument=trust())["Role"]["Arn"]
    session = sdk_client(server.url, "sts").assume_role(RoleArn=made, RoleSessionName="it")["Credentials"]
    found = []
    for wanted in (value, other):
        condition = {operator: {f"aws:{of_all}": wanted.replace("NAME", role)}}
        document = policy_text(statement(Condition=condition))
        iam.put_role_policy(RoleName=role, PolicyName="conditional", PolicyDocument=document)
        found.append(allowed(signed_with(server.url, session), "GetSecretValue", SecretId=secret["ARN"]))
    assert found == [True, False]


def test_iam_is_in_one_region_whatever_the_call_is_signed_for(iam, user, as_user):
    for region, expected in (("us-east-1", True), (REGION, False)):
        condition = {"StringEquals": {"aws:RequestedRegion": region}}
        document = policy_text(statement("iam:ListUsers", Condition=condition))
        iam.put_user_policy(UserName=user, PolicyName="conditional", PolicyDocument=document)
        assert allowed(as_user("iam"), "ListUsers", MaxItems=1) is expected


@pytest.mark.parametrize(
    "operator, declared, value, has, has_not",
    [
        ("NumericLessThanEquals", "sts:DurationSeconds", "900", {"DurationSeconds": 900}, [{"DurationSeconds": 901}, {}]),
        (
            ANY_TEXT,
            "sts:TransitiveTagKeys",
            "team",
            {"Tags": as_tags(team="x"), "TransitiveTagKeys": ["team"]},
            [{"Tags": as_tags(other="x"), "TransitiveTagKeys": ["other"]}, {"Tags": as_tags(team="x")}],
        ),
    ],
    ids=["DurationSeconds", "TransitiveTagKeys"],
)  # fmt: skip
def test_a_key_of_assume_role(server, iam, operator, declared, value, has, has_not):
    document = trust().replace('"sts:AssumeRole"', f'["sts:AssumeRole","sts:TagSession"],"Condition":{{"{operator}":'
                               f'{{"{declared}":"{value}"}}}}')
    role = iam.create_role(RoleName=iam_name("role"), AssumeRolePolicyDocument=document)["Role"]["Arn"]
    sts = sdk_client(server.url, "sts")
    call = {"RoleArn": role, "RoleSessionName": "it"}
    assert not any(allowed(sts, "AssumeRole", **call, **request) for request in has_not)
    assert allowed(sts, "AssumeRole", **call, **has)
