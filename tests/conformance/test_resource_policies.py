"""PutResourcePolicy, GetResourcePolicy, DeleteResourcePolicy and ValidateResourcePolicy."""

import json

import pytest

from clients import ACCOUNT, MARKED_FOR_DELETION, NOT_FOUND, NOT_NULL, at_least, at_most, refused, violation


def policy(principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, **changes):
    statement = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": "secretsmanager:GetSecretValue",
        "Resource": "*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [{**statement, **changes}]})


PUBLIC = policy("*")


def test_a_policy_comes_back_to_the_letter(client, secret):
    text = policy().replace(" ", "  ")
    put = client.put_resource_policy(SecretId=secret["Name"], ResourcePolicy=text)
    assert (put["ARN"], put["Name"]) == (secret["ARN"], secret["Name"])
    got = client.get_resource_policy(SecretId=secret["Name"])
    assert (got["ARN"], got["Name"], got["ResourcePolicy"]) == (secret["ARN"], secret["Name"], text)


def test_a_policy_is_replaced_as_a_whole(client, secret):
    client.put_resource_policy(SecretId=secret["Name"], ResourcePolicy=policy())
    second = policy(Action="secretsmanager:*")
    client.put_resource_policy(SecretId=secret["Name"], ResourcePolicy=second)
    assert client.get_resource_policy(SecretId=secret["Name"])["ResourcePolicy"] == second


def test_a_secret_without_policy_says_so_by_leaving_it_out(client, secret):
    got = client.get_resource_policy(SecretId=secret["Name"])
    assert set(got) - {"ResponseMetadata"} == {"ARN", "Name"}


def test_a_policy_is_deleted(client, secret):
    client.put_resource_policy(SecretId=secret["Name"], ResourcePolicy=policy())
    deleted = client.delete_resource_policy(SecretId=secret["Name"])
    assert (deleted["ARN"], deleted["Name"]) == (secret["ARN"], secret["Name"])
    assert "ResourcePolicy" not in client.get_resource_policy(SecretId=secret["Name"])
    client.delete_resource_policy(SecretId=secret["Name"])


def test_a_public_policy_is_accepted_unless_blocked(client, secret):
    client.put_resource_policy(SecretId=secret["Name"], ResourcePolicy=PUBLIC)
    client.put_resource_policy(SecretId=secret["Name"], ResourcePolicy=PUBLIC, BlockPublicPolicy=False)
    text = "You can't attach a resource-based policy that allows broad access to the secret."
    with refused("PublicPolicyException", text):
        client.put_resource_policy(SecretId=secret["Name"], ResourcePolicy=PUBLIC, BlockPublicPolicy=True)


def test_a_narrow_policy_passes_the_block(client, secret):
    client.put_resource_policy(SecretId=secret["Name"], ResourcePolicy=policy(), BlockPublicPolicy=True)


MALFORMED = {
    "no JSON": "{",
    "no object": "[]",
    "bad version": policy().replace("2012-10-17", "2012-10-18"),
    "unknown effect": policy(Effect="Maybe"),
    "no statement": '{"Version":"2012-10-17"}',
    "unknown member": policy(Surprise="x"),
    "no principal": policy().replace('"Principal"', '"Condition"'),
    "no action": policy(Action=[]),
}


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_malformed_policies_are_refused(client, secret, text):
    with refused("MalformedPolicyDocumentException"):
        client.put_resource_policy(SecretId=secret["Name"], ResourcePolicy=text)
    assert "ResourcePolicy" not in client.get_resource_policy(SecretId=secret["Name"])


def test_texts_of_malformed_policies(client, secret):
    with refused("MalformedPolicyDocumentException", "This policy has invalid syntax."):
        client.put_resource_policy(SecretId=secret["Name"], ResourcePolicy=MALFORMED["bad version"])
    with refused("MalformedPolicyDocumentException", "This resource policy contains a syntax error."):
        client.put_resource_policy(SecretId=secret["Name"], ResourcePolicy=MALFORMED["unknown effect"])


@pytest.mark.parametrize("operation", ["put_resource_policy", "validate_resource_policy"])
def test_constraints(loose, secret, operation):
    call = getattr(loose, operation)
    with refused("ValidationException", violation(NOT_NULL, "resourcePolicy")):
        call(SecretId=secret["Name"])
    with refused("ValidationException", violation(at_least(1), "resourcePolicy", "")):
        call(SecretId=secret["Name"], ResourcePolicy="")
    with refused("ValidationException", violation(at_most(20480), "resourcePolicy", "x" * 20481)):
        call(SecretId=secret["Name"], ResourcePolicy="x" * 20481)


CALLS = {
    "put_resource_policy": {"ResourcePolicy": policy()},
    "get_resource_policy": {},
    "delete_resource_policy": {},
}


@pytest.mark.parametrize("operation, rest", CALLS.items(), ids=CALLS)
def test_unknown_and_scheduled_secrets_are_refused(client, scheduled, name, operation, rest):
    with refused("ResourceNotFoundException", NOT_FOUND):
        getattr(client, operation)(SecretId=name + "/unknown", **rest)
    with refused("InvalidRequestException", MARKED_FOR_DELETION):
        getattr(client, operation)(SecretId=scheduled["Name"], **rest)


def test_a_good_policy_is_valid(client, secret):
    for request in ({}, {"SecretId": secret["Name"]}):
        assert client.validate_resource_policy(ResourcePolicy=policy(), **request)["PolicyValidationPassed"] is True


def test_a_public_policy_is_not_valid(client, secret):
    checked = client.validate_resource_policy(SecretId=secret["Name"], ResourcePolicy=PUBLIC)
    assert checked["PolicyValidationPassed"] is False
    assert all(error["CheckName"] and error["ErrorMessage"] for error in checked["ValidationErrors"])
    assert len(checked["ValidationErrors"]) >= 1


def test_validation_stores_nothing(client, secret):
    client.validate_resource_policy(SecretId=secret["Name"], ResourcePolicy=policy())
    assert "ResourcePolicy" not in client.get_resource_policy(SecretId=secret["Name"])


def test_validation_for_an_unknown_secret_is_refused(client, name):
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.validate_resource_policy(SecretId=name, ResourcePolicy=policy())


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_validation_tells_of_malformed_policies(client, text):
    """As an error of the call or as an entry of the list: which of both is not known (contract, 5.18)."""
    try:
        checked = client.validate_resource_policy(ResourcePolicy=text)
    except client.exceptions.MalformedPolicyDocumentException:
        return
    assert checked["PolicyValidationPassed"] is False and checked["ValidationErrors"]
