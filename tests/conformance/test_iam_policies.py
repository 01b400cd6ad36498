"""Managed policies: CreatePolicy to DeletePolicy, their versions, lists, users and tags."""

import json

import pytest

from clients import ACCOUNT, NOT_NULL, at_least, at_most, iam_name, refused, violation
from iam_documents import (
    DUPLICATE_TAGS,
    READ_ONLY,
    allow,
    arn_of,
    as_tags,
    document,
    new_path,
    pages_of,
    policy_text,
    statement,
    trust,
)

ENUM = "Member must satisfy enum value set"
PATH_PATTERN = r"Member must satisfy regular expression pattern: ((/[A-Za-z0-9\.,\+@=_-]+)*)/"
VERSION_PATTERN = r"Member must satisfy regular expression pattern: v[1-9][0-9]*(\.[A-Za-z0-9-]*)?"
NO_ARN = "Invalid ARN:  Could not be parsed!"
FULL = (
    "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version."
)
MORE_VERSIONS = (
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
    "The default version is deleted with the policy."
)


def not_found(arn):
    return f"Policy {arn} was not found."


def no_version(arn, version):
    return f"Policy {arn} version {version} does not exist or is not attachable."


@pytest.fixture
def policy(iam):
    """The ARN of a new policy."""
    return iam.create_policy(PolicyName=iam_name("policy"), PolicyDocument=policy_text())["Policy"]["Arn"]


@pytest.fixture
def group(iam):
    name = iam_name("group")
    iam.create_group(GroupName=name)
    return name


@pytest.fixture
def role(iam):
    name = iam_name("role")
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust())
    return name


def test_a_policy_as_it_is_made_found_and_listed(iam):
    path, name = new_path(), iam_name("policy")
    made = iam.create_policy(
        PolicyName=name, Path=path, PolicyDocument=policy_text(), Description="reads", Tags=as_tags(team="blue")
    )["Policy"]
    assert made["PolicyId"].startswith("ANPA") and made["CreateDate"] == made["UpdateDate"]
    assert made == {
        "PolicyName": name,
        "PolicyId": made["PolicyId"],
        "Arn": arn_of("policy", name, path),
        "Path": path,
        "DefaultVersionId": "v1",
        "AttachmentCount": 0,
        "PermissionsBoundaryUsageCount": 0,
        "IsAttachable": True,
        "CreateDate": made["CreateDate"],
        "UpdateDate": made["UpdateDate"],
        "Tags": as_tags(team="blue"),
    }
    assert iam.get_policy(PolicyArn=made["Arn"])["Policy"] == {**made, "Description": "reads"}
    del made["Tags"]
    assert iam.list_policies(PathPrefix=path)["Policies"] == [made]


def test_a_policy_of_aws(iam):
    read = iam.get_policy(PolicyArn=READ_ONLY)["Policy"]
    assert (read["PolicyName"], read["Path"], read["Arn"]) == ("ReadOnlyAccess", "/", READ_ONLY)
    version = iam.get_policy_version(PolicyArn=READ_ONLY, VersionId=read["DefaultVersionId"])["PolicyVersion"]
    assert version["IsDefaultVersion"] and version["Document"]["Statement"]


@pytest.mark.parametrize(
    "operation, more",
    [
        ("create_policy_version", {"PolicyDocument": policy_text()}),
        ("set_default_policy_version", {"VersionId": "v1"}),
        ("delete_policy_version", {"VersionId": "v1"}),
        ("delete_policy", {}),
        ("tag_policy", {"Tags": as_tags(a="b")}),
        ("untag_policy", {"TagKeys": ["a"]}),
    ],
)
def test_a_policy_of_aws_is_not_changed(iam, operation, more):
    with refused("InvalidInput", f"Policy {READ_ONLY} is managed by AWS and can't be changed."):
        getattr(iam, operation)(PolicyArn=READ_ONLY, **more)


def test_a_taken_name_is_refused_in_any_case_under_any_path(iam, policy):
    name = policy.split("/")[-1].upper()
    with refused("EntityAlreadyExists", f"A policy called {name} already exists. Duplicate names are not allowed."):
        iam.create_policy(PolicyName=name, Path="/elsewhere/", PolicyDocument=policy_text())


@pytest.mark.parametrize("text", ["{", trust(), policy_text({"Effect": "Allow"}), '{"Version":"2020-01-01"}'])
def test_what_is_no_identity_policy_is_refused(iam, policy, text):
    with refused("MalformedPolicyDocument"):
        iam.create_policy(PolicyName=iam_name(), PolicyDocument=text)
    with refused("MalformedPolicyDocument"):
        iam.create_policy_version(PolicyArn=policy, PolicyDocument=text)


def test_a_document_has_a_quota_without_its_white_space(iam):
    long = policy_text(statement(resource=["arn:aws:s3:::" + "x" * 1000] * 6))
    with refused("LimitExceeded", "Cannot exceed quota for PolicySize: 6144"):
        iam.create_policy(PolicyName=iam_name(), PolicyDocument=long)
    iam.create_policy(PolicyName=iam_name(), PolicyDocument=json.dumps(document(), indent=300))


def test_versions(iam, policy):
    second = iam.create_policy_version(PolicyArn=policy, PolicyDocument=policy_text(statement("s3:Get*")))
    assert second["PolicyVersion"].items() >= {"VersionId": "v2", "IsDefaultVersion": False}.items()
    assert "Document" not in second["PolicyVersion"]
    third = iam.create_policy_version(
        PolicyArn=policy, PolicyDocument=policy_text(statement("s3:Put*")), SetAsDefault=True
    )
    assert third["PolicyVersion"]["IsDefaultVersion"] is True
    assert iam.get_policy(PolicyArn=policy)["Policy"]["DefaultVersionId"] == "v3"
    read = iam.get_policy_version(PolicyArn=policy, VersionId="v2")["PolicyVersion"]
    assert read["Document"] == document(statement("s3:Get*"))
    listed = iam.list_policy_versions(PolicyArn=policy)["Versions"]
    assert [(v["VersionId"], v["IsDefaultVersion"]) for v in listed] == [("v3", True), ("v2", False), ("v1", False)]
    assert not any("Document" in version for version in listed)
    iam.set_default_policy_version(PolicyArn=policy, VersionId="v1")
    iam.delete_policy_version(PolicyArn=policy, VersionId="v3")
    with refused("NoSuchEntity", no_version(policy, "v3")):
        iam.get_policy_version(PolicyArn=policy, VersionId="v3")
    again = iam.create_policy_version(PolicyArn=policy, PolicyDocument=policy_text())
    assert again["PolicyVersion"]["VersionId"] == "v4"  # numbers don't come back


def test_versions_in_pages(iam, policy):
    for _ in range(4):
        iam.create_policy_version(PolicyArn=policy, PolicyDocument=policy_text())
    pages = pages_of(iam, "list_policy_versions", "Versions", 2, PolicyArn=policy)
    assert [[v["VersionId"] for v in page] for page in pages] == [["v5", "v4"], ["v3", "v2"], ["v1"]]
    with refused("LimitExceeded", FULL):
        iam.create_policy_version(PolicyArn=policy, PolicyDocument=policy_text())


def test_a_document_is_kept_to_the_byte(iam, policy):
    text = '{ "Version" : "2012-10-17",\r\n\t"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a%3A/<&>é"}] }'
    raw = []
    keep = lambda response_dict, **_: raw.append(response_dict["body"].decode())  # noqa: E731
    iam.create_policy_version(PolicyArn=policy, PolicyDocument=text)
    iam.meta.events.register("before-parse.iam.GetPolicyVersion", keep)
    read = iam.get_policy_version(PolicyArn=policy, VersionId="v2")
    iam.meta.events.unregister("before-parse.iam.GetPolicyVersion", keep)
    assert read["PolicyVersion"]["Document"] == json.loads(text)
    assert "arn%3Aaws%3As3%3A%3A%3Aa%253A%2F%3C%26%3E%C3%A9" in raw[0]
    assert "%7B%20%22Version%22%20%3A%20%222012-10-17%22%2C%0D%0A%09" in raw[0]


def test_a_new_default_version_counts_at_once(iam, client, user, as_user, policy):
    iam.attach_user_policy(UserName=user, PolicyArn=policy)
    limited = as_user("secretsmanager")
    with refused("AccessDeniedException"):
        limited.list_secrets()
    iam.create_policy_version(
        PolicyArn=policy, PolicyDocument=policy_text(statement("secretsmanager:ListSecrets")), SetAsDefault=True
    )
    limited.list_secrets(MaxResults=1)
    iam.set_default_policy_version(PolicyArn=policy, VersionId="v1")
    with refused("AccessDeniedException"):
        limited.list_secrets()


def test_a_policy_in_use_is_not_deleted(iam, user, policy):
    iam.create_policy_version(PolicyArn=policy, PolicyDocument=policy_text())
    iam.attach_user_policy(UserName=user, PolicyArn=policy)
    with refused("DeleteConflict", "Cannot delete a policy attached to entities."):
        iam.delete_policy(PolicyArn=policy)
    iam.detach_user_policy(UserName=user, PolicyArn=policy)
    iam.put_user_permissions_boundary(UserName=user, PermissionsBoundary=policy)
    with refused("DeleteConflict", "Cannot delete a policy attached to entities."):
        iam.delete_policy(PolicyArn=policy)
    iam.delete_user_permissions_boundary(UserName=user)
    with refused("DeleteConflict", MORE_VERSIONS):
        iam.delete_policy(PolicyArn=policy)
    with refused("DeleteConflict", "Cannot delete the default version of a policy."):
        iam.delete_policy_version(PolicyArn=policy, VersionId="v1")
    iam.delete_policy_version(PolicyArn=policy, VersionId="v2")
    iam.delete_policy(PolicyArn=policy)
    with refused("NoSuchEntity", not_found(policy)):
        iam.get_policy(PolicyArn=policy)


OF_ONE_POLICY = [
    ("get_policy", {}),
    ("delete_policy", {}),
    ("create_policy_version", {"PolicyDocument": policy_text()}),
    ("get_policy_version", {"VersionId": "v1"}),
    ("list_policy_versions", {}),
    ("set_default_policy_version", {"VersionId": "v1"}),
    ("delete_policy_version", {"VersionId": "v1"}),
    ("tag_policy", {"Tags": as_tags(a="b")}),
    ("untag_policy", {"TagKeys": ["a"]}),
    ("list_policy_tags", {}),
    ("list_entities_for_policy", {}),
]


@pytest.mark.parametrize("operation, more", OF_ONE_POLICY)
def test_an_unknown_policy_is_not_found(iam, operation, more):
    for arn in (arn_of("policy", iam_name()), "arn:aws:iam::111122223333:policy/other"):
        with refused("NoSuchEntity", not_found(arn)):
            getattr(iam, operation)(PolicyArn=arn, **more)
    with refused("ValidationError", NO_ARN):
        getattr(iam, operation)(PolicyArn="this is not an ARN at all", **more)


def test_an_unknown_version_is_not_found(iam, policy):
    for operation in ("get_policy_version", "set_default_policy_version", "delete_policy_version"):
        for version in ("v2", "v99999999999", "v1.x"):
            with refused("NoSuchEntity", no_version(policy, version)):
                getattr(iam, operation)(PolicyArn=policy, VersionId=version)


def listed(iam, **request):
    pages = pages_of(iam, "list_policies", "Policies", 1000, **request)
    return {policy["Arn"] for page in pages for policy in page}


def test_lists_by_scope(iam, policy):
    local, of_aws, everything = (listed(iam, Scope=scope) for scope in ("Local", "AWS", "All"))
    assert policy in local and READ_ONLY in of_aws
    assert everything == local | of_aws == listed(iam) and not local & of_aws


def test_lists_by_use(iam, user, role):
    path = new_path()
    unused, attached, boundary, both = (
        iam.create_policy(PolicyName=iam_name(), Path=path, PolicyDocument=policy_text())["Policy"]["Arn"]
        for _ in range(4)
    )
    iam.attach_user_policy(UserName=user, PolicyArn=attached)
    iam.attach_role_policy(RoleName=role, PolicyArn=attached)
    iam.attach_role_policy(RoleName=role, PolicyArn=both)
    iam.put_role_permissions_boundary(RoleName=role, PermissionsBoundary=both)
    iam.put_user_permissions_boundary(UserName=user, PermissionsBoundary=boundary)
    assert listed(iam, PathPrefix=path) == {unused, attached, boundary, both}
    assert listed(iam, PathPrefix=path, OnlyAttached=True) == {attached, both}
    assert listed(iam, PathPrefix=path, PolicyUsageFilter="PermissionsPolicy") == {attached, both}
    assert listed(iam, PathPrefix=path, PolicyUsageFilter="PermissionsBoundary") == {boundary, both}
    counts = {
        item["Arn"]: (item["AttachmentCount"], item["PermissionsBoundaryUsageCount"])
        for item in iam.list_policies(PathPrefix=path)["Policies"]
    }
    assert counts == {unused: (0, 0), attached: (2, 0), boundary: (0, 1), both: (1, 1)}
    read = iam.get_policy(PolicyArn=both)["Policy"]
    assert (read["AttachmentCount"], read["PermissionsBoundaryUsageCount"]) == (1, 1)


def test_lists_in_pages_by_name(iam):
    path = new_path()
    base = iam_name()
    names = [base + end for end in ("", "+", "-x", "A", "b")]
    for name in reversed(names):
        iam.create_policy(PolicyName=name, Path=path, PolicyDocument=policy_text())
    pages = pages_of(iam, "list_policies", "Policies", 2, PathPrefix=path)
    assert [[policy["PolicyName"] for policy in page] for page in pages] == [names[:2], names[2:4], names[4:]]


def test_who_uses_a_policy(iam, policy, user, group, role):
    iam.attach_user_policy(UserName=user, PolicyArn=policy)
    iam.attach_group_policy(GroupName=group, PolicyArn=policy)
    iam.put_role_permissions_boundary(RoleName=role, PermissionsBoundary=policy)
    iam.put_user_permissions_boundary(UserName=user, PermissionsBoundary=policy)
    users = [{"UserName": user, "UserId": iam.get_user(UserName=user)["User"]["UserId"]}]
    groups = [{"GroupName": group, "GroupId": iam.get_group(GroupName=group)["Group"]["GroupId"]}]
    roles = [{"RoleName": role, "RoleId": iam.get_role(RoleName=role)["Role"]["RoleId"]}]

    def uses(**request):
        answer = iam.list_entities_for_policy(PolicyArn=policy, **request)
        return answer["PolicyGroups"], answer["PolicyUsers"], answer["PolicyRoles"]

    assert uses() == (groups, users, roles)
    assert uses(PolicyUsageFilter="PermissionsPolicy") == (groups, users, [])
    assert uses(PolicyUsageFilter="PermissionsBoundary") == ([], users, roles)
    assert uses(EntityFilter="User") == ([], users, [])
    assert uses(EntityFilter="Role") == ([], [], roles)
    assert uses(EntityFilter="Group") == (groups, [], [])
    assert uses(EntityFilter="LocalManagedPolicy") == ([], [], [])
    assert uses(PathPrefix="/elsewhere/") == ([], [], [])
    pages = iam.get_paginator("list_entities_for_policy").paginate(
        PolicyArn=policy, PaginationConfig={"PageSize": 1}
    )
    found = [(page["PolicyGroups"], page["PolicyUsers"], page["PolicyRoles"]) for page in pages]
    assert found == [(groups, [], []), ([], users, []), ([], [], roles)]


def test_who_uses_a_policy_of_aws(iam, role):
    deny_all = READ_ONLY.replace("ReadOnlyAccess", "AWSDenyAll")
    iam.attach_role_policy(RoleName=role, PolicyArn=deny_all)
    roles = iam.list_entities_for_policy(PolicyArn=deny_all, EntityFilter="Role")["PolicyRoles"]
    assert role in [item["RoleName"] for item in roles]
    assert deny_all in listed(iam, Scope="AWS", OnlyAttached=True)


def test_tags(iam, policy):
    iam.tag_policy(PolicyArn=policy, Tags=as_tags(b="1", a="2", c="3"))
    iam.untag_policy(PolicyArn=policy, TagKeys=["B", "never there"])
    assert iam.list_policy_tags(PolicyArn=policy)["Tags"] == as_tags(a="2", c="3")
    assert pages_of(iam, "list_policy_tags", "Tags", 1, PolicyArn=policy) == [as_tags(a="2"), as_tags(c="3")]
    with refused("InvalidInput", DUPLICATE_TAGS):
        iam.tag_policy(PolicyArn=policy, Tags=[{"Key": "k", "Value": "1"}, {"Key": "K", "Value": "2"}])
    with refused("InvalidInput", DUPLICATE_TAGS):
        iam.create_policy(
            PolicyName=iam_name(),
            PolicyDocument=policy_text(),
            Tags=[{"Key": "k", "Value": "1"}, {"Key": "K", "Value": "2"}],
        )


@pytest.mark.parametrize(
    "request_, text",
    [
        ({"PolicyName": "x" * 129}, violation(at_most(128), "policyName", "x" * 129)),
        ({"PolicyName": None}, violation(NOT_NULL, "policyName")),
        ({"PolicyDocument": None}, violation(NOT_NULL, "policyDocument")),
        ({"Path": "/a!/"}, violation(PATH_PATTERN, "path", "/a!/")),
        ({"Description": "x" * 1001}, violation(at_most(1000), "description", "x" * 1001)),
    ],
)
def test_constraints_of_new_policies(loose_iam, request_, text):
    request = {"PolicyName": iam_name(), "PolicyDocument": policy_text(), **request_}
    with refused("ValidationError", text):
        loose_iam.create_policy(**{key: value for key, value in request.items() if value is not None})


@pytest.mark.parametrize(
    "operation, request_, text",
    [
        ("get_policy", {"PolicyArn": "short"}, violation(at_least(20), "policyArn", "short")),
        ("get_policy_version", {"PolicyArn": READ_ONLY, "VersionId": "2"}, violation(VERSION_PATTERN, "versionId", "2")),
        ("list_policies", {"Scope": "Mine"}, violation(ENUM, "scope", "Mine")),
        ("list_policies", {"PolicyUsageFilter": "x"}, violation(ENUM, "policyUsageFilter", "x")),
        ("list_policies", {"PathPrefix": "/a"}, violation(PATH_PATTERN, "pathPrefix", "/a")),
        ("list_entities_for_policy", {"PolicyArn": READ_ONLY, "EntityFilter": "x"}, violation(ENUM, "entityFilter", "x")),
        ("list_policies", {"Marker": "nonsense"}, "Invalid Marker."),
        ("list_policy_versions", {"PolicyArn": READ_ONLY, "Marker": "nonsense"}, "Invalid Marker."),
        ("list_entities_for_policy", {"PolicyArn": READ_ONLY, "Marker": "nonsense"}, "Invalid Marker."),
    ],
)
def test_constraints_of_lists_and_lookups(loose_iam, operation, request_, text):
    with refused("ValidationError", text):
        getattr(loose_iam, operation)(**request_)


def test_access_is_to_the_policy_and_its_tags(iam, user, as_user, policy):
    allow(
        iam,
        user,
        statement("iam:CreatePolicy", arn_of("policy", "mine-*", "/mine/")),
        statement("iam:GetPolicy", "*", Condition={"StringEquals": {"aws:ResourceTag/team": "blue"}}),
    )
    limited = as_user("iam")
    limited.create_policy(PolicyName=iam_name("mine"), Path="/mine/", PolicyDocument=policy_text())
    with refused("AccessDenied", like=f"on resource: arn:aws:iam::{ACCOUNT}:policy/mine-"):
        limited.create_policy(PolicyName=iam_name("mine"), PolicyDocument=policy_text())
    with refused("AccessDenied", like=f"to perform: iam:GetPolicy on resource: {policy} because"):
        limited.get_policy(PolicyArn=policy)
    iam.tag_policy(PolicyArn=policy, Tags=as_tags(team="blue"))
    limited.get_policy(PolicyArn=policy)
    with refused("AccessDenied", like="to perform: iam:ListPolicies because no identity-based policy"):
        limited.list_policies()
