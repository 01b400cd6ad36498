"""boto3 clients whose answers are checked, and what tests say about refusals."""

import contextlib
import re
import uuid

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from answer_check import check_answer
from query_answer_check import check_query_answer

REGION = "eu-west-1"
ACCOUNT = "000000000000"
SESSION = boto3.Session()

NOT_FOUND = "Secrets Manager can't find the specified secret."
MARKED_FOR_DELETION = "You can't perform this operation on the secret because it was marked for deletion."
INVALID_NAME = (
    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!"
)
NO_TOKEN = "You must provide a ClientRequestToken value. We recommend a UUID-type value."


def sdk_client(url, service="secretsmanager", region=REGION, key="test", secret="test", **options):
    """An unmodified boto3 client; `validate=False` lets it send what the SDK would refuse by itself."""
    client = SESSION.client(
        service,
        endpoint_url=url,
        region_name=region,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=options.get("token"),
        verify=options.get("verify"),
        config=Config(
            retries={"total_max_attempts": 1},
            parameter_validation=options.get("validate", True),
            max_pool_connections=options.get("connections", 10),
        ),
    )
    if service in ("secretsmanager", "kms"):
        client.meta.events.register(f"before-parse.{client.meta.service_model.service_id.hyphenize()}", check_raw_answer)
    if service in ("iam", "sts"):
        client.meta.events.register(f"before-parse.{service}", check_raw_query_answer)
    return client


def signed_with(url, credentials, service="secretsmanager", **options):
    """A client that signs with the Credentials of an answer of STS."""
    return sdk_client(
        url,
        service,
        key=credentials["AccessKeyId"],
        secret=credentials["SecretAccessKey"],
        token=credentials["SessionToken"],
        **options,
    )


def check_raw_answer(operation_model, response_dict, **_):
    check_answer(operation_model, response_dict["status_code"], response_dict["headers"], response_dict["body"])


def check_raw_query_answer(operation_model, response_dict, **_):
    check_query_answer(operation_model, response_dict["status_code"], response_dict["headers"], response_dict["body"])


def unique_name(prefix="secret"):
    """A name that no other test uses, and that does not end like an ARN's suffix."""
    return f"{prefix}/{uuid.uuid4().hex}"


def iam_name(prefix="it"):
    """A name of a user, group, role or policy that no other test uses."""
    return f"{prefix}-{uuid.uuid4().hex[:24]}"


def new_token():
    return str(uuid.uuid4())


@contextlib.contextmanager
def refused(code, text=None, like=None):
    """The call within is refused with this code and exactly this text, or one in which `like` is found."""
    with pytest.raises(ClientError) as caught:
        yield
    error = caught.value.response["Error"]
    assert error["Code"] == code, error
    if text is not None:
        assert error["Message"] == text
    if like is not None:
        assert re.search(like, error["Message"]), error["Message"]


def violation(constraint, path, value="null"):
    """The text of a single constraint violation; `value=None` for members whose value is never shown."""
    shown = "Value" if value is None else f"Value {value}" if value == "null" else f"Value '{value}'"
    return f"1 validation error detected: {shown} at '{path}' failed to satisfy constraint: {constraint}"


NOT_NULL = "Member must not be null"


def at_most(length):
    return f"Member must have length less than or equal to {length}"


def at_least(length):
    return f"Member must have length greater than or equal to {length}"


def labels(client, secret_id):
    """Version ids to label sets, as DescribeSecret gives them."""
    stages = client.describe_secret(SecretId=secret_id).get("VersionIdsToStages", {})
    return {version: set(names) for version, names in stages.items()}


def walk(call, member, **request):
    """The items of all pages, page by page, for operations of which boto3 knows no paginator."""
    while True:
        page = call(**request)
        yield page[member]
        if "NextToken" not in page:
            return
        request["NextToken"] = page["NextToken"]


def request_id(answer):
    return answer["ResponseMetadata"]["RequestId"]
