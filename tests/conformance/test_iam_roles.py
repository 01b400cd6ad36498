"""Roles: CreateRole to DeleteRole, their trust policies and tags."""

import json
import urllib.parse
from datetime import datetime, timezone

import pytest

from clients import ACCOUNT, NOT_NULL, at_least, at_most, iam_name, refused, violation
from iam_documents import (
    DUPLICATE_TAGS,
    READ_ONLY,
    allow,
    arn_of,
    as_tags,
    new_path,
    policy_text,
    statement,
    tags_as_dict,
    trust,
)

NAME_PATTERN = r"Member must satisfy regular expression pattern: [\w+=,.@-]+"


def not_found(name):
    return f"The role with name {name} cannot be found."


@pytest.fixture
def role(iam):
    """The name of a new role."""
    name = iam_name("role")
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust())
    return name


@pytest.fixture
def policy(iam):
    """The ARN of a new policy."""
    return iam.create_policy(PolicyName=iam_name(), PolicyDocument=policy_text())["Policy"]["Arn"]


def test_a_new_role_is_shown_without_its_longest_session(iam, policy):
    name = iam_name("role")
    made = iam.create_role(
        RoleName=name,
        AssumeRolePolicyDocument=trust(),
        Path="/team/",
        Description="reads",
        MaxSessionDuration=7200,
        PermissionsBoundary=policy,
        Tags=as_tags(team="blue"),
    )["Role"]
    age = datetime.now(timezone.utc) - made.pop("CreateDate")
    assert abs(age.total_seconds()) < 60
    assert made.pop("RoleId").startswith("AROA")
    assert made == {
        "Path": "/team/",
        "RoleName": name,
        "Arn": arn_of("role", name, "/team/"),
        "AssumeRolePolicyDocument": json.loads(trust()),
        "Description": "reads",
        "PermissionsBoundary": {
            "PermissionsBoundaryType": "PermissionsBoundaryPolicy",
            "PermissionsBoundaryArn": policy,
        },
        "Tags": as_tags(team="blue"),
    }


def test_get_role_adds_the_longest_session_and_the_last_use(iam):
    name = iam_name("role")
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(), Tags=as_tags(a="b"))["Role"]
    read = iam.get_role(RoleName=name.upper())["Role"]
    assert read == {**made, "MaxSessionDuration": 3600, "RoleLastUsed": {}}


def test_a_role_without_anything_has_no_empty_members(iam, role):
    assert not {"Description", "Tags", "PermissionsBoundary"} & set(iam.get_role(RoleName=role)["Role"])


def test_lists_omit_tags_boundary_and_last_use(iam, policy):
    path, name = new_path(), iam_name("role")
    iam.create_role(
        RoleName=name,
        AssumeRolePolicyDocument=trust(),
        Path=path,
        Description="d",
        PermissionsBoundary=policy,
        Tags=as_tags(a="b"),
    )
    read = iam.get_role(RoleName=name)["Role"]
    for absent in ("Tags", "PermissionsBoundary", "RoleLastUsed"):
        del read[absent]
    assert iam.list_roles(PathPrefix=path)["Roles"] == [read]


def test_lists_in_pages_by_name(iam):
    path = new_path()
    names = sorted(iam_name("role") for _ in range(5))
    for name in reversed(names):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(), Path=path)
    pages = list(iam.get_paginator("list_roles").paginate(PathPrefix=path, PaginationConfig={"PageSize": 2}))
    assert [[role["RoleName"] for role in page["Roles"]] for page in pages] == [names[:2], names[2:4], names[4:]]
    assert [page["IsTruncated"] for page in pages] == [True, True, False]
    with refused("ValidationError", "Invalid Marker."):
        iam.list_roles(Marker=pages[0]["Marker"])  # of another prefix
    with refused("ValidationError", "Invalid Marker."):
        iam.list_roles(PathPrefix=path, Marker="nonsense")


def test_a_page_goes_on_where_a_role_was(iam):
    path = new_path()
    names = sorted(iam_name("role") for _ in range(3))
    for name in names:
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(), Path=path)
    first = iam.list_roles(PathPrefix=path, MaxItems=2)
    iam.delete_role(RoleName=names[1])
    rest = iam.list_roles(PathPrefix=path, Marker=first["Marker"])
    assert [role["RoleName"] for role in rest["Roles"]] == [names[2]]


def test_the_trust_policy_is_kept_to_the_byte(iam):
    raw = []
    keep = lambda response_dict, **_: raw.append(response_dict["body"].decode())  # noqa: E731
    text = trust().replace("{", "{\r\n\t ", 1).replace(
        '"Action"', '"Condition":{"StringLike":{"aws:userid":"a%3Ab <&>"}},"Action"'
    )
    name = iam_name("role")
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=text)
    iam.meta.events.register("before-parse.iam.GetRole", keep)
    iam.get_role(RoleName=name)
    iam.meta.events.unregister("before-parse.iam.GetRole", keep)
    encoded = raw[0].split("<AssumeRolePolicyDocument>")[1].split("<")[0]
    assert encoded == urllib.parse.quote(text, safe="~")


def test_a_taken_name_is_refused_in_any_case(iam, role):
    with refused("EntityAlreadyExists", f"Role with name {role.upper()} already exists."):
        iam.create_role(RoleName=role.upper(), AssumeRolePolicyDocument=trust(), Path="/elsewhere/")


@pytest.mark.parametrize(
    "text, message",
    [
        ("{", "This policy contains invalid Json"),
        (policy_text(), None),  # names a resource and no principal
        (trust().replace("sts:AssumeRole", "s3:GetObject"), None),
    ],
)
def test_what_is_no_trust_policy_is_refused(iam, role, text, message):
    with refused("MalformedPolicyDocument", message):
        iam.create_role(RoleName=iam_name(), AssumeRolePolicyDocument=text)
    with refused("MalformedPolicyDocument", message):
        iam.update_assume_role_policy(RoleName=role, PolicyDocument=text)


@pytest.mark.parametrize(
    "principal, kind, shown",
    [
        (arn_of("user", "nobody-at-all"), "AWS", "AWS"),
        (arn_of("role", "nobody-at-all"), "AWS", "AWS"),
        ("nothing.amazonaws.com.example", "Service", "SERVICE"),
        (f"arn:aws:iam::{ACCOUNT}:oidc-provider/nowhere.example.com", "Federated", "FEDERATED"),
    ],
)
def test_unknown_principals_are_refused(iam, principal, kind, shown):
    text = trust(principal, kind)
    if kind == "Federated":
        text = text.replace("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity")
    with refused("MalformedPolicyDocument", f'Invalid principal in policy: "{shown}":"{principal}"'):
        iam.create_role(RoleName=iam_name(), AssumeRolePolicyDocument=text)


def test_a_principal_that_is_gone_is_shown_by_its_id(iam, role):
    name = iam_name("user")
    user = iam.create_user(UserName=name)["User"]
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=trust(user["Arn"]))
    new = name + "-renamed"
    iam.update_user(UserName=name, NewUserName=new)
    read = lambda: iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]  # noqa: E731
    assert read() == json.loads(trust(arn_of("user", new)))
    iam.delete_user(UserName=new)
    assert read() == json.loads(trust(user["UserId"]))


def test_a_trust_policy_has_a_quota(iam, role):
    long = trust().replace(
        '"Action"', '"Condition":{"StringLike":{"aws:userid":"' + "x" * 2100 + '"}},"Action"'
    )
    with refused("LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048"):
        iam.update_assume_role_policy(RoleName=role, PolicyDocument=long)


def test_updates_change_what_is_given(iam, role):
    iam.update_role(RoleName=role, MaxSessionDuration=43200)
    iam.update_role(RoleName=role, Description="first")
    read = iam.get_role(RoleName=role)["Role"]
    assert (read["MaxSessionDuration"], read["Description"]) == (43200, "first")
    updated = iam.update_role_description(RoleName=role, Description="second")["Role"]
    assert (updated["RoleName"], updated["Description"]) == (role, "second")
    iam.update_role_description(RoleName=role, Description="")
    assert "Description" not in iam.get_role(RoleName=role)["Role"]


def test_a_role_in_use_is_not_deleted(iam, role, policy):
    iam.attach_role_policy(RoleName=role, PolicyArn=policy)
    iam.put_role_policy(RoleName=role, PolicyName="own", PolicyDocument=policy_text())
    with refused("DeleteConflict", "Cannot delete entity, must detach all policies first."):
        iam.delete_role(RoleName=role)
    iam.detach_role_policy(RoleName=role, PolicyArn=policy)
    with refused("DeleteConflict", "Cannot delete entity, must delete policies first."):
        iam.delete_role(RoleName=role)
    iam.delete_role_policy(RoleName=role, PolicyName="own")
    iam.delete_role(RoleName=role)
    with refused("NoSuchEntity", not_found(role)):
        iam.get_role(RoleName=role)


def test_there_are_no_instance_profiles(iam, role):
    answer = iam.list_instance_profiles_for_role(RoleName=role)
    assert (answer["InstanceProfiles"], answer["IsTruncated"]) == ([], False)
    with refused("ValidationError", "Invalid Marker."):
        iam.list_instance_profiles_for_role(RoleName=role, Marker="nonsense")


def test_there_are_no_service_linked_roles(iam):
    with refused("InvalidInput", "Cannot find Service Linked Role template for rds.amazonaws.com"):
        iam.create_service_linked_role(AWSServiceName="rds.amazonaws.com")


def test_tags(iam, role):
    iam.tag_role(RoleName=role, Tags=as_tags(b="1", a="2"))
    iam.tag_role(RoleName=role, Tags=[{"Key": "B", "Value": "3"}])
    assert iam.list_role_tags(RoleName=role)["Tags"] == [{"Key": "B", "Value": "3"}, {"Key": "a", "Value": "2"}]
    iam.untag_role(RoleName=role, TagKeys=["b", "never there"])
    assert tags_as_dict(iam.get_role(RoleName=role)["Role"]["Tags"]) == {"a": "2"}


def test_tags_in_pages(iam, role):
    keys = [f"k{i}" for i in range(5)]
    iam.tag_role(RoleName=role, Tags=as_tags(**{key: "v" for key in keys}))
    pages = iam.get_paginator("list_role_tags").paginate(RoleName=role, PaginationConfig={"PageSize": 2})
    assert [[tag["Key"] for tag in page["Tags"]] for page in pages] == [keys[:2], keys[2:4], keys[4:]]


def test_bad_tags_are_refused(iam, loose_iam, role):
    with refused("InvalidInput", DUPLICATE_TAGS):
        iam.tag_role(RoleName=role, Tags=[{"Key": "k", "Value": "1"}, {"Key": "K", "Value": "2"}])
    with refused("InvalidInput"):
        iam.tag_role(RoleName=role, Tags=[{"Key": "aws:k", "Value": "1"}])
    iam.tag_role(RoleName=role, Tags=as_tags(**{f"k{i}": "v" for i in range(50)}))
    with refused("LimitExceeded", "Cannot exceed quota for TagsPerEntity: 50"):
        iam.tag_role(RoleName=role, Tags=as_tags(one_more="v"))
    with refused("ValidationError", like="at 'tags' failed .*" + at_most(50)):
        loose_iam.tag_role(RoleName=role, Tags=as_tags(**{f"k{i}": "v" for i in range(51)}))
    with refused("ValidationError", like="at 'tagKeys' failed .*" + at_most(50)):
        loose_iam.untag_role(RoleName=role, TagKeys=[f"k{i}" for i in range(51)])


@pytest.mark.parametrize(
    "operation, more",
    [
        ("get_role", {}),
        ("update_role", {"Description": "d"}),
        ("update_role_description", {"Description": "d"}),
        ("update_assume_role_policy", {"PolicyDocument": trust()}),
        ("delete_role", {}),
        ("tag_role", {"Tags": as_tags(a="b")}),
        ("untag_role", {"TagKeys": ["a"]}),
        ("list_role_tags", {}),
        ("list_instance_profiles_for_role", {}),
    ],
)
def test_an_unknown_role_is_not_found(iam, operation, more):
    name = iam_name("missing")
    with refused("NoSuchEntity", not_found(name)):
        getattr(iam, operation)(RoleName=name, **more)


@pytest.mark.parametrize(
    "request_, text",
    [
        ({"RoleName": "x" * 65}, violation(at_most(64), "roleName", "x" * 65)),
        ({"RoleName": "a b"}, violation(NAME_PATTERN, "roleName", "a b")),
        ({"AssumeRolePolicyDocument": None}, violation(NOT_NULL, "assumeRolePolicyDocument")),
        ({"MaxSessionDuration": 3599}, violation("Member must have value greater than or equal to 3600",
                                                 "maxSessionDuration", "3599")),
        ({"MaxSessionDuration": 43201}, violation("Member must have value less than or equal to 43200",
                                                  "maxSessionDuration", "43201")),
        ({"Description": "x" * 1001}, violation(at_most(1000), "description", "x" * 1001)),
        ({"PermissionsBoundary": "short"}, violation(at_least(20), "permissionsBoundary", "short")),
    ],
)
def test_constraints(loose_iam, request_, text):
    request = {"RoleName": iam_name(), "AssumeRolePolicyDocument": trust(), **request_}
    with refused("ValidationError", text):
        loose_iam.create_role(**{key: value for key, value in request.items() if value is not None})


def test_a_boundary_must_be_a_policy(iam):
    missing = arn_of("policy", iam_name())
    with refused("NoSuchEntity", f"Scope ARN: {missing} does not exist or is not attachable."):
        iam.create_role(RoleName=iam_name(), AssumeRolePolicyDocument=trust(), PermissionsBoundary=missing)
    wrong = f"arn:aws:iam::{ACCOUNT}:user/somebody"
    with refused("ValidationError", f"Value ({wrong}) for parameter PermissionsBoundary is invalid."):
        iam.create_role(RoleName=iam_name(), AssumeRolePolicyDocument=trust(), PermissionsBoundary=wrong)


def test_access_is_to_the_role_that_is_to_be(iam, user, as_user):
    """With its path, its tags and its boundary."""
    path = new_path()
    conditions = {"StringEquals": {"aws:RequestTag/team": "blue", "iam:PermissionsBoundary": READ_ONLY}}
    allow(iam, user, statement("iam:CreateRole", arn_of("role", "*", path), Condition=conditions))
    limited = as_user("iam")
    good = {"Path": path, "PermissionsBoundary": READ_ONLY, "Tags": as_tags(team="blue")}
    limited.create_role(RoleName=iam_name(), AssumeRolePolicyDocument=trust(), **good)
    for bad in (
        {"Path": "/"},
        {"PermissionsBoundary": READ_ONLY.replace("ReadOnlyAccess", "AWSDenyAll")},
        {"Tags": as_tags(team="red")},
    ):
        with refused("AccessDenied", like="is not authorized to perform: iam:CreateRole on resource: "):
            limited.create_role(RoleName=iam_name(), AssumeRolePolicyDocument=trust(), **{**good, **bad})
    text = (
        f"User: {arn_of('user', user)} is not authorized to perform: iam:DeleteRole on resource: "
        f"{arn_of('role', 'x')} because no identity-based policy allows the iam:DeleteRole action"
    )
    with refused("AccessDenied", text):
        limited.delete_role(RoleName="x")


def test_access_looks_at_the_tags_of_the_role(iam, user, as_user, role):
    own = {"StringEquals": {"iam:ResourceTag/team": "blue", "aws:ResourceTag/team": "blue"}}
    allow(iam, user, statement("iam:*", "*", Condition=own))
    limited = as_user("iam")
    with refused("AccessDenied"):
        limited.get_role(RoleName=role)
    iam.tag_role(RoleName=role, Tags=as_tags(team="blue"))
    assert limited.get_role(RoleName=role)["Role"]["RoleName"] == role


def test_access_to_later_changes_looks_at_the_boundary(iam, user, as_user, role):
    bounded = {"StringEquals": {"iam:PermissionsBoundary": READ_ONLY}}
    allow(iam, user, statement(["iam:PutRolePolicy", "iam:UpdateRole"], "*", Condition=bounded))
    limited = as_user("iam")
    with refused("AccessDenied"):
        limited.update_role(RoleName=role, Description="d")
    iam.put_role_permissions_boundary(RoleName=role, PermissionsBoundary=READ_ONLY)
    limited.update_role(RoleName=role, Description="d")
