"""Roles, policies and providers as a user of the AWS CLI manages them."""

import json

import pytest

from aws_cli import CLIS, aws_of
from clients import iam_name
from iam_documents import arn_of, document, policy_text, statement, trust


@pytest.fixture(params=CLIS)
def aws(request, server, tmp_path):
    """Runs `aws iam ...` and returns the answer."""
    return aws_of(request.param, server, tmp_path, "iam")


def test_a_role_with_its_policies(aws, tmp_path):
    role, policy = iam_name("role"), iam_name("policy")
    (tmp_path / "trust.json").write_text(trust() + "\n")
    made = aws("create-role", "--role-name", role, "--assume-role-policy-document", "file://trust.json")["Role"]
    assert made["AssumeRolePolicyDocument"] == json.loads(trust())
    assert aws("update-role", "--role-name", role, "--max-session-duration", "7200") in (None, {})
    arn = aws("create-policy", "--policy-name", policy, "--policy-document", policy_text())["Policy"]["Arn"]
    assert arn == arn_of("policy", policy)
    second = policy_text(statement("s3:GetObject"))
    aws("create-policy-version", "--policy-arn", arn, "--policy-document", second, "--set-as-default")
    read = aws("get-policy-version", "--policy-arn", arn, "--version-id", "v2")["PolicyVersion"]
    assert (read["Document"], read["IsDefaultVersion"]) == (document(statement("s3:GetObject")), True)
    aws("attach-role-policy", "--role-name", role, "--policy-arn", arn)
    assert aws("list-attached-role-policies", "--role-name", role)["AttachedPolicies"] == [
        {"PolicyName": policy, "PolicyArn": arn}
    ]
    aws("put-role-policy", "--role-name", role, "--policy-name", "own", "--policy-document", policy_text())
    assert aws("get-role-policy", "--role-name", role, "--policy-name", "own")["PolicyDocument"] == document()
    assert aws("list-instance-profiles-for-role", "--role-name", role)["InstanceProfiles"] == []
    aws("delete-role-policy", "--role-name", role, "--policy-name", "own")
    aws("detach-role-policy", "--role-name", role, "--policy-arn", arn)
    aws("delete-role", "--role-name", role)
    aws("delete-policy-version", "--policy-arn", arn, "--version-id", "v1")
    aws("delete-policy", "--policy-arn", arn)


def test_a_provider(aws):
    url = f"https://{iam_name('idp')}.example.com"
    made = aws("create-open-id-connect-provider", "--url", url, "--client-id-list", "one", "--thumbprint-list", "0" * 40)
    arn = made["OpenIDConnectProviderArn"]
    read = aws("get-open-id-connect-provider", "--open-id-connect-provider-arn", arn)
    assert (read["Url"], read["ClientIDList"]) == (url.removeprefix("https://"), ["one"])
    aws("delete-open-id-connect-provider", "--open-id-connect-provider-arn", arn)
