"""Signatures that are missing, wrong or late (contract of request authentication, sections 2, 5 and 6)."""

import datetime
import re
from unittest import mock

import pytest
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from clients import REGION, refused, sdk_client
from raw_http import call, get, send, signed_headers
from server_process import Server

MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details."
)
BODY = b'{"SecretId":"s"}'
TARGET = "secretsmanager.DescribeSecret"


def headers_of(server, **signing):
    return signed_headers(server.url, BODY, TARGET, **signing)


def refusal(server, headers, body=BODY):
    answer = send(server.url, body, headers)
    assert answer.status == 400
    assert set(answer.json) == {"__type", "message"}
    return answer.code, answer.message


def signed_at(server, seconds):
    """Headers signed `seconds` from now."""
    at = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) + datetime.timedelta(seconds=seconds)
    with mock.patch("botocore.auth.get_current_datetime", lambda *_, **__: at):
        return headers_of(server)


def with_authorization(server, change):
    headers = headers_of(server)
    return {**headers, "Authorization": change(headers["Authorization"])}


def test_a_good_signature_is_accepted(server):
    assert send(server.url, BODY, headers_of(server)).code == "ResourceNotFoundException"


def test_no_signature(server):
    headers = {"X-Amz-Target": TARGET, "Content-Type": "application/x-amz-json-1.1"}
    assert refusal(server, headers) == ("MissingAuthenticationTokenException", "Missing Authentication Token")


def test_an_unknown_access_key(server):
    with refused("UnrecognizedClientException", "The security token included in the request is invalid."):
        sdk_client(server.url, key="AKIAIOSFODNN7EXAMPLE").list_secrets()


def test_a_wrong_secret_key(server):
    with refused("InvalidSignatureException", like="^" + re.escape(MISMATCH)):
        sdk_client(server.url, secret="wrong").list_secrets()


def test_a_changed_body(server):
    code, message = refusal(server, headers_of(server), body=BODY.replace(b'"s"', b'"t"'))
    assert code == "InvalidSignatureException" and message.startswith(MISMATCH)


@pytest.mark.parametrize("header", ["X-Amz-Target", "Content-Type", "Host"])
def test_a_changed_header(server, header):
    changed = {"X-Amz-Target": "secretsmanager.DeleteSecret", "Content-Type": "text/plain", "Host": "elsewhere"}
    code, message = refusal(server, {**headers_of(server), header: changed[header]})
    assert code == "InvalidSignatureException" and message.startswith(MISMATCH)


def test_an_unsigned_target(server):
    headers = signed_headers(server.url, BODY, None)
    answer = send(server.url, BODY, {**headers, "X-Amz-Target": TARGET})
    assert answer.status == 400 and answer.code in ("InvalidSignatureException", "IncompleteSignatureException")


def test_a_signature_that_is_not_hex(server):
    headers = with_authorization(server, lambda a: re.sub(r"Signature=.{64}", "Signature=" + "G" * 64, a))
    assert refusal(server, headers)[0] in ("InvalidSignatureException", "IncompleteSignatureException")


@pytest.mark.parametrize("part", ["Credential", "SignedHeaders", "Signature"])
def test_a_missing_part(server, part):
    headers = with_authorization(server, lambda a: re.sub(rf"{part}=[^,]+(, )?", "", a).rstrip(", "))
    code, message = refusal(server, headers)
    assert code == "IncompleteSignatureException"
    assert f"Authorization header requires '{part}' parameter." in message


def test_a_missing_date(server):
    headers = headers_of(server)
    del headers["X-Amz-Date"]
    code, message = refusal(server, headers)
    assert code == "IncompleteSignatureException"
    assert "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header." in message


def test_a_malformed_pair(server):
    headers = with_authorization(server, lambda a: a.replace("SignedHeaders=", "SignedHeaders"))
    code, message = refusal(server, headers)
    assert code == "IncompleteSignatureException"
    assert "not a valid key=value pair (missing equal-sign) in Authorization header" in message


@pytest.mark.parametrize("algorithm", ["AWS4-ECDSA-P256-SHA256", "Bearer", "AWS4-HMAC-SHA512"])
def test_another_algorithm(server, algorithm):
    headers = with_authorization(server, lambda a: a.replace("AWS4-HMAC-SHA256", algorithm))
    assert refusal(server, headers)[0] in ("IncompleteSignatureException", "MissingAuthenticationTokenException")


def test_a_wrong_terminator(server):
    headers = with_authorization(server, lambda a: a.replace("/aws4_request", "/aws5_request"))
    code, message = refusal(server, headers)
    assert code == "InvalidSignatureException"
    assert message.startswith("Credential should be scoped with a valid terminator: 'aws4_request'")


def test_a_scope_of_another_day(server):
    headers = with_authorization(server, lambda a: re.sub(r"/\d{8}/", "/20200101/", a))
    code, message = refusal(server, headers)
    assert code == "InvalidSignatureException"
    assert message.startswith("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from")


def test_a_scope_of_another_service(server):
    answer = call(server.url, "DescribeSecret", {"SecretId": "s"}, service="execute-api")
    assert answer.status == 400 and answer.code == "InvalidSignatureException"
    assert answer.message.startswith("Credential should be scoped to correct service: 'secretsmanager'.")


@pytest.mark.parametrize("scope", ["test/20260101/eu-west-1/secretsmanager", "a/b/c/d/e/f/g"])
def test_a_scope_of_another_shape(server, scope):
    headers = with_authorization(server, lambda a: re.sub(r"Credential=[^,]+", f"Credential={scope}", a))
    assert refusal(server, headers)[0] in (
        "IncompleteSignatureException",
        "InvalidSignatureException",
        "UnrecognizedClientException",
    )


def test_a_late_request(server):
    code, message = refusal(server, signed_at(server, -301))
    assert code == "InvalidSignatureException"
    stamp = r"\d{8}T\d{6}Z"
    assert re.fullmatch(rf"Signature expired: {stamp} is now earlier than {stamp} \({stamp} - 5 min\.\)", message)


def test_an_early_request(server):
    code, message = refusal(server, signed_at(server, 310))
    assert code == "InvalidSignatureException"
    stamp = r"\d{8}T\d{6}Z"
    assert re.fullmatch(
        rf"Signature not yet current: {stamp} is still later than {stamp} \({stamp} \+ 5 min\.\)", message
    )


@pytest.mark.parametrize("seconds", [-280, 280])
def test_a_clock_that_is_a_little_wrong(server, seconds):
    assert send(server.url, BODY, signed_at(server, seconds)).code == "ResourceNotFoundException"


def test_a_session_token_with_a_long_term_key():
    access_key = {"key": "AKIAIOSFODNN7EXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
    env = dict(zip(("STRONGROOM_ROOT_ACCESS_KEY_ID", "STRONGROOM_ROOT_SECRET_ACCESS_KEY"), access_key.values()))
    expected = ("UnrecognizedClientException", "The security token included in the request is invalid.")
    with Server.dev(**env) as server:
        headers = headers_of(server, extra={"X-Amz-Security-Token": "surprise"}, **access_key)
        assert refusal(server, headers) == expected


def test_a_wrong_payload_hash(server):
    headers = headers_of(server, extra={"x-amz-content-sha256": "0" * 64})
    assert refusal(server, headers)[0] == "InvalidSignatureException"


def test_refusals_never_show_the_signature(server):
    headers = headers_of(server, secret="wrong")
    signature = headers["Authorization"].rpartition("=")[2]
    assert signature.encode() not in send(server.url, BODY, headers).body


def presigned_query(server):
    """Path and query of a call that is signed in its URL."""
    request = AWSRequest(method="POST", url=server.url + "/", data=BODY, headers={"X-Amz-Target": TARGET})
    SigV4QueryAuth(Credentials("test", "test"), "secretsmanager", REGION, expires=60).add_auth(request)
    return request.url.removeprefix(server.url)


def test_a_signature_in_the_url_is_no_way_to_call(server):
    headers = {"X-Amz-Target": TARGET, "Content-Type": "application/x-amz-json-1.1"}
    answer = send(server.url, BODY, headers, path=presigned_query(server))
    assert answer.status == 400 and answer.code.endswith(("SignatureException", "TokenException"))


def test_signatures_in_url_and_header_at_once(server):
    answer = send(server.url, BODY, headers_of(server), path=presigned_query(server))
    assert (answer.status, answer.code) == (400, "IncompleteSignatureException")


def test_wrong_signatures_again_and_again_are_throttled_for_their_key_and_address_alone():
    def code(source, **signing):
        return send(server.url, BODY, headers_of(server, **signing), source=source).code

    def codes(tries, source, **signing):
        return [code(source, **signing) for _ in range(tries)]

    with Server.dev() as server:
        iam = sdk_client(server.url, "iam")
        iam.create_user(UserName="neighbour")
        other = iam.create_access_key(UserName="neighbour")["AccessKey"]

        wrong = codes(400, "127.0.0.2", secret="wrong")
        assert wrong[:100] == ["InvalidSignatureException"] * 100
        assert wrong.count("ThrottlingException") > 100
        unknown = codes(400, "127.0.0.2", key="AKIAIOSFODNN7EXAMPLE")
        assert unknown[:100] == ["UnrecognizedClientException"] * 100
        assert unknown.count("ThrottlingException") > 100
        # The same key from elsewhere, another key from there.
        assert code("127.0.0.3") == "ResourceNotFoundException"
        neighbour = {"key": other["AccessKeyId"], "secret": other["SecretAccessKey"]}
        assert code("127.0.0.2", **neighbour) == "AccessDeniedException"
        # And the key from there soon after.
        assert "ResourceNotFoundException" in codes(1000, "127.0.0.2")
        counted = get(server.url, "/metrics").body.decode()
        assert re.search(r'strongroom_failed_signatures_total{outcome="throttled"} [1-9]', counted)
