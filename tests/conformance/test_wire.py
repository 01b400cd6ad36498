"""The wire protocol (contract, section 1): what is answered to requests that no SDK sends."""

import json
import re

import pytest

from clients import NOT_NULL, new_token, violation
from raw_http import call, connect, get, read_answer, request_bytes, send, signed_headers

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_members_that_nobody_knows_are_ignored(server, secret):
    answer = call(server.url, "DescribeSecret", {"SecretId": secret["Name"], "Surprise": {"a": [1]}, "secretid": 1})
    assert answer.status == 200


def test_null_counts_as_absent(server, secret):
    answer = call(server.url, "GetSecretValue", {"SecretId": secret["Name"], "VersionId": None, "VersionStage": None})
    assert answer.json["SecretString"] == "value"
    answer = call(server.url, "GetSecretValue", {"SecretId": None})
    assert (answer.code, answer.message) == ("ValidationException", violation(NOT_NULL, "secretId"))


def test_member_names_are_case_sensitive(server, secret):
    answer = call(server.url, "DescribeSecret", {"secretId": secret["Name"]})
    assert answer.message == violation(NOT_NULL, "secretId")


def test_operations_without_output_answer_with_an_empty_body(server, secret):
    body = {"SecretId": secret["Name"], "Tags": [{"Key": "k", "Value": "v"}]}
    answer = call(server.url, "TagResource", body)
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b"", "0")


def test_each_answer_has_a_request_id_of_its_own(server, secret):
    ids = {call(server.url, "DescribeSecret", {"SecretId": secret["Name"]}).headers["x-amzn-requestid"] for _ in "ab"}
    assert len(ids) == 2 and all(UUID.fullmatch(i) for i in ids)


def test_a_modelled_error_to_the_letter(server, name):
    answer = call(server.url, "GetSecretValue", {"SecretId": name})
    assert answer.status == 400
    assert answer.json == {
        "__type": "ResourceNotFoundException",
        "Message": "Secrets Manager can't find the specified secret.",
    }
    assert answer.body.startswith(b'{"__type":"ResourceNotFoundException","Message":"')


def test_a_validation_error_to_the_letter(server):
    answer = call(server.url, "GetSecretValue", {})
    assert answer.body == (
        b'{"__type":"ValidationException","message":"1 validation error detected: Value null at \'secretId\' failed '
        b'to satisfy constraint: Member must not be null"}'
    )
    assert len(answer.body) == 152


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"null", b"{}{}", b'{"SecretId": }', b"\xff\xfe"])
def test_malformed_bodies_are_refused(server, body):
    answer = call(server.url, "GetSecretValue", body)
    assert (answer.status, answer.code) == (400, "SerializationException")
    assert "Message" not in answer.json


def test_invalid_utf8_is_refused(server):
    answer = call(server.url, "GetSecretValue", b'{"SecretId":"\xc3\x28"}')
    assert (answer.status, answer.code) == (400, "SerializationException")


def test_deep_nesting_is_refused(server):
    answer = call(server.url, "GetSecretValue", b'{"SecretId":' + b"[" * 100_000 + b"]" * 100_000 + b"}")
    assert (answer.status, answer.code) == (400, "SerializationException")


WRONG_TYPES = [
    ("GetSecretValue", {"SecretId": 1}),
    ("GetSecretValue", {"SecretId": ["a"]}),
    ("GetSecretValue", {"SecretId": {"a": "b"}}),
    ("GetSecretValue", {"SecretId": True}),
    ("ListSecrets", {"MaxResults": "10"}),
    ("ListSecrets", {"MaxResults": 1.5}),
    ("ListSecrets", {"MaxResults": 1e30}),
    ("ListSecrets", {"IncludePlannedDeletion": "yes"}),
    ("ListSecrets", {"Filters": {"Key": "name"}}),
    ("ListSecrets", {"Filters": ["name"]}),
    ("ListSecrets", {"Filters": [{"Key": "name", "Values": "a"}]}),
    ("PutSecretValue", {"SecretId": "s", "SecretBinary": "not base64!", "ClientRequestToken": new_token()}),
    ("RotateSecret", {"SecretId": "s", "RotationRules": [], "ClientRequestToken": new_token()}),
]


@pytest.mark.parametrize("operation, body", WRONG_TYPES, ids=str)
def test_wrong_types_are_refused(server, operation, body):
    answer = call(server.url, operation, body)
    assert (answer.status, answer.code) == (400, "SerializationException")


def test_a_nul_byte_in_a_name_is_refused(server):
    answer = call(server.url, "DescribeSecret", {"SecretId": "a\0b"})
    assert (answer.status, answer.code) == (400, "ValidationException")


@pytest.mark.parametrize("target", [None, "", "secretsmanager.", "secretsmanager.Surprise", "Surprise", "a.b.c"])
def test_unknown_targets_are_refused(server, target):
    answer = send(server.url, b"{}", signed_headers(server.url, b"{}", target))
    assert (answer.status, answer.code) == (400, "UnknownOperationException")


def test_operation_names_are_case_sensitive(server):
    assert call(server.url, "getsecretvalue", {"SecretId": "s"}).code == "UnknownOperationException"


OTHER_LINES = [("GET", "/"), ("PUT", "/"), ("DELETE", "/"), ("GET", "/nowhere"), ("POST", "/nowhere"), ("POST", "/healthz")]


@pytest.mark.parametrize("method, path", OTHER_LINES)
def test_other_methods_and_paths_are_refused_signed_or_not(server, secret, method, path):
    assert send(server.url, None, {}, method=method, path=path).code == "MissingAuthenticationTokenException"
    body = json.dumps({"SecretId": secret["Name"]}).encode()
    headers = signed_headers(server.url, body, "secretsmanager.DescribeSecret", line=(method, path))
    answer = send(server.url, body, headers, method=method, path=path)
    assert (answer.status, answer.code) == (400, "UnknownOperationException")


def test_a_body_beyond_the_bound_is_refused(server):
    body = json.dumps({"SecretId": "s", "More": "x" * 2**20}).encode()
    headers = signed_headers(server.url, body, "secretsmanager.GetSecretValue")
    with connect(server.url) as connection, connection.makefile("rb") as stream:
        connection.sendall(request_bytes({**headers, "Content-Length": len(body)}, b""))
        assert read_answer(stream).status == 413


def test_headers_beyond_the_bound_are_refused(server):
    with connect(server.url) as connection, connection.makefile("rb") as stream:
        connection.sendall(request_bytes({"Host": "h", "X-Long": "x" * 2**16, "Content-Length": 0}, b""))
        assert 400 <= read_answer(stream).status < 500


def framed(server, body):
    headers = signed_headers(server.url, body, "secretsmanager.DescribeSecret")
    return {**headers, "Content-Length": len(body)}


def test_expect_continue_is_answered_before_the_body(server, secret):
    body = json.dumps({"SecretId": secret["Name"]}).encode()
    with connect(server.url) as connection, connection.makefile("rb") as stream:
        connection.sendall(request_bytes({**framed(server, body), "Expect": "100-continue"}, b""))
        assert stream.readline() == b"HTTP/1.1 100 Continue\r\n"
        assert stream.readline() == b"\r\n"
        connection.sendall(body)
        assert read_answer(stream).json["ARN"] == secret["ARN"]


def test_a_connection_serves_many_requests_also_in_advance(server, secret):
    body = json.dumps({"SecretId": secret["Name"]}).encode()
    request = request_bytes(framed(server, body), body)
    with connect(server.url) as connection, connection.makefile("rb") as stream:
        for _ in range(3):
            connection.sendall(request)
            assert read_answer(stream).status == 200
        connection.sendall(request * 5)
        assert [read_answer(stream).status for _ in range(5)] == [200] * 5


def test_a_chunked_body_is_understood(server, secret):
    body = json.dumps({"SecretId": secret["Name"]}).encode()
    headers = {**signed_headers(server.url, body, "secretsmanager.DescribeSecret"), "Transfer-Encoding": "chunked"}
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:5], body[5:])) + b"0\r\n\r\n"
    with connect(server.url) as connection, connection.makefile("rb") as stream:
        connection.sendall(request_bytes(headers, chunks))
        assert read_answer(stream).status == 200


@pytest.mark.parametrize(
    "more",
    [
        "Content-Length: 3\r\n",
        "Content-Length: {length}\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Host: elsewhere\r\n",
        "Bad Header\r\n",
    ],
)
def test_ambiguous_requests_are_refused_and_the_connection_closed(server, secret, more):
    body = json.dumps({"SecretId": secret["Name"]}).encode()
    added = more.format(length=len(body)).encode()
    request = request_bytes(framed(server, body), body).replace(b"\r\n", b"\r\n" + added, 1)
    with connect(server.url) as connection, connection.makefile("rb") as stream:
        connection.sendall(request)
        assert 400 <= read_answer(stream).status < 500
        assert stream.read() == b""


def test_health(server):
    assert get(server.url, "/healthz").status == 200
    assert get(server.url, "/readyz").status == 200
