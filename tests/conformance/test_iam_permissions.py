"""What users, groups and roles may do: attached and inline policies, and permissions boundaries."""

import json

import pytest

from clients import ACCOUNT, NOT_NULL, at_most, iam_name, refused, violation
from iam_documents import (
    READ_ONLY,
    allow,
    arn_of,
    document,
    new_path,
    pages_of,
    policy_text,
    statement,
    trust,
)

DENY_ALL = READ_ONLY.replace("ReadOnlyAccess", "AWSDenyAll")


class Entity:
    """A user, group or role, and the operations of its kind."""

    def __init__(self, client, kind, name=None):
        self.client, self.kind = client, kind
        self.name = name or self.created()

    def created(self):
        name = iam_name(self.kind.lower())
        more = {"AssumeRolePolicyDocument": trust()} if self.kind == "Role" else {}
        getattr(self.client, f"create_{self.kind.lower()}")(**{f"{self.kind}Name": name}, **more)
        return name

    def call(self, operation, **more):
        """`attach_{}_policy` for this one."""
        return getattr(self.client, operation.format(self.kind.lower()))(**{f"{self.kind}Name": self.name}, **more)

    def pages(self, operation, member, size):
        key = f"{self.kind}Name"
        return pages_of(self.client, operation.format(self.kind.lower()), member, size, **{key: self.name})


@pytest.fixture(params=["User", "Group", "Role"])
def kind(request):
    return request.param


@pytest.fixture
def entity(iam, kind):
    return Entity(iam, kind)


@pytest.fixture(params=["User", "Role"])
def bounded(iam, request):
    return Entity(iam, request.param)


@pytest.fixture
def policy(iam):
    """The ARN of a new policy."""
    return iam.create_policy(PolicyName=iam_name("policy"), PolicyDocument=policy_text())["Policy"]["Arn"]


def attached(entity, **request):
    return entity.call("list_attached_{}_policies", **request)["AttachedPolicies"]


def test_policies_are_attached_and_detached(entity, policy):
    for _ in range(2):  # again is no error
        entity.call("attach_{}_policy", PolicyArn=policy)
    entity.call("attach_{}_policy", PolicyArn=READ_ONLY)
    own = {"PolicyName": policy.split("/")[-1], "PolicyArn": policy}
    assert attached(entity) == [own, {"PolicyName": "ReadOnlyAccess", "PolicyArn": READ_ONLY}]
    entity.call("detach_{}_policy", PolicyArn=READ_ONLY)
    assert attached(entity) == [own]
    with refused("NoSuchEntity", f"Policy {READ_ONLY} was not found."):
        entity.call("detach_{}_policy", PolicyArn=READ_ONLY)


def test_what_is_attached_is_listed_in_pages_by_path(iam, entity):
    path = new_path()
    names = sorted(iam_name("policy") for _ in range(3))
    for name in reversed(names):
        made = iam.create_policy(PolicyName=name, Path=path, PolicyDocument=policy_text())
        entity.call("attach_{}_policy", PolicyArn=made["Policy"]["Arn"])
    entity.call("attach_{}_policy", PolicyArn=READ_ONLY)
    assert [item["PolicyName"] for item in attached(entity, PathPrefix=path)] == names
    pages = entity.pages("list_attached_{}_policies", "AttachedPolicies", 2)
    assert [[item["PolicyName"] for item in page] for page in pages] == [names[:2], [names[2], "ReadOnlyAccess"]]
    with refused("ValidationError", "Invalid Marker."):
        attached(entity, Marker="nonsense")


def test_what_does_not_exist_is_not_attached(entity):
    for arn in (arn_of("policy", iam_name()), "arn:aws:iam::111122223333:policy/other"):
        with refused("NoSuchEntity", f"Policy {arn} does not exist or is not attachable."):
            entity.call("attach_{}_policy", PolicyArn=arn)
    with refused("ValidationError", "Invalid ARN:  Could not be parsed!"):
        entity.call("attach_{}_policy", PolicyArn="this is not an ARN at all")


def test_ten_policies_are_the_most(iam, entity, kind):
    for _ in range(10):
        made = iam.create_policy(PolicyName=iam_name(), PolicyDocument=policy_text())
        entity.call("attach_{}_policy", PolicyArn=made["Policy"]["Arn"])
    with refused("LimitExceeded", f"Cannot exceed quota for PoliciesPer{kind}: 10"):
        entity.call("attach_{}_policy", PolicyArn=READ_ONLY)


def test_inline_policies(entity, kind):
    text = json.dumps(document(statement(resource="arn:aws:s3:::a%3A*")), indent=1)
    entity.call("put_{}_policy", PolicyName="b", PolicyDocument=policy_text())
    entity.call("put_{}_policy", PolicyName="a", PolicyDocument=policy_text())
    entity.call("put_{}_policy", PolicyName="a", PolicyDocument=text)  # takes its place
    read = entity.call("get_{}_policy", PolicyName="a")
    del read["ResponseMetadata"]
    assert read == {f"{kind}Name": entity.name, "PolicyName": "a", "PolicyDocument": json.loads(text)}
    assert entity.call("list_{}_policies")["PolicyNames"] == ["a", "b"]
    entity.call("delete_{}_policy", PolicyName="a")
    assert entity.call("list_{}_policies")["PolicyNames"] == ["b"]
    for operation in ("get_{}_policy", "delete_{}_policy"):
        with refused("NoSuchEntity", f"The {kind.lower()} policy with name a cannot be found."):
            entity.call(operation, PolicyName="a")


def test_inline_policies_in_pages(entity):
    names = [f"p{i}" for i in range(5)]
    for name in reversed(names):
        entity.call("put_{}_policy", PolicyName=name, PolicyDocument=policy_text())
    assert entity.pages("list_{}_policies", "PolicyNames", 2) == [names[:2], names[2:4], names[4:]]


def test_inline_policies_have_a_quota_together(entity, kind):
    limit = {"User": 2048, "Group": 5120, "Role": 10240}[kind]
    half = policy_text(statement(resource="arn:aws:s3:::" + "x" * (limit // 2)))
    entity.call("put_{}_policy", PolicyName="a", PolicyDocument=half)
    with refused("LimitExceeded", f"Maximum policy size of {limit} bytes exceeded for {kind.lower()} {entity.name}"):
        entity.call("put_{}_policy", PolicyName="b", PolicyDocument=half)
    entity.call("put_{}_policy", PolicyName="a", PolicyDocument=half)


@pytest.mark.parametrize("text", ["{", trust(), '{"Version":"2020-01-01"}'])
def test_what_is_no_identity_policy_is_refused(entity, text):
    with refused("MalformedPolicyDocument"):
        entity.call("put_{}_policy", PolicyName="p", PolicyDocument=text)


@pytest.mark.parametrize(
    "operation, more",
    [
        ("attach_{}_policy", {"PolicyArn": READ_ONLY}),
        ("detach_{}_policy", {"PolicyArn": READ_ONLY}),
        ("list_attached_{}_policies", {}),
        ("put_{}_policy", {"PolicyName": "p", "PolicyDocument": policy_text()}),
        ("get_{}_policy", {"PolicyName": "p"}),
        ("delete_{}_policy", {"PolicyName": "p"}),
        ("list_{}_policies", {}),
    ],
)
def test_an_unknown_entity_is_not_found(iam, kind, operation, more):
    missing = Entity(iam, kind, iam_name("missing"))
    with refused("NoSuchEntity", f"The {kind.lower()} with name {missing.name} cannot be found."):
        missing.call(operation, **more)


def test_the_longest_names(loose_iam, kind):
    """The model takes users' names of 128 characters for inline policies, and of 64 for attached ones."""
    field = f"{kind.lower()}Name"
    for_inline, for_attached = {"User": (128, 64), "Group": (128, 128), "Role": (64, 64)}[kind]
    for longest, operation, more in (
        (for_inline, "get_{}_policy", {"PolicyName": "p"}),
        (for_attached, "attach_{}_policy", {"PolicyArn": READ_ONLY}),
    ):
        with refused("NoSuchEntity"):
            Entity(loose_iam, kind, "x" * longest).call(operation, **more)
        name = "x" * (longest + 1)
        with refused("ValidationError", violation(at_most(longest), field, name)):
            Entity(loose_iam, kind, name).call(operation, **more)


@pytest.mark.parametrize(
    "operation, missing",
    [
        ("attach_{}_policy", ["policyArn"]),
        ("detach_{}_policy", ["policyArn"]),
        ("put_{}_policy", ["policyName", "policyDocument"]),
        ("get_{}_policy", ["policyName"]),
        ("delete_{}_policy", ["policyName"]),
    ],
)
def test_members_that_must_be_there(loose_iam, kind, operation, missing):
    with refused("ValidationError", like="; ".join(f"Value null at '{name}' .*{NOT_NULL}" for name in missing)):
        Entity(loose_iam, kind, "x").call(operation)


def boundary_of(entity):
    kind = entity.kind
    return entity.call("get_{}")[kind].get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")


def test_boundaries(iam, bounded, policy):
    bounded.call("put_{}_permissions_boundary", PermissionsBoundary=policy)
    assert boundary_of(bounded) == policy
    assert iam.get_policy(PolicyArn=policy)["Policy"]["PermissionsBoundaryUsageCount"] == 1
    bounded.call("put_{}_permissions_boundary", PermissionsBoundary=READ_ONLY)
    assert boundary_of(bounded) == READ_ONLY
    for _ in range(2):  # again is no error
        bounded.call("delete_{}_permissions_boundary")
    assert boundary_of(bounded) is None


def test_what_is_no_policy_is_no_boundary(bounded):
    missing, wrong = arn_of("policy", iam_name()), f"arn:aws:iam::{ACCOUNT}:user/somebody"
    with refused("NoSuchEntity", f"Scope ARN: {missing} does not exist or is not attachable."):
        bounded.call("put_{}_permissions_boundary", PermissionsBoundary=missing)
    with refused("ValidationError", f"Value ({wrong}) for parameter PermissionsBoundary is invalid."):
        bounded.call("put_{}_permissions_boundary", PermissionsBoundary=wrong)


def test_an_unknown_entity_has_no_boundary(iam, bounded):
    missing = Entity(iam, bounded.kind, iam_name("missing"))
    text = f"The {bounded.kind.lower()} with name {missing.name} cannot be found."
    with refused("NoSuchEntity", text):
        missing.call("put_{}_permissions_boundary", PermissionsBoundary=READ_ONLY)
    with refused("NoSuchEntity", text):
        missing.call("delete_{}_permissions_boundary")


def test_what_is_attached_counts_at_once(iam, user, as_user):
    limited = as_user("iam")
    group = Entity(iam, "Group")
    iam.add_user_to_group(GroupName=group.name, UserName=user)
    for holder in (Entity(iam, "User", user), group):
        holder.call("attach_{}_policy", PolicyArn=READ_ONLY)
        limited.list_roles(MaxItems=1)
        holder.call("detach_{}_policy", PolicyArn=READ_ONLY)
        with refused("AccessDenied", like="because no identity-based policy allows the iam:ListRoles action"):
            limited.list_roles()
        holder.call("put_{}_policy", PolicyName="p", PolicyDocument=policy_text(statement("iam:List*")))
        limited.list_roles(MaxItems=1)
        iam.put_user_permissions_boundary(UserName=user, PermissionsBoundary=DENY_ALL)
        with refused("AccessDenied", like="with an explicit deny in a permissions boundary"):
            limited.list_roles()
        iam.delete_user_permissions_boundary(UserName=user)
        holder.call("delete_{}_policy", PolicyName="p")


def test_access_looks_at_the_policy_that_is_attached(iam, user, as_user, entity):
    only = {"ArnEquals": {"iam:PolicyARN": READ_ONLY}}
    allow(iam, user, statement(["iam:Attach*", "iam:Detach*"], Condition=only))
    mine = Entity(as_user("iam"), entity.kind, entity.name)
    mine.call("attach_{}_policy", PolicyArn=READ_ONLY)
    mine.call("detach_{}_policy", PolicyArn=READ_ONLY)
    arn = entity.call("get_{}")[entity.kind]["Arn"]
    for operation in ("attach", "detach"):
        action = f"iam:{operation.title()}{entity.kind}Policy"
        with refused("AccessDenied", like=f"perform: {action} on resource: .*{arn}"):
            mine.call(operation + "_{}_policy", PolicyArn=DENY_ALL)


def test_access_looks_at_the_boundary_that_is_to_be(iam, user, as_user, bounded):
    only = {"StringEquals": {"iam:PermissionsBoundary": READ_ONLY}}
    allow(iam, user, statement("iam:*Boundary", Condition=only))
    mine = Entity(as_user("iam"), bounded.kind, bounded.name)
    bounded.call("put_{}_permissions_boundary", PermissionsBoundary=DENY_ALL)
    with refused("AccessDenied"):
        mine.call("delete_{}_permissions_boundary")  # of the present one
    mine.call("put_{}_permissions_boundary", PermissionsBoundary=READ_ONLY)
    with refused("AccessDenied"):
        mine.call("put_{}_permissions_boundary", PermissionsBoundary=DENY_ALL)
    mine.call("delete_{}_permissions_boundary")
