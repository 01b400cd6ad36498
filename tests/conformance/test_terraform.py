"""The calls of Terraform's AWS provider (5.x) for users, roles, policies and secrets, in its order, each resource from its
creation over a refresh and a change to its end. What a refresh reads must be what was written: anything else would be a
change that Terraform wants to make at every run."""

import json

import pytest

from clients import ACCOUNT, iam_name, refused, sdk_client, unique_name
from iam_documents import as_tags, policy_text, statement, tags_as_dict, trust

DESCRIPTION = "made by Terraform"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"


def terraform_token(number=1):
    """As its SDK makes them: not a UUID."""
    return f"terraform-{number:026x}"


@pytest.fixture
def policy(iam):
    return iam.create_policy(PolicyName=iam_name("policy"), PolicyDocument=policy_text())["Policy"]["Arn"]


@pytest.fixture
def sts(server):
    return sdk_client(server.url, "sts")


def test_the_provider_learns_its_account(sts):
    assert sts.get_caller_identity()["Account"].isdigit()


def user_as_read(iam, name):
    user = iam.get_user(UserName=name)["User"]
    boundary = user.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
    return user["Path"], boundary, tags_as_dict(user.get("Tags", []))


def test_aws_iam_user(iam, policy):
    name = iam_name("tf")
    made = iam.create_user(UserName=name, Path="/team/", PermissionsBoundary=policy, Tags=as_tags(team="a"))["User"]
    assert user_as_read(iam, name) == ("/team/", policy, {"team": "a"})

    renamed = iam_name("tf")
    iam.update_user(UserName=name, NewUserName=renamed, NewPath="/")
    iam.delete_user_permissions_boundary(UserName=renamed)
    iam.untag_user(UserName=renamed, TagKeys=["team"])
    iam.tag_user(UserName=renamed, Tags=as_tags(cost="b"))
    assert user_as_read(iam, renamed) == ("/", None, {"cost": "b"})
    assert iam.get_user(UserName=renamed)["User"]["UserId"] == made["UserId"]
    with refused("NoSuchEntity"):
        iam.get_user(UserName=name)

    iam.delete_user(UserName=renamed)
    with refused("NoSuchEntity"):
        iam.get_user(UserName=renamed)
    with refused("NoSuchEntity"):  # which it takes for done
        iam.delete_user(UserName=renamed)


def test_aws_iam_access_key(iam, user):
    key = iam.create_access_key(UserName=user)["AccessKey"]["AccessKeyId"]
    iam.update_access_key(UserName=user, AccessKeyId=key, Status="Inactive")
    listed = iam.list_access_keys(UserName=user)["AccessKeyMetadata"]
    assert [(entry["AccessKeyId"], entry["Status"]) for entry in listed] == [(key, "Inactive")]
    iam.delete_access_key(UserName=user, AccessKeyId=key)
    with refused("NoSuchEntity"):
        iam.delete_access_key(UserName=user, AccessKeyId=key)


def test_aws_iam_group_and_its_members(iam, user):
    name = iam_name("tf")
    iam.create_group(GroupName=name, Path="/")
    assert iam.get_group(GroupName=name)["Group"]["Path"] == "/"
    iam.add_user_to_group(GroupName=name, UserName=user)
    assert [entry["UserName"] for entry in iam.get_group(GroupName=name)["Users"]] == [user]
    assert [entry["GroupName"] for entry in iam.list_groups_for_user(UserName=user)["Groups"]] == [name]
    renamed = iam_name("tf")
    iam.update_group(GroupName=name, NewGroupName=renamed, NewPath="/team/")
    assert iam.get_group(GroupName=renamed)["Group"]["Path"] == "/team/"
    iam.remove_user_from_group(GroupName=renamed, UserName=user)
    iam.delete_group(GroupName=renamed)
    with refused("NoSuchEntity"):
        iam.get_group(GroupName=renamed)


def role_as_read(iam, name):
    role = iam.get_role(RoleName=name)["Role"]
    inline = iam.list_role_policies(RoleName=name)["PolicyNames"]
    documents = {each: iam.get_role_policy(RoleName=name, PolicyName=each)["PolicyDocument"] for each in inline}
    attached = [entry["PolicyArn"] for entry in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]]
    return {
        "trust": role["AssumeRolePolicyDocument"],
        "description": role.get("Description"),
        "longest": role["MaxSessionDuration"],
        "boundary": role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        "tags": tags_as_dict(role.get("Tags", [])),
        "inline": documents,
        "attached": attached,
    }


def test_aws_iam_role(iam, user, policy):
    name = iam_name("tf")
    arn = iam.get_user(UserName=user)["User"]["Arn"]
    with refused("MalformedPolicyDocument", like="^Invalid principal in policy"):  # it tries again after this text
        iam.create_role(RoleName=name, Path="/", AssumeRolePolicyDocument=trust(arn + "-none"))
    iam.create_role(
        RoleName=name,
        Path="/",
        AssumeRolePolicyDocument=trust(arn),
        Description=DESCRIPTION,
        MaxSessionDuration=3600,
        Tags=as_tags(team="a"),
    )
    iam.put_role_policy(RoleName=name, PolicyName="inline", PolicyDocument=policy_text())
    iam.attach_role_policy(RoleName=name, PolicyArn=policy)
    first = role_as_read(iam, name)
    assert first == {
        "trust": json.loads(trust(arn)),
        "description": DESCRIPTION,
        "longest": 3600,
        "boundary": None,
        "tags": {"team": "a"},
        "inline": {"inline": json.loads(policy_text())},
        "attached": [policy],
    }
    assert role_as_read(iam, name) == first

    iam.update_assume_role_policy(RoleName=name, PolicyDocument=trust())
    iam.update_role_description(RoleName=name, Description="changed")
    iam.update_role(RoleName=name, MaxSessionDuration=7200, Description="changed")
    iam.put_role_permissions_boundary(RoleName=name, PermissionsBoundary=policy)
    iam.untag_role(RoleName=name, TagKeys=["team"])
    iam.delete_role_policy(RoleName=name, PolicyName="inline")
    changed = role_as_read(iam, name)
    assert changed == first | {
        "trust": json.loads(trust()),
        "description": "changed",
        "longest": 7200,
        "boundary": policy,
        "tags": {},
        "inline": {},
    }

    with refused("DeleteConflict"):
        iam.delete_role(RoleName=name)
    assert iam.list_instance_profiles_for_role(RoleName=name)["InstanceProfiles"] == []
    for attached in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
        iam.detach_role_policy(RoleName=name, PolicyArn=attached["PolicyArn"])
    assert iam.list_role_policies(RoleName=name)["PolicyNames"] == []
    iam.delete_role(RoleName=name)
    with refused("NoSuchEntity"):
        iam.get_role(RoleName=name)


def policy_as_read(iam, arn):
    read = iam.get_policy(PolicyArn=arn)["Policy"]
    version = iam.get_policy_version(PolicyArn=arn, VersionId=read["DefaultVersionId"])["PolicyVersion"]
    return version["Document"], read["Path"], read.get("Description"), tags_as_dict(read.get("Tags", []))


def test_aws_iam_policy(iam):
    made = iam.create_policy(
        PolicyName=iam_name("tf"), Path="/team/", Description=DESCRIPTION, PolicyDocument=policy_text(),
        Tags=as_tags(team="a"),
    )["Policy"]["Arn"]
    assert policy_as_read(iam, made) == (json.loads(policy_text()), "/team/", DESCRIPTION, {"team": "a"})
    for number in range(6):  # it makes room before each change
        document = policy_text(statement(resource=f"arn:aws:secretsmanager:*:*:secret:{number}-*"))
        versions = iam.list_policy_versions(PolicyArn=made)["Versions"]
        if len(versions) == 5:
            oldest = min((v for v in versions if not v["IsDefaultVersion"]), key=lambda v: int(v["VersionId"][1:]))
            iam.delete_policy_version(PolicyArn=made, VersionId=oldest["VersionId"])
        iam.create_policy_version(PolicyArn=made, PolicyDocument=document, SetAsDefault=True)
        assert policy_as_read(iam, made)[0] == json.loads(document)
    iam.untag_policy(PolicyArn=made, TagKeys=["team"])

    for version in iam.list_policy_versions(PolicyArn=made)["Versions"]:
        if not version["IsDefaultVersion"]:
            iam.delete_policy_version(PolicyArn=made, VersionId=version["VersionId"])
    iam.delete_policy(PolicyArn=made)
    with refused("NoSuchEntity"):
        iam.get_policy(PolicyArn=made)


@pytest.mark.parametrize("kind", ["user", "group", "role"])
def test_attachments_and_inline_policies(iam, policy, kind):
    name, which = iam_name("tf"), kind.capitalize() + "Name"
    options = {"AssumeRolePolicyDocument": trust()} if kind == "role" else {}
    getattr(iam, f"create_{kind}")(**{which: name}, **options)

    def call(operation, **request):
        return getattr(iam, operation)(**{which: name}, **request)

    call(f"attach_{kind}_policy", PolicyArn=policy)
    assert [p["PolicyArn"] for p in call(f"list_attached_{kind}_policies")["AttachedPolicies"]] == [policy]
    call(f"detach_{kind}_policy", PolicyArn=policy)
    with refused("NoSuchEntity"):  # which it takes for done
        call(f"detach_{kind}_policy", PolicyArn=policy)

    call(f"put_{kind}_policy", PolicyName="inline", PolicyDocument=policy_text())
    assert call(f"get_{kind}_policy", PolicyName="inline")["PolicyDocument"] == json.loads(policy_text())
    call(f"delete_{kind}_policy", PolicyName="inline")
    with refused("NoSuchEntity"):
        call(f"get_{kind}_policy", PolicyName="inline")
    call(f"delete_{kind}")


def secret_as_read(client, arn):
    read = client.describe_secret(SecretId=arn)
    assert "DeletedDate" not in read
    policy = client.get_resource_policy(SecretId=arn).get("ResourcePolicy")
    return read["Name"], read.get("Description", ""), tags_as_dict(read.get("Tags", [])), policy and json.loads(policy)


def resource_policy(principal):
    return policy_text(statement(Principal={"AWS": principal}))


def test_aws_secretsmanager_secret(client, iam, user):
    name, arn_of_user = unique_name("tf"), iam.get_user(UserName=user)["User"]["Arn"]
    made = client.create_secret(
        Name=name,
        ClientRequestToken=terraform_token(),
        Description=DESCRIPTION,
        ForceOverwriteReplicaSecret=False,
        Tags=as_tags(team="a"),
    )["ARN"]
    with refused("MalformedPolicyDocumentException", like="This resource policy contains an unsupported principal"):
        client.put_resource_policy(SecretId=made, ResourcePolicy=resource_policy(arn_of_user + "-none"))
    client.put_resource_policy(SecretId=made, ResourcePolicy=resource_policy(arn_of_user))
    written = json.loads(resource_policy(arn_of_user))
    assert secret_as_read(client, made) == (name, DESCRIPTION, {"team": "a"}, written)

    client.update_secret(SecretId=made, ClientRequestToken=terraform_token(2), Description="changed")
    client.delete_resource_policy(SecretId=made)
    client.untag_resource(SecretId=made, TagKeys=["team"])
    client.tag_resource(SecretId=made, Tags=as_tags(cost="b"))
    assert secret_as_read(client, made) == (name, "changed", {"cost": "b"}, None)

    client.delete_secret(SecretId=made, RecoveryWindowInDays=30)
    assert "DeletedDate" in client.describe_secret(SecretId=made)  # which it takes for gone
    with refused("InvalidRequestException", like="scheduled for deletion"):  # it tries again after this text
        client.create_secret(Name=name, ClientRequestToken=terraform_token(3))


def test_aws_secretsmanager_secret_version(client):
    arn = client.create_secret(Name=unique_name("tf"), ClientRequestToken=terraform_token())["ARN"]
    with refused("ResourceNotFoundException"):
        client.get_secret_value(SecretId=arn, VersionStage="AWSCURRENT")
    versions = [
        client.put_secret_value(SecretId=arn, ClientRequestToken=terraform_token(n), SecretString=f"value {n}")
        for n in (2, 3)
    ]
    first, second = (version["VersionId"] for version in versions)
    read = client.get_secret_value(SecretId=arn, VersionId=second)
    assert (read["SecretString"], read["VersionStages"]) == ("value 3", ["AWSCURRENT"])

    client.update_secret_version_stage(SecretId=arn, VersionStage="blue", MoveToVersionId=second)
    assert set(client.get_secret_value(SecretId=arn, VersionId=second)["VersionStages"]) == {"AWSCURRENT", "blue"}
    client.update_secret_version_stage(SecretId=arn, VersionStage="blue", RemoveFromVersionId=second)
    # The label that is current stays; the version is deprecated when it has none.
    client.update_secret_version_stage(SecretId=arn, VersionStage="AWSPREVIOUS", RemoveFromVersionId=first)
    with refused("ResourceNotFoundException"):
        client.get_secret_value(SecretId=arn, VersionStage="AWSPREVIOUS")
    client.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)
    with refused("ResourceNotFoundException"):
        client.describe_secret(SecretId=arn)


def test_aws_secretsmanager_secret_policy(client):
    arn = client.create_secret(Name=unique_name("tf"), ClientRequestToken=terraform_token())["ARN"]
    client.put_resource_policy(SecretId=arn, ResourcePolicy=resource_policy(ROOT), BlockPublicPolicy=True)
    assert json.loads(client.get_resource_policy(SecretId=arn)["ResourcePolicy"])["Statement"]
    client.delete_resource_policy(SecretId=arn)
    assert "ResourcePolicy" not in client.get_resource_policy(SecretId=arn)
