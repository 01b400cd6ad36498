"""The checker itself: no wrong shape gets past it."""

import pytest

from answer_check import check_answer
from clients import SESSION

MODEL = SESSION.client("secretsmanager", region_name="eu-west-1").meta.service_model
ARN = '"ARN":"arn:aws:secretsmanager:eu-west-1:000000000000:secret:a-AbCdEf","Name":"a"'
VERSION = '"VersionId":"00000000-0000-4000-8000-000000000000"'
READ = f'{{{ARN},{VERSION},"SecretString":"v","VersionStages":["AWSCURRENT"],"CreatedDate":1711111120.5}}'


def check(operation, body, status=200, **headers):
    data = body.encode()
    usual = {
        "x-amzn-RequestId": "7d7a3a5c-0b8e-4b5c-9c39-5f6f0f3f2f11",
        "Content-Type": "application/x-amz-json-1.1",
        "Content-Length": str(len(data)),
        "Date": "Sat, 21 Nov 2026 22:00:00 GMT",
    }
    given = {**usual, **{name.replace("_", "-"): value for name, value in headers.items()}}
    check_answer(MODEL.operation_model(operation), status, given, data)


def test_right_answers_pass():
    check("GetSecretValue", READ)
    check("GetSecretValue", READ.replace('"SecretString":"v"', '"SecretBinary":"AP8="'))
    check("TagResource", "")
    check("ListSecrets", '{"SecretList":[]}')
    check("GetSecretValue", '{"__type":"ResourceNotFoundException","Message":"text"}', 400)
    check("GetSecretValue", '{"__type":"InternalServiceError","Message":"text"}', 500)
    check("GetSecretValue", '{"__type":"ValidationException","message":"text"}', 400)
    check("GetSecretValue", '{"__type":"UnknownOperationException"}', 400)


WRONG_READS = {
    "no JSON": READ[:-1],
    "no object": "[]",
    "member missing": READ.replace(VERSION + ",", ""),
    "unknown member": READ.replace("{", '{"Surprise":1,', 1),
    "member twice": READ.replace("{", '{"Name":"a",', 1),
    "null": READ.replace('"v"', "null"),
    "empty": READ.replace('"v"', '""'),
    "number for text": READ.replace('"v"', "1"),
    "text for list": READ.replace('["AWSCURRENT"]', '"AWSCURRENT"'),
    "empty list": READ.replace('["AWSCURRENT"]', "[]"),
    "date as text": READ.replace("1711111120.5", '"2024-03-22T12:38:40Z"'),
    "milliseconds": READ.replace("1711111120.5", "1711111120500"),
    "date too fine": READ.replace("1711111120.5", "1711111120.5001"),
    "short version id": READ.replace("00000000-0000-4000-8000-000000000000", "short"),
    "no base64": READ.replace('"SecretString":"v"', '"SecretBinary":"AP8"'),
}


@pytest.mark.parametrize("body", WRONG_READS.values(), ids=WRONG_READS)
def test_wrong_answers_are_caught(body):
    assert body != READ
    with pytest.raises((AssertionError, ValueError)):
        check("GetSecretValue", body)


WRONG_ERRORS = {
    "undeclared": ('{"__type":"LimitExceededException","Message":"text"}', 400),
    "unknown": ('{"__type":"Surprise","Message":"text"}', 400),
    "lower-case text of a modelled error": ('{"__type":"ResourceNotFoundException","message":"text"}', 400),
    "upper-case text of the front end": ('{"__type":"ValidationException","Message":"text"}', 400),
    "namespace": ('{"__type":"com.amazonaws#ResourceNotFoundException","Message":"text"}', 400),
    "no text": ('{"__type":"ResourceNotFoundException","Message":""}', 400),
    "more members": ('{"__type":"ResourceNotFoundException","Message":"text","Code":"x"}', 400),
    "not found is 400": ('{"__type":"ResourceNotFoundException","Message":"text"}', 404),
    "our fault is 500": ('{"__type":"InternalServiceError","Message":"text"}', 400),
}


@pytest.mark.parametrize("body, status", WRONG_ERRORS.values(), ids=WRONG_ERRORS)
def test_wrong_errors_are_caught(body, status):
    with pytest.raises(AssertionError):
        check("GetSecretValue", body, status)


@pytest.mark.parametrize(
    "headers",
    [{"x_amzn_RequestId": "1"}, {"Content_Type": "application/json"}, {"Content_Length": "1"}],
    ids=str,
)
def test_wrong_envelopes_are_caught(headers):
    with pytest.raises(AssertionError):
        check("GetSecretValue", READ, **headers)


def test_a_body_where_none_belongs_is_caught():
    with pytest.raises(AssertionError):
        check("TagResource", "{}")
