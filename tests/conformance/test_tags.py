"""TagResource and UntagResource."""

import pytest

from clients import MARKED_FOR_DELETION, NOT_FOUND, NOT_NULL, at_least, at_most, refused, violation


def tag(client, secret, **tags):
    client.tag_resource(SecretId=secret["Name"], Tags=[{"Key": k, "Value": v} for k, v in tags.items()])


def tags_of(client, secret):
    described = client.describe_secret(SecretId=secret["Name"])
    return {item["Key"]: item["Value"] for item in described["Tags"]}


def test_tags_are_added_and_changed_by_key(client, secret):
    tag(client, secret, a="1", b="2")
    tag(client, secret, b="3", c="", B="case")
    assert tags_of(client, secret) == {"a": "1", "b": "3", "c": "", "B": "case"}


def test_tags_are_removed(client, secret):
    tag(client, secret, a="1", b="2")
    client.untag_resource(SecretId=secret["Name"], TagKeys=["a", "never there"])
    assert tags_of(client, secret) == {"b": "2"}


def test_tags_are_left_out_before_the_first_and_empty_after_the_last(client, secret):
    assert "Tags" not in client.describe_secret(SecretId=secret["Name"])
    tag(client, secret, a="1")
    client.untag_resource(SecretId=secret["Name"], TagKeys=["a"])
    assert client.describe_secret(SecretId=secret["Name"])["Tags"] == []


def test_fifty_tags_are_the_most(client, secret):
    tag(client, secret, **{f"k{i}": "v" for i in range(50)})
    tag(client, secret, k0="changed")
    with refused("InvalidParameterException"):  # TagResource declares no LimitExceededException
        tag(client, secret, one_more="v")
    assert len(tags_of(client, secret)) == 50


def test_system_tags_are_refused(client, secret):
    text = "You can't modify system tags. Tag key: 'aws:cloudformation:stack-name'."
    with refused("InvalidParameterException", text):
        client.tag_resource(SecretId=secret["Name"], Tags=[{"Key": "aws:cloudformation:stack-name", "Value": "v"}])
    with refused("InvalidParameterException", text):
        client.untag_resource(SecretId=secret["Name"], TagKeys=["aws:cloudformation:stack-name"])


def test_a_key_twice_is_refused(client, secret):
    with refused("InvalidParameterException"):
        client.tag_resource(SecretId=secret["Name"], Tags=[{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}])


def test_an_unknown_secret_is_not_found(client, name):
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.tag_resource(SecretId=name, Tags=[{"Key": "k", "Value": "v"}])
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.untag_resource(SecretId=name, TagKeys=["k"])


def test_a_scheduled_secret_is_refused(client, scheduled):
    with refused("InvalidRequestException", MARKED_FOR_DELETION):
        tag(client, scheduled, k="v")
    with refused("InvalidRequestException", MARKED_FOR_DELETION):
        client.untag_resource(SecretId=scheduled["Name"], TagKeys=["k"])


@pytest.mark.parametrize(
    "tags, text",
    [
        (None, violation(NOT_NULL, "tags")),
        ([{"Key": "", "Value": "v"}], violation(at_least(1), "tags.1.member.key", "")),
        ([{"Key": "k", "Value": "v"}, {"Key": "k" * 129}], violation(at_most(128), "tags.2.member.key", "k" * 129)),
        ([{"Key": "k", "Value": "v" * 257}], violation(at_most(256), "tags.1.member.value", "v" * 257)),
    ],
)
def test_constraints_of_tags(loose, secret, tags, text):
    given = {} if tags is None else {"Tags": tags}
    with refused("ValidationException", text):
        loose.tag_resource(SecretId=secret["Name"], **given)


def test_constraints_of_tag_keys(loose, secret):
    with refused("ValidationException", violation(NOT_NULL, "tagKeys")):
        loose.untag_resource(SecretId=secret["Name"])
    with refused("ValidationException", like=r"at 'tagKeys"):
        loose.untag_resource(SecretId=secret["Name"], TagKeys=["k" * 129])
