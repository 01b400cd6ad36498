"""Groups and who is in them."""

import json

import pytest

from clients import ACCOUNT, NOT_NULL, at_most, iam_name, refused, violation

NOBODY = "The user with name nobody cannot be found."
NOWHERE = "The group with name nowhere cannot be found."


@pytest.fixture
def group(iam):
    name = iam_name("group")
    iam.create_group(GroupName=name)
    return name


def new_users(iam, count):
    names = sorted(iam_name("user") for _ in range(count))
    for name in names:
        iam.create_user(UserName=name, Tags=[{"Key": "k", "Value": "v"}])
    return names


def allow(iam, group, action, resource="*"):
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_group_policy(GroupName=group, PolicyName="p", PolicyDocument=document)


def test_a_group_as_it_is_made_and_found(iam):
    name = iam_name()
    made = iam.create_group(GroupName=name, Path="/a/")["Group"]
    assert made["Arn"] == f"arn:aws:iam::{ACCOUNT}:group/a/{name}"
    assert made["GroupId"].startswith("AGPA") and len(made["GroupId"]) == 21
    assert set(made) == {"Path", "GroupName", "GroupId", "Arn", "CreateDate"}
    found = iam.get_group(GroupName=name.upper())
    assert (found["Group"], found["Users"], found["IsTruncated"]) == (made, [], False)
    with refused("EntityAlreadyExists", f"Group with name {name.upper()} already exists."):
        iam.create_group(GroupName=name.upper())


def test_a_group_shows_its_users_in_pages(iam, group):
    names = new_users(iam, 3)
    for name in reversed(names):
        iam.add_user_to_group(GroupName=group, UserName=name)
    pages = list(iam.get_paginator("get_group").paginate(GroupName=group, PaginationConfig={"PageSize": 2}))
    assert [len(page["Users"]) for page in pages] == [2, 1]
    users = [user for page in pages for user in page["Users"]]
    assert [user["UserName"] for user in users] == names
    assert all("Tags" not in user for user in users)
    assert all(page["Group"]["GroupName"] == group for page in pages)


def test_doing_it_twice_is_no_error(iam, group, user):
    for _ in range(2):
        iam.add_user_to_group(GroupName=group, UserName=user)
    assert len(iam.get_group(GroupName=group)["Users"]) == 1
    for _ in range(2):
        iam.remove_user_from_group(GroupName=group, UserName=user)
    assert iam.get_group(GroupName=group)["Users"] == []


def test_groups_of_a_user_in_pages(iam, user):
    names = sorted(iam_name("group") for _ in range(10))
    for name in reversed(names):
        iam.create_group(GroupName=name, Path="/g/")
        iam.add_user_to_group(GroupName=name, UserName=user)
    paginator = iam.get_paginator("list_groups_for_user")
    pages = list(paginator.paginate(UserName=user, PaginationConfig={"PageSize": 4}))
    assert [len(page["Groups"]) for page in pages] == [4, 4, 2]
    assert [group["GroupName"] for page in pages for group in page["Groups"]] == names
    eleventh = iam_name("group")
    iam.create_group(GroupName=eleventh)
    with refused("LimitExceeded", "Cannot exceed quota for GroupsPerUser: 10"):
        iam.add_user_to_group(GroupName=eleventh, UserName=user)


def test_what_a_group_may_its_users_may(iam, group, user, as_user):
    allow(iam, group, "iam:ListUsers")
    client = as_user("iam")
    with refused("AccessDenied"):
        client.list_users()
    iam.add_user_to_group(GroupName=group, UserName=user)
    client.list_users()
    iam.remove_user_from_group(GroupName=group, UserName=user)
    with refused("AccessDenied"):
        client.list_users()


def test_list_groups_by_path_in_pages(iam):
    prefix = f"/{iam_name('path')}/"
    names = sorted(iam_name() for _ in range(3))
    for name in names:
        iam.create_group(GroupName=name, Path=prefix)
    pages = list(iam.get_paginator("list_groups").paginate(PathPrefix=prefix, PaginationConfig={"PageSize": 2}))
    assert [group["GroupName"] for page in pages for group in page["Groups"]] == names
    assert [page["IsTruncated"] for page in pages] == [True, False]


def test_a_renamed_group_stays_the_same(iam, group, user):
    before = iam.get_group(GroupName=group)["Group"]
    iam.add_user_to_group(GroupName=group, UserName=user)
    new_name = iam_name("group")
    iam.update_group(GroupName=group, NewGroupName=new_name, NewPath="/moved/")
    (after,) = iam.list_groups_for_user(UserName=user)["Groups"]
    assert after == {**before, "GroupName": new_name, "Path": "/moved/", "Arn": after["Arn"]}
    assert after["Arn"] == f"arn:aws:iam::{ACCOUNT}:group/moved/{new_name}"
    other = iam_name("group")
    iam.create_group(GroupName=other)
    with refused("EntityAlreadyExists", f"Group with name {new_name} already exists."):
        iam.update_group(GroupName=other, NewGroupName=new_name)


def test_renaming_needs_permission_on_both_names(iam, group, user, as_user):
    mine = iam_name("group")
    iam.create_group(GroupName=mine)
    iam.add_user_to_group(GroupName=mine, UserName=user)
    old, new = (f"arn:aws:iam::{ACCOUNT}:group/{path}{group}" for path in ("", "moved/"))
    client = as_user("iam")
    for given, missing in [(old, new), (new, old)]:
        allow(iam, mine, "iam:UpdateGroup", given)
        with refused("AccessDenied", like=f"on resource: {missing} because"):
            client.update_group(GroupName=group, NewPath="/moved/")
    allow(iam, mine, "iam:UpdateGroup", [old, new])
    client.update_group(GroupName=group, NewPath="/moved/")


def test_a_group_is_deleted_when_it_is_empty(iam, group, user):
    policy = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    iam.add_user_to_group(GroupName=group, UserName=user)
    iam.attach_group_policy(GroupName=group, PolicyArn=policy)
    allow(iam, group, "iam:ListUsers")
    steps = [
        ("remove users from group", lambda: iam.remove_user_from_group(GroupName=group, UserName=user)),
        ("detach all policies", lambda: iam.detach_group_policy(GroupName=group, PolicyArn=policy)),
        ("delete policies", lambda: iam.delete_group_policy(GroupName=group, PolicyName="p")),
    ]
    for what, step in steps:
        with refused("DeleteConflict", f"Cannot delete entity, must {what} first."):
            iam.delete_group(GroupName=group)
        step()
    iam.delete_group(GroupName=group)
    with refused("NoSuchEntity", f"The group with name {group} cannot be found."):
        iam.delete_group(GroupName=group)


def test_what_does_not_exist_is_not_found(iam, group, user):
    for call, arguments, text in [
        (iam.get_group, {"GroupName": "nowhere"}, NOWHERE),
        (iam.update_group, {"GroupName": "nowhere"}, NOWHERE),
        (iam.add_user_to_group, {"GroupName": "nowhere", "UserName": user}, NOWHERE),
        (iam.add_user_to_group, {"GroupName": group, "UserName": "nobody"}, NOBODY),
        (iam.remove_user_from_group, {"GroupName": "nowhere", "UserName": user}, NOWHERE),
        (iam.remove_user_from_group, {"GroupName": group, "UserName": "nobody"}, NOBODY),
        (iam.list_groups_for_user, {"UserName": "nobody"}, NOBODY),
    ]:
        with refused("NoSuchEntity", text):
            call(**arguments)


def test_refusals_name_the_group(as_user):
    client = as_user("iam")
    arn = f"arn:aws:iam::{ACCOUNT}:group/nowhere"
    for call, arguments in [
        ("create_group", {}),
        ("get_group", {}),
        ("update_group", {}),
        ("delete_group", {}),
        ("add_user_to_group", {"UserName": "nobody"}),
        ("remove_user_from_group", {"UserName": "nobody"}),
    ]:
        with refused("AccessDenied", like=f"on resource: {arn} because"):
            getattr(client, call)(GroupName="nowhere", **arguments)


def test_constraints(loose_iam):
    with refused("ValidationError", violation(NOT_NULL, "groupName")):
        loose_iam.create_group()
    with refused("ValidationError", violation(at_most(128), "groupName", "g" * 129)):
        loose_iam.create_group(GroupName="g" * 129)
    with refused("ValidationError", like=r"2 validation errors detected: Value null at 'groupName'.*; Value null at"):
        loose_iam.add_user_to_group()
