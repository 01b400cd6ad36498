"""Policy documents, ARNs and tags for tests of IAM."""

import json

from clients import ACCOUNT, iam_name

READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
DUPLICATE_TAGS = "Duplicate tag keys found. Please note that Tag keys are case insensitive."


def new_path():
    """A path that no other test uses."""
    return f"/{iam_name('path')}/"


def statement(action="secretsmanager:GetSecretValue", resource="*", effect="Allow", **more):
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def document(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements) or [statement()]}


def policy_text(*statements):
    return json.dumps(document(*statements))


def trust(principal=f"arn:aws:iam::{ACCOUNT}:root", kind="AWS"):
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": {kind: principal}, "Action": "sts:AssumeRole"}],
        }
    )


def arn_of(kind, name, path="/"):
    return f"arn:aws:iam::{ACCOUNT}:{kind}{path}{name}"


def tags_as_dict(tags):
    return {tag["Key"]: tag["Value"] for tag in tags}


def as_tags(**tags):
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def allow(iam, user, *statements):
    """Gives the user these permissions and no other inline ones."""
    iam.put_user_policy(UserName=user, PolicyName="own", PolicyDocument=policy_text(*statements))


def pages_of(client, operation, member, size, **request):
    """The items of each page, as the SDK's paginator gets them."""
    paginator = client.get_paginator(operation)
    return [page[member] for page in paginator.paginate(**request, PaginationConfig={"PageSize": size})]
