"""What simulations say, and that live requests agree."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from clients import ACCOUNT, NOT_NULL, REGION, iam_name, refused, violation
from server_process import environment

READ = "secretsmanager:GetSecretValue"
DELETE = "secretsmanager:DeleteSecret"
SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:a-AbCdEf"


def statement(action="*", effect="Allow", resource="*", **more):
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def document(*statements, **options):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, **options)


def decisions(answer):
    return {result["EvalActionName"]: result["EvalDecision"] for result in answer["EvaluationResults"]}


def custom(iam, *policies, actions=(READ,), **options):
    return iam.simulate_custom_policy(PolicyInputList=list(policies), ActionNames=list(actions), **options)


def only(answer):
    (result,) = answer["EvaluationResults"]
    return result


# SimulateCustomPolicy


def test_each_action_is_decided(iam):
    policy = document(statement("secretsmanager:*"), statement("secretsmanager:Delete*", effect="Deny"))
    answer = custom(iam, policy, actions=[READ, DELETE, "kms:Decrypt"])
    assert decisions(answer) == {READ: "allowed", DELETE: "explicitDeny", "kms:Decrypt": "implicitDeny"}
    assert answer["IsTruncated"] is False and "Marker" not in answer


def test_the_statements_that_decided_are_shown_where_they_stand(iam):
    text = document(statement(READ))
    result = only(custom(iam, text))
    begin = text.index('{"Effect"') + 1
    assert result["EvalResourceName"] == "*" and result["MissingContextValues"] == []
    assert result["MatchedStatements"] == [
        {
            "SourcePolicyId": "PolicyInputList.1",
            "SourcePolicyType": "IAM Policy",
            "StartPosition": {"Line": 1, "Column": begin},
            "EndPosition": {"Line": 1, "Column": len(text) - 1},
        }
    ]
    assert result["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": True}
    assert result["EvalDecisionDetails"] == {} and result["ResourceSpecificResults"] == []
    assert "PermissionsBoundaryDecisionDetail" not in result
    indented = json.dumps(json.loads(text), indent=2)
    (matched,) = only(custom(iam, document(statement(DELETE)), indented))["MatchedStatements"]
    assert (matched["SourcePolicyId"], matched["StartPosition"]) == ("PolicyInputList.2", {"Line": 4, "Column": 5})


def test_each_resource_is_decided(iam):
    other = SECRET.replace("AbCdEf", "XyXyXy")
    answer = custom(iam, document(statement(READ, resource=SECRET)), ResourceArns=[SECRET, other])
    found = {result["EvalResourceName"]: result["EvalDecision"] for result in answer["EvaluationResults"]}
    assert found == {SECRET: "allowed", other: "implicitDeny"}
    for result in answer["EvaluationResults"]:
        (specific,) = result["ResourceSpecificResults"]
        assert specific["EvalResourceName"] == result["EvalResourceName"]
        assert specific["EvalResourceDecision"] == result["EvalDecision"]
        assert specific["MatchedStatements"] == result["MatchedStatements"]


@pytest.mark.parametrize(
    "condition, entry, decision",
    [
        ({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, ("aws:SourceIp", ["10.1.2.3"], "ip"), "allowed"),
        ({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, ("aws:SourceIp", ["11.1.2.3"], "ip"), "implicitDeny"),
        ({"Bool": {"aws:SecureTransport": "true"}}, ("AWS:securetransport", ["true"], "boolean"), "allowed"),
        ({"StringEquals": {"aws:ResourceTag/team": "a"}}, ("aws:ResourceTag/team", ["a"], "string"), "allowed"),
        (
            {"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}},
            ("aws:TagKeys", ["a", "c"], "stringList"),
            "implicitDeny",
        ),
        (
            {"DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}},
            ("aws:CurrentTime", ["2021-01-01T00:00:00Z"], "date"),
            "allowed",
        ),
    ],
)
def test_conditions_see_what_the_request_gives(iam, condition, entry, decision):
    policy = document(statement(READ, Condition=condition))
    name, values, kind = entry
    context = [{"ContextKeyName": name, "ContextKeyValues": values, "ContextKeyType": kind}]
    given = only(custom(iam, policy, ContextEntries=context))
    assert given["EvalDecision"] == decision and given["MissingContextValues"] == []


def test_keys_that_were_not_given_are_listed(iam):
    condition = {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}, "Bool": {"aws:SecureTransport": "true"}}
    policy = document(
        statement(READ, resource="arn:aws:secretsmanager:*:*:secret:${aws:username}/*", Condition=condition)
    )
    context = [{"ContextKeyName": "aws:SecureTransport", "ContextKeyValues": ["true"], "ContextKeyType": "boolean"}]
    result = only(custom(iam, policy, ContextEntries=context, ResourceArns=[SECRET]))
    assert result["EvalDecision"] == "implicitDeny"
    assert result["MissingContextValues"] == ["aws:SourceIp", "aws:username"]
    assert result["ResourceSpecificResults"][0]["MissingContextValues"] == ["aws:SourceIp", "aws:username"]


def test_boundaries_and_service_control_policies_limit(iam):
    everything, reading = document(statement()), document(statement(READ))
    answer = custom(iam, everything, actions=[READ, DELETE], PermissionsBoundaryPolicyInputList=[reading])
    assert decisions(answer) == {READ: "allowed", DELETE: "implicitDeny"}
    detail = [
        r["PermissionsBoundaryDecisionDetail"]["AllowedByPermissionsBoundary"] for r in answer["EvaluationResults"]
    ]
    assert detail == [True, False]
    levels = [{"ServiceControlPolicyInputList": [everything]}, {"ServiceControlPolicyInputList": [reading]}]
    answer = custom(iam, everything, actions=[READ, DELETE], OrderedOrganizationPolicyInputList=levels)
    assert decisions(answer) == {READ: "allowed", DELETE: "implicitDeny"}
    detail = [r["OrganizationsDecisionDetail"]["AllowedByOrganizations"] for r in answer["EvaluationResults"]]
    assert detail == [True, False]
    with refused("InvalidInput", "PermissionsBoundaryPolicyInputList takes one policy only."):
        custom(iam, everything, PermissionsBoundaryPolicyInputList=[reading, reading])


def test_a_policy_of_the_resource_counts_for_the_caller_that_is_named(iam):
    alice = f"arn:aws:iam::{ACCOUNT}:user/alice"
    resource_policy = document({**statement(READ), "Principal": {"AWS": alice}})
    nothing = document(statement("iam:ListUsers"))
    options = {"ResourcePolicy": resource_policy, "ResourceArns": [SECRET]}
    result = only(custom(iam, nothing, CallerArn=alice, **options))
    assert result["EvalDecision"] == "allowed"
    assert result["MatchedStatements"][0]["SourcePolicyId"] == "ResourcePolicy"
    assert (
        only(custom(iam, nothing, CallerArn=alice.replace("alice", "bob"), **options))["EvalDecision"] == "implicitDeny"
    )
    with refused("InvalidInput", "CallerArn is required with a resource policy."):
        custom(iam, nothing, **options)
    with refused("InvalidInput", f"Invalid Caller Arn: arn:aws:iam::{ACCOUNT}:role/r is not the ARN of a user."):
        custom(iam, nothing, CallerArn=f"arn:aws:iam::{ACCOUNT}:role/r", **options)


def test_another_accounts_resource_needs_its_own_policy(iam):
    alice = f"arn:aws:iam::{ACCOUNT}:user/alice"
    foreign = SECRET.replace(ACCOUNT, "111122223333")
    reading = document(statement(READ))
    call = {"CallerArn": alice, "ResourceArns": [foreign]}
    assert only(custom(iam, reading, **call))["EvalDecision"] == "implicitDeny"
    policy = document({**statement(READ), "Principal": {"AWS": ACCOUNT}})
    assert only(custom(iam, reading, ResourcePolicy=policy, **call))["EvalDecision"] == "allowed"
    owner = {"CallerArn": alice, "ResourceOwner": "arn:aws:iam::111122223333:root"}
    assert only(custom(iam, reading, **owner))["EvalDecision"] == "implicitDeny"
    assert only(custom(iam, reading, **{**owner, "ResourceOwner": ACCOUNT}))["EvalDecision"] == "allowed"
    with refused("InvalidInput", "Invalid resource owner: me"):
        custom(iam, reading, ResourceOwner="me")


def test_results_come_in_pages(iam):
    actions = [f"secretsmanager:Action{i}" for i in range(5)]
    call = {"PolicyInputList": [document(statement())], "ActionNames": actions}
    pages = list(iam.get_paginator("simulate_custom_policy").paginate(**call, PaginationConfig={"PageSize": 2}))
    assert [len(page["EvaluationResults"]) for page in pages] == [2, 2, 1]
    assert [r["EvalActionName"] for page in pages for r in page["EvaluationResults"]] == actions
    with refused("ValidationError", "Invalid Marker."):
        iam.simulate_custom_policy(**call, Marker="no")


def test_large_simulations_come_in_smaller_pages(iam):
    policies = [document(*[statement("a:b")] * 1000)] * 8
    call = {"PolicyInputList": policies, "ActionNames": ["a:b"] * 20}
    pages = list(iam.get_paginator("simulate_custom_policy").paginate(**call, PaginationConfig={"PageSize": 1000}))
    assert len(pages) > 1 and sum(len(page["EvaluationResults"]) for page in pages) == 20
    assert {len(result["MatchedStatements"]) for page in pages for result in page["EvaluationResults"]} == {8000}


@pytest.mark.parametrize(
    "change, code, text",
    [
        ({"PolicyInputList": ["{}"]}, "InvalidInput", None),
        ({"PolicyInputList": ["no json"]}, "InvalidInput", None),
        ({"ActionNames": ["secretsmanager:*"]}, "InvalidInput", "Invalid action name: secretsmanager:*"),
        ({"ActionNames": ["GetSecretValue"]}, "InvalidInput", "Invalid action name: GetSecretValue"),
        ({"ResourceArns": ["text"]}, "InvalidInput", 'Resource text must be in ARN format or "*".'),
        ({"ActionNames": None}, "ValidationError", violation(NOT_NULL, "actionNames")),
        (
            {"ResourceArns": [SECRET] * 101, "ActionNames": [READ] * 100},
            "InvalidInput",
            "At most 10000 decisions can be simulated at once.",
        ),
    ],
)
def test_what_can_not_be_simulated_is_refused(loose_iam, change, code, text):
    call = {"PolicyInputList": [document(statement())], "ActionNames": [READ], **change}
    with refused(code, text):
        loose_iam.simulate_custom_policy(**{name: value for name, value in call.items() if value is not None})


# SimulatePrincipalPolicy


@pytest.fixture
def group(iam):
    name = iam_name("group")
    iam.create_group(GroupName=name)
    return name


def arn(kind, name):
    return f"arn:aws:iam::{ACCOUNT}:{kind}/{name}"


def principal(iam, source, actions=(READ,), **options):
    return iam.simulate_principal_policy(PolicySourceArn=source, ActionNames=list(actions), **options)


def test_a_users_policies_are_his_own_attached_ones_and_his_groups(iam, user, group):
    iam.put_user_policy(UserName=user, PolicyName="inline", PolicyDocument=document(statement(READ)))
    iam.attach_user_policy(UserName=user, PolicyArn="arn:aws:iam::aws:policy/IAMReadOnlyAccess")
    iam.put_group_policy(GroupName=group, PolicyName="of-group", PolicyDocument=document(statement("kms:Decrypt")))
    iam.add_user_to_group(GroupName=group, UserName=user)
    actions = [READ, "iam:ListUsers", "kms:Decrypt", DELETE]
    answer = principal(iam, arn("user", user), actions)
    assert list(decisions(answer).values()) == ["allowed", "allowed", "allowed", "implicitDeny"]
    sources = [[m["SourcePolicyId"] for m in r["MatchedStatements"]] for r in answer["EvaluationResults"]]
    assert sources == [["inline"], ["IAMReadOnlyAccess"], ["of-group"], []]
    added = principal(iam, arn("user", user), actions, PolicyInputList=[document(statement(effect="Deny"))])
    assert set(decisions(added).values()) == {"explicitDeny"}
    assert list(decisions(principal(iam, arn("group", group), actions)).values()) == [
        "implicitDeny",
        "implicitDeny",
        "allowed",
        "implicitDeny",
    ]


def test_the_boundary_limits_unless_another_is_given(iam, user):
    boundary = iam.create_policy(PolicyName=iam_name(), PolicyDocument=document(statement(READ)))["Policy"]["Arn"]
    iam.put_user_permissions_boundary(UserName=user, PermissionsBoundary=boundary)
    iam.put_user_policy(UserName=user, PolicyName="all", PolicyDocument=document(statement()))
    answer = principal(iam, arn("user", user), [READ, DELETE])
    assert decisions(answer) == {READ: "allowed", DELETE: "implicitDeny"}
    other = principal(
        iam, arn("user", user), [READ, DELETE], PermissionsBoundaryPolicyInputList=[document(statement(DELETE))]
    )
    assert decisions(other) == {READ: "implicitDeny", DELETE: "allowed"}


def test_variables_are_filled_from_the_principal(iam, user):
    own = "arn:aws:secretsmanager:*:*:secret:${aws:username}/*"
    iam.put_user_policy(UserName=user, PolicyName="own", PolicyDocument=document(statement(READ, resource=own)))
    mine = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{user}/a-AbCdEf"
    answer = principal(iam, arn("user", user), ResourceArns=[mine, SECRET])
    assert [r["EvalDecision"] for r in answer["EvaluationResults"]] == ["allowed", "implicitDeny"]


def test_a_role_is_simulated_with_its_tags(iam):
    trust = document({"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"})
    name = iam_name("role")
    iam.create_role(RoleName=name, Path="/a/", AssumeRolePolicyDocument=trust, Tags=[{"Key": "team", "Value": "x"}])
    condition = {
        "StringEquals": {"aws:PrincipalTag/team": "x"},
        "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/a/*"},
    }
    iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=document(statement(READ, Condition=condition)))
    assert only(principal(iam, arn("role/a", name)))["EvalDecision"] == "allowed"
    with refused("NoSuchEntity"):
        principal(iam, arn("role", name))


@pytest.mark.parametrize(
    "source, code, text",
    [
        (arn("user", "nobody-here"), "NoSuchEntity", "The user with name nobody-here cannot be found."),
        (arn("group", "nobody-here"), "NoSuchEntity", "The group with name nobody-here cannot be found."),
        (arn("role", "nobody-here"), "NoSuchEntity", "The role with name nobody-here cannot be found."),
        (
            arn("policy", "p"),
            "InvalidInput",
            f"Invalid Entity Arn: {arn('policy', 'p')} does not clearly define entity type and name.",
        ),
        ("no-arn-but-long-enough", "InvalidInput", None),
    ],
)
def test_a_principal_that_is_not_there_is_told(iam, source, code, text):
    with refused(code, text):
        principal(iam, source)
    with refused(code, text):
        iam.get_context_keys_for_principal_policy(PolicySourceArn=source)


def test_nobody_of_another_account_is_looked_at(iam, user):
    with refused("NoSuchEntity"):
        principal(iam, arn("user", user).replace(ACCOUNT, "111122223333"))


def test_exclusions_are_refused_rather_than_ignored(iam, user):
    with refused("InvalidInput", "PolicyExclusionList is not supported."):
        principal(iam, arn("user", user), PolicyExclusionList=[{"PolicyType": "inline"}])


def test_live_requests_agree(iam, user, as_user, secret):
    policies = [
        statement(READ),
        statement(READ, resource=secret["ARN"]),
        statement(READ, resource=SECRET),
        statement(READ, Condition={"StringEquals": {"aws:username": user}}),
        statement(READ, Condition={"StringEquals": {"aws:username": "other"}}),
        statement("secretsmanager:*", effect="Deny"),
    ]
    client = as_user("secretsmanager")
    for policy in policies:
        iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=document(policy))
        simulated = only(principal(iam, arn("user", user), ResourceArns=[secret["ARN"]]))["EvalDecision"]
        try:
            client.get_secret_value(SecretId=secret["ARN"])
            live = "allowed"
        except ClientError as error:
            live = "explicitDeny" if "explicit deny" in str(error) else "implicitDeny"
        assert live == simulated, policy


def test_simulations_need_a_permission_on_their_source(iam, user, as_user):
    own = as_user("iam")
    with refused("AccessDenied", like=f"iam:SimulatePrincipalPolicy on resource: {arn('user', user)} because"):
        principal(own, arn("user", user))
    with refused("AccessDenied", like="iam:SimulateCustomPolicy because no identity-based policy"):
        custom(own, document(statement()))
    allowed = statement("iam:SimulatePrincipalPolicy", resource=arn("user", user))
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=document(allowed))
    principal(own, arn("user", user))
    with refused("AccessDenied"):
        principal(own, arn("user", "somebody"))


# Context keys


def test_keys_and_variables_of_policies_are_listed_once(iam):
    first = document(
        statement(
            READ,
            resource="arn:aws:secretsmanager:*:*:secret:${aws:username}/*",
            Condition={"Bool": {"aws:SecureTransport": "true"}},
        )
    )
    second = document(
        statement(
            READ,
            Condition={"Bool": {"aws:securetransport": "true"}, "StringLike": {"aws:PrincipalTag/a": "${aws:userid}"}},
        )
    )
    answer = iam.get_context_keys_for_custom_policy(PolicyInputList=[first, second])
    assert answer["ContextKeyNames"] == ["aws:PrincipalTag/a", "aws:SecureTransport", "aws:userid", "aws:username"]
    assert iam.get_context_keys_for_custom_policy(PolicyInputList=[document(statement())])["ContextKeyNames"] == []
    with refused("InvalidInput"):
        iam.get_context_keys_for_custom_policy(PolicyInputList=["{"])


def test_keys_of_a_principal_are_those_of_its_policies_and_of_given_ones(iam, user, group):
    keyed = [
        document(statement(Condition={"StringEquals": {key: "x"}}))
        for key in ("aws:UserAgent", "aws:Referer", "aws:userid")
    ]
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=keyed[0])
    iam.put_group_policy(GroupName=group, PolicyName="p", PolicyDocument=keyed[1])
    iam.add_user_to_group(GroupName=group, UserName=user)
    answer = iam.get_context_keys_for_principal_policy(PolicySourceArn=arn("user", user), PolicyInputList=[keyed[2]])
    assert answer["ContextKeyNames"] == ["aws:Referer", "aws:UserAgent", "aws:userid"]


# GetAccountAuthorizationDetails


def by_name(details, member, name):
    (found,) = [each for each in details if each[member] == name]
    return found


def all_details(iam, **options):
    merged = {"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": [], "Policies": []}
    for page in iam.get_paginator("get_account_authorization_details").paginate(**options):
        for member, found in merged.items():
            found.extend(page[member])
    return merged


def test_the_whole_account_is_shown_with_all_documents(iam, user, group):
    inline = {"Version": "2012-10-17", "Statement": [statement(READ, resource="a%3Ab &<>")]}
    inline["Statement"][0]["Resource"] = "arn:aws:secretsmanager:*:*:secret:a%3Ab"
    policy = iam.create_policy(PolicyName=iam_name(), PolicyDocument=document(statement(READ)), Description="d")[
        "Policy"
    ]
    iam.create_policy_version(PolicyArn=policy["Arn"], PolicyDocument=document(statement(DELETE)), SetAsDefault=True)
    iam.put_user_policy(UserName=user, PolicyName="inline", PolicyDocument=json.dumps(inline))
    iam.attach_user_policy(UserName=user, PolicyArn=policy["Arn"])
    iam.put_user_permissions_boundary(UserName=user, PermissionsBoundary=policy["Arn"])
    iam.tag_user(UserName=user, Tags=[{"Key": "k", "Value": "v"}])
    iam.attach_group_policy(GroupName=group, PolicyArn="arn:aws:iam::aws:policy/AWSDenyAll")
    iam.add_user_to_group(GroupName=group, UserName=user)
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"}],
    }
    role = iam.create_role(RoleName=iam_name(), AssumeRolePolicyDocument=json.dumps(trust))["Role"]

    details = all_details(iam, PaginationConfig={"PageSize": 3})
    shown = by_name(details["UserDetailList"], "UserName", user)
    assert shown["UserPolicyList"] == [{"PolicyName": "inline", "PolicyDocument": inline}]
    assert shown["AttachedManagedPolicies"] == [{"PolicyName": policy["PolicyName"], "PolicyArn": policy["Arn"]}]
    assert shown["GroupList"] == [group] and shown["Tags"] == [{"Key": "k", "Value": "v"}]
    assert shown["PermissionsBoundary"]["PermissionsBoundaryArn"] == policy["Arn"]
    assert shown["Arn"] == arn("user", user)
    shown = by_name(details["GroupDetailList"], "GroupName", group)
    assert [attached["PolicyName"] for attached in shown["AttachedManagedPolicies"]] == ["AWSDenyAll"]
    assert shown["GroupPolicyList"] == []
    shown = by_name(details["RoleDetailList"], "RoleName", role["RoleName"])
    assert shown["AssumeRolePolicyDocument"] == trust and shown["InstanceProfileList"] == []
    shown = by_name(details["Policies"], "Arn", policy["Arn"])
    assert (shown["AttachmentCount"], shown["PermissionsBoundaryUsageCount"]) == (1, 1)
    assert shown["DefaultVersionId"] == "v2" and shown["Description"] == "d"
    assert [(v["VersionId"], v["IsDefaultVersion"]) for v in shown["PolicyVersionList"]] == [
        ("v2", True),
        ("v1", False),
    ]
    assert shown["PolicyVersionList"][0]["Document"] == json.loads(document(statement(DELETE)))
    assert by_name(details["Policies"], "PolicyName", "AWSDenyAll")["AttachmentCount"] >= 1
    assert all(
        each["AttachmentCount"] + each["PermissionsBoundaryUsageCount"]
        for each in details["Policies"]
        if ":aws:policy/" in each["Arn"]
    )


def test_one_marker_walks_all_lists_without_loss(iam, user, group):
    whole = all_details(iam, PaginationConfig={"PageSize": 1000})
    paged = all_details(iam, PaginationConfig={"PageSize": 1})
    assert paged == whole
    with refused("ValidationError", "Invalid Marker."):
        iam.get_account_authorization_details(Marker="x")


@pytest.mark.parametrize(
    "kind, member",
    [
        ("User", "UserDetailList"),
        ("Group", "GroupDetailList"),
        ("Role", "RoleDetailList"),
        ("LocalManagedPolicy", "Policies"),
    ],
)
def test_a_filter_leaves_one_list(iam, user, group, kind, member):
    iam.create_policy(PolicyName=iam_name(), PolicyDocument=document(statement(READ)))
    trust = document({"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"})
    iam.create_role(RoleName=iam_name(), AssumeRolePolicyDocument=trust)
    details = all_details(iam, Filter=[kind])
    assert {name for name, found in details.items() if found} == {member}


def test_details_need_their_own_permission_and_known_filters(loose_iam, as_user):
    with refused("ValidationError", like="Member must satisfy enum value set"):
        loose_iam.get_account_authorization_details(Filter=["Everything"])
    with refused("AccessDenied", like="iam:GetAccountAuthorizationDetails because no identity-based policy"):
        as_user("iam").get_account_authorization_details()


# The AWS CLI


def test_the_cli_simulates(server, iam, user, tmp_path):
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=document(statement(READ)))
    env = environment(
        AWS_ENDPOINT_URL=server.url,
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",
        AWS_DEFAULT_REGION=REGION,
        AWS_PAGER="",
        HOME=str(tmp_path),
    )
    command = [str(Path(sys.executable).parent / "aws"), "iam", "simulate-principal-policy", "--policy-source-arn"]
    command += [arn("user", user), "--action-names", READ, DELETE, "--resource-arns", SECRET]
    ended = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    assert decisions(json.loads(ended.stdout)) == {READ: "allowed", DELETE: "implicitDeny"}
