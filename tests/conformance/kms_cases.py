"""What tests of KMS share: keys, policies, and the texts of kms contract 4.3."""

import json
import uuid

from clients import ACCOUNT, REGION

DRY_RUN = "The request would have succeeded, but the DryRun option is set."
WRONG_KEY = "The key ID in the request does not identify a CMK that can perform this operation."
LOCKOUT = "The new key policy will not allow you to update the key policy in the future."
HIDDEN = (
    "because the resource does not exist in this Region, no resource-based policies allow access, or a "
    "resource-based policy explicitly denies access"
)


def key_arn(key_id, account=ACCOUNT, region=REGION):
    return f"arn:aws:kms:{region}:{account}:key/{key_id}"


def alias_arn(name, account=ACCOUNT, region=REGION):
    return f"arn:aws:kms:{region}:{account}:{name}"


def new_alias():
    return f"alias/{uuid.uuid4().hex}"


def make_key(kms, **options):
    """A new key's metadata."""
    return kms.create_key(**options)["KeyMetadata"]


def statement(principal, actions="kms:*", effect="Allow", **more):
    """`principal`: an ARN, or `*`."""
    named = principal if principal == "*" else {"AWS": principal}
    return {"Effect": effect, "Principal": named, "Action": actions, "Resource": "*", **more}


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def root_of(account=ACCOUNT):
    return f"arn:aws:iam::{account}:root"


def delegating(*more):
    """The default policy of CreateKey, and more."""
    return document(statement(root_of()), *more)


def allow(actions, resource="*", **more):
    """An identity policy."""
    return json.dumps({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": actions, "Resource": resource, **more}})


def pages(call, member, **request):
    """The pages of a list, followed by Marker and Truncated."""
    while True:
        page = call(**request)
        yield page
        if not page["Truncated"]:
            assert "NextMarker" not in page
            return
        request["Marker"] = page["NextMarker"]
