"""Users and their tags."""

import json

import pytest
from botocore.exceptions import ClientError

from clients import (
    ACCOUNT,
    NOT_NULL,
    at_least,
    at_most,
    iam_name,
    refused,
    sdk_client,
    signed_with,
    violation,
)
from iam_documents import trust

NAME_PATTERN = r"Member must satisfy regular expression pattern: [\w+=,.@-]+"
PATH_PATTERN = r"Member must satisfy regular expression pattern: (\u002F)|(\u002F[\u0021-\u007E]+\u002F)"
KEY_PATTERN = r"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
TAGS_TWICE = "Duplicate tag keys found. Please note that Tag keys are case insensitive."


def not_found(name):
    return f"The user with name {name} cannot be found."


def allow(iam, user, action, resource="*", condition=None):
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    if condition:
        statement["Condition"] = condition
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=document)


def tags_of(iam, user):
    return {tag["Key"]: tag["Value"] for tag in iam.list_user_tags(UserName=user)["Tags"]}


def test_a_user_as_it_is_made_and_found(iam):
    name = iam_name()
    made = iam.create_user(
        UserName=name, Path="/a/b/", PermissionsBoundary=READ_ONLY, Tags=[{"Key": "team", "Value": "x y"}]
    )["User"]
    assert made["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/a/b/{name}"
    assert (made["UserName"], made["Path"]) == (name, "/a/b/")
    assert made["UserId"].startswith("AIDA") and len(made["UserId"]) == 21
    assert made["PermissionsBoundary"]["PermissionsBoundaryArn"] == READ_ONLY
    assert made["Tags"] == [{"Key": "team", "Value": "x y"}]
    assert iam.get_user(UserName=name)["User"] == made
    assert iam.get_user(UserName=name.upper())["User"] == made, "names ignore case"


def test_a_user_without_tags_and_boundary_does_not_show_them(iam, user):
    assert set(iam.get_user(UserName=user)["User"]) == {"Path", "UserName", "UserId", "Arn", "CreateDate"}


def test_a_name_is_taken_in_any_case(iam, user):
    with refused("EntityAlreadyExists", f"User with name {user.upper()} already exists."):
        iam.create_user(UserName=user.upper(), Path="/elsewhere/")


def test_a_boundary_that_does_not_exist(iam):
    with refused("NoSuchEntity"):
        iam.create_user(UserName=iam_name(), PermissionsBoundary=f"arn:aws:iam::{ACCOUNT}:policy/none")


def test_without_a_name_the_caller_is_meant(iam, user, as_user):
    root = iam.get_user()["User"]
    assert root["Arn"] == f"arn:aws:iam::{ACCOUNT}:root" and "UserName" not in root and root["UserId"] == ACCOUNT
    with refused("AccessDenied"):
        as_user("iam").get_user()
    allow(iam, user, "iam:GetUser", f"arn:aws:iam::{ACCOUNT}:user/{user}")
    assert as_user("iam").get_user()["User"]["UserName"] == user


def test_a_role_session_is_no_user_to_be_meant(server, iam):
    name = iam_name("role")
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust())["Role"]["Arn"]
    iam.attach_role_policy(RoleName=name, PolicyArn="arn:aws:iam::aws:policy/IAMFullAccess")
    session = sdk_client(server.url, "sts").assume_role(RoleArn=role, RoleSessionName="it")["Credentials"]
    client = signed_with(server.url, session, "iam")
    for call in (client.get_user, client.create_access_key, client.list_access_keys):
        with refused("ValidationError", "Must specify userName when calling with non-User credentials"):
            call()


def test_refusals_name_caller_action_and_resource(iam, user, as_user):
    with refused(
        "AccessDenied",
        f"User: arn:aws:iam::{ACCOUNT}:user/{user} is not authorized to perform: iam:CreateUser on resource: "
        f"arn:aws:iam::{ACCOUNT}:user/x/new because no identity-based policy allows the iam:CreateUser action",
    ):
        as_user("iam").create_user(UserName="new", Path="/x/")
    for call, arguments in [
        ("get_user", {"UserName": "nobody"}),
        ("delete_user", {"UserName": "nobody"}),
        ("update_user", {"UserName": "nobody"}),
        ("list_user_tags", {"UserName": "nobody"}),
    ]:
        with refused("AccessDenied", like=f"on resource: arn:aws:iam::{ACCOUNT}:user/nobody because"):
            getattr(as_user("iam"), call)(**arguments)
    with refused("AccessDenied", like="to perform: iam:ListUsers because"):
        as_user("iam").list_users()


def refusal(call, **request):
    with pytest.raises(ClientError) as caught:
        call(**request)
    return caught.value.response["Error"]


def test_refusals_do_not_tell_what_there_is(iam, as_user):
    names = {"user": iam_name(), "group": iam_name(), "role": iam_name()}
    iam.create_user(UserName=names["user"], Path="/hidden/")
    iam.create_group(GroupName=names["group"], Path="/hidden/")
    iam.create_role(RoleName=names["role"], Path="/hidden/", AssumeRolePolicyDocument=trust())
    stranger = as_user("iam")
    for kind, name in names.items():
        call, member = getattr(stranger, f"get_{kind}"), f"{kind.capitalize()}Name"
        there, absent = refusal(call, **{member: name}), refusal(call, **{member: "x" + name})
        assert there["Code"] == "AccessDenied"
        assert there == {**absent, "Message": absent["Message"].replace("x" + name, name)}


def test_refusals_do_not_tell_whose_an_access_key_is(iam, as_user, user):
    key = iam.create_access_key(UserName=user)["AccessKey"]["AccessKeyId"]
    call = as_user("iam").get_access_key_last_used
    assert refusal(call, AccessKeyId=key) == refusal(call, AccessKeyId="AKIA" + "A" * 16)


def test_conditions_on_a_new_user(iam, user, as_user):
    condition = {
        "StringEquals": {"iam:PermissionsBoundary": READ_ONLY, "aws:RequestTag/team": "x"},
        "ForAllValues:StringEquals": {"aws:TagKeys": ["team"]},
    }
    allow(iam, user, "iam:CreateUser", "*", condition)
    good = {"PermissionsBoundary": READ_ONLY, "Tags": [{"Key": "team", "Value": "x"}]}
    as_user("iam").create_user(UserName=iam_name(), **good)
    for change in [
        {"PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"},
        {"Tags": [{"Key": "team", "Value": "y"}]},
        {"Tags": [{"Key": "team", "Value": "x"}, {"Key": "other", "Value": "x"}]},
    ]:
        with refused("AccessDenied"):
            as_user("iam").create_user(UserName=iam_name(), **{**good, **change})


def test_list_users_by_path_in_pages(iam):
    prefix = f"/{iam_name('path')}/"
    names = sorted(iam_name() for _ in range(5))
    for name in reversed(names):
        iam.create_user(UserName=name, Path=prefix + "deep/", Tags=[{"Key": "k", "Value": "v"}])
    pages = list(iam.get_paginator("list_users").paginate(PathPrefix=prefix, PaginationConfig={"PageSize": 2}))
    assert [len(page["Users"]) for page in pages] == [2, 2, 1]
    assert [page["IsTruncated"] for page in pages] == [True, True, False]
    users = [user for page in pages for user in page["Users"]]
    assert [user["UserName"] for user in users] == names
    assert all("Tags" not in user for user in users)
    assert iam.list_users(PathPrefix=prefix + "other/")["Users"] == []


def test_a_marker_is_good_for_its_own_list_alone(iam):
    prefix = f"/{iam_name('path')}/"
    for _ in range(2):
        iam.create_user(UserName=iam_name(), Path=prefix)
    marker = iam.list_users(PathPrefix=prefix, MaxItems=1)["Marker"]
    assert not iam.list_users(PathPrefix=prefix, MaxItems=1, Marker=marker)["IsTruncated"]
    for call, arguments in [
        (iam.list_users, {"Marker": marker}),
        (iam.list_groups, {"Marker": marker}),
        (iam.list_users, {"PathPrefix": prefix, "Marker": "made up"}),
    ]:
        with refused("ValidationError", "Invalid Marker."):
            call(**arguments)


def test_a_renamed_user_stays_the_same(iam, server, user, as_user):
    before = iam.get_user(UserName=user)["User"]
    new_name = iam_name()
    sts = as_user("sts")
    iam.update_user(UserName=user, NewUserName=new_name, NewPath="/moved/")
    after = iam.get_user(UserName=new_name)["User"]
    assert after == {**before, "UserName": new_name, "Path": "/moved/", "Arn": after["Arn"]}
    assert after["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/moved/{new_name}"
    assert sts.get_caller_identity()["Arn"] == after["Arn"], "the key follows at once"
    with refused("NoSuchEntity", not_found(user)):
        iam.get_user(UserName=user)
    iam.create_user(UserName=user)  # the old name is free


def test_a_user_can_be_written_in_another_case_but_not_like_another(iam, user):
    other = iam_name()
    iam.create_user(UserName=other)
    iam.update_user(UserName=user, NewUserName=user.upper())
    assert iam.get_user(UserName=user)["User"]["UserName"] == user.upper()
    with refused("EntityAlreadyExists", f"User with name {other} already exists."):
        iam.update_user(UserName=user, NewUserName=other)
    with refused("NoSuchEntity", not_found("nobody")):
        iam.update_user(UserName="nobody", NewUserName=iam_name())


def test_renaming_needs_permission_on_both_names(iam, user, as_user):
    victim = iam_name()
    iam.create_user(UserName=victim)
    old, new = f"arn:aws:iam::{ACCOUNT}:user/{victim}", f"arn:aws:iam::{ACCOUNT}:user/moved/{victim}"
    for given, missing in [(old, new), (new, old)]:
        allow(iam, user, "iam:UpdateUser", given)
        with refused("AccessDenied", like=f"on resource: {missing} because"):
            as_user("iam").update_user(UserName=victim, NewPath="/moved/")
    allow(iam, user, "iam:UpdateUser", [old, new])
    as_user("iam").update_user(UserName=victim, NewPath="/moved/")
    assert iam.get_user(UserName=victim)["User"]["Path"] == "/moved/"


def test_a_user_is_deleted_when_nothing_belongs_to_him_any_more(iam, user):
    group = iam_name("group")
    iam.create_group(GroupName=group)
    key = iam.create_access_key(UserName=user)["AccessKey"]["AccessKeyId"]
    iam.create_login_profile(UserName=user, Password="Long-enough-1")
    iam.attach_user_policy(UserName=user, PolicyArn=READ_ONLY)
    allow(iam, user, "iam:GetUser")
    iam.add_user_to_group(GroupName=group, UserName=user)
    steps = [
        ("delete access keys", lambda: iam.delete_access_key(UserName=user, AccessKeyId=key)),
        ("delete login profile", lambda: iam.delete_login_profile(UserName=user)),
        ("detach all policies", lambda: iam.detach_user_policy(UserName=user, PolicyArn=READ_ONLY)),
        ("delete policies", lambda: iam.delete_user_policy(UserName=user, PolicyName="p")),
        ("remove users from group", lambda: iam.remove_user_from_group(GroupName=group, UserName=user)),
    ]
    for what, step in steps:
        with refused("DeleteConflict", f"Cannot delete entity, must {what} first."):
            iam.delete_user(UserName=user)
        step()
    iam.delete_user(UserName=user)
    with refused("NoSuchEntity", not_found(user)):
        iam.delete_user(UserName=user)


def test_a_user_of_the_same_name_is_another_one(iam, user):
    old = iam.get_user(UserName=user)["User"]["UserId"]
    iam.delete_user(UserName=user)
    assert iam.create_user(UserName=user)["User"]["UserId"] != old


def test_tags_are_added_changed_and_removed_ignoring_case(iam, user):
    iam.tag_user(UserName=user, Tags=[{"Key": "Team", "Value": "a"}, {"Key": "cost:center", "Value": ""}])
    iam.tag_user(UserName=user, Tags=[{"Key": "team", "Value": "b"}])
    assert tags_of(iam, user) == {"team": "b", "cost:center": ""}
    iam.untag_user(UserName=user, TagKeys=["TEAM", "never there"])
    assert tags_of(iam, user) == {"cost:center": ""}
    assert iam.get_user(UserName=user)["User"]["Tags"] == [{"Key": "cost:center", "Value": ""}]


def test_tags_in_pages(iam, user):
    iam.tag_user(UserName=user, Tags=[{"Key": f"k{i:02}", "Value": str(i)} for i in range(50)])
    pages = list(iam.get_paginator("list_user_tags").paginate(UserName=user, PaginationConfig={"PageSize": 20}))
    assert [len(page["Tags"]) for page in pages] == [20, 20, 10]
    assert [tag["Value"] for page in pages for tag in page["Tags"]] == [str(i) for i in range(50)]
    with refused("LimitExceeded"):
        iam.tag_user(UserName=user, Tags=[{"Key": "one more", "Value": ""}])


def test_tags_that_are_refused(iam, loose_iam, user):
    with refused("InvalidInput", TAGS_TWICE):
        iam.tag_user(UserName=user, Tags=[{"Key": "k", "Value": "1"}, {"Key": "K", "Value": "2"}])
    with refused("InvalidInput", TAGS_TWICE):
        iam.create_user(UserName=iam_name(), Tags=[{"Key": "k", "Value": "1"}, {"Key": "K", "Value": "2"}])
    with refused("InvalidInput", like="System tags"):
        iam.tag_user(UserName=user, Tags=[{"Key": "aws:x", "Value": "1"}])
    with refused("ValidationError", violation(KEY_PATTERN, "tags.1.member.key", "a#b")):
        loose_iam.tag_user(UserName=user, Tags=[{"Key": "a#b", "Value": "1"}])
    with refused("ValidationError", violation(at_most(256), "tags.1.member.value", "v" * 257)):
        loose_iam.tag_user(UserName=user, Tags=[{"Key": "k", "Value": "v" * 257}])
    with refused("ValidationError", violation(NOT_NULL, "tags")):
        loose_iam.tag_user(UserName=user)
    with refused("ValidationError", violation(NOT_NULL, "tagKeys")):
        loose_iam.untag_user(UserName=user)
    for call, arguments in [
        (iam.tag_user, {"Tags": [{"Key": "k", "Value": "1"}]}),
        (iam.untag_user, {"TagKeys": ["k"]}),
        (iam.list_user_tags, {}),
    ]:
        with refused("NoSuchEntity", not_found("nobody")):
            call(UserName="nobody", **arguments)


def test_conditions_on_tags(iam, user, as_user):
    mine, other = iam_name(), iam_name()
    iam.create_user(UserName=mine, Tags=[{"Key": "owner", "Value": "me"}])
    iam.create_user(UserName=other)
    condition = {
        "StringEquals": {"aws:ResourceTag/owner": "me", "iam:ResourceTag/owner": "me"},
        "ForAllValues:StringNotEquals": {"aws:TagKeys": ["owner"]},
    }
    allow(iam, user, ["iam:TagUser", "iam:UntagUser"], "*", condition)
    client = as_user("iam")
    client.tag_user(UserName=mine, Tags=[{"Key": "k", "Value": "v"}])
    client.untag_user(UserName=mine, TagKeys=["k"])
    for refusal in [
        lambda: client.tag_user(UserName=other, Tags=[{"Key": "k", "Value": "v"}]),
        lambda: client.tag_user(UserName=mine, Tags=[{"Key": "owner", "Value": "you"}]),
        lambda: client.untag_user(UserName=mine, TagKeys=["owner"]),
    ]:
        with refused("AccessDenied"):
            refusal()


@pytest.mark.parametrize(
    "arguments, text",
    [
        ({}, violation(NOT_NULL, "userName")),
        ({"UserName": "a" * 65}, violation(at_most(64), "userName", "a" * 65)),
        ({"UserName": "a b"}, violation(NAME_PATTERN, "userName", "a b")),
        ({"UserName": "a", "Path": "x"}, violation(PATH_PATTERN, "path", "x")),
        ({"UserName": "a", "PermissionsBoundary": "x"}, violation(at_least(20), "permissionsBoundary", "x")),
    ],
)
def test_constraints_of_a_new_user(loose_iam, arguments, text):
    with refused("ValidationError", text):
        loose_iam.create_user(**arguments)


@pytest.mark.parametrize("call", ["delete_user", "list_user_tags", "update_user"])
def test_constraints_of_an_existing_name(loose_iam, call):
    with refused("ValidationError", violation(NOT_NULL, "userName")):
        getattr(loose_iam, call)()
    with refused("ValidationError", violation(at_most(128), "userName", "a" * 129)):
        getattr(loose_iam, call)(UserName="a" * 129)
    with refused("NoSuchEntity"):
        getattr(loose_iam, call)(UserName="a" * 128)


def test_constraints_of_pages(loose_iam):
    with refused("ValidationError", violation("Member must have value less than or equal to 1000", "maxItems", "1001")):
        loose_iam.list_users(MaxItems=1001)
    with refused("ValidationError", violation("Member must have value greater than or equal to 1", "maxItems", "0")):
        loose_iam.list_users(MaxItems=0)
    with refused("ValidationError", like="pathPrefix"):
        loose_iam.list_users(PathPrefix="no-slash")


def test_credentials_that_users_cannot_have_here_are_empty_lists(iam, user):
    """What Terraform's force_destroy asks for."""
    for call, member in [
        (iam.list_mfa_devices, "MFADevices"),
        (iam.list_service_specific_credentials, "ServiceSpecificCredentials"),
        (iam.list_signing_certificates, "Certificates"),
        (iam.list_ssh_public_keys, "SSHPublicKeys"),
    ]:
        answer = call(UserName=user)
        assert answer[member] == [] and not answer["IsTruncated"]
        with refused("NoSuchEntity", not_found("nobody")):
            call(UserName="nobody")
    assert iam.list_virtual_mfa_devices(AssignmentStatus="Any")["VirtualMFADevices"] == []


def test_what_terraform_calls_to_force_destroy_a_user(iam, user):
    group = iam_name("group")
    iam.create_group(GroupName=group)
    iam.add_user_to_group(GroupName=group, UserName=user)
    iam.create_access_key(UserName=user)
    iam.create_login_profile(UserName=user, Password="Long-enough-1")
    for item in iam.list_groups_for_user(UserName=user)["Groups"]:
        iam.remove_user_from_group(GroupName=item["GroupName"], UserName=user)
    for item in iam.list_access_keys(UserName=user)["AccessKeyMetadata"]:
        iam.delete_access_key(UserName=user, AccessKeyId=item["AccessKeyId"])
    assert iam.list_ssh_public_keys(UserName=user)["SSHPublicKeys"] == []
    assert iam.list_virtual_mfa_devices(AssignmentStatus="Assigned")["VirtualMFADevices"] == []
    assert iam.list_mfa_devices(UserName=user)["MFADevices"] == []
    iam.delete_login_profile(UserName=user)
    assert iam.list_signing_certificates(UserName=user)["Certificates"] == []
    assert iam.list_service_specific_credentials(UserName=user)["ServiceSpecificCredentials"] == []
    iam.delete_user(UserName=user)
