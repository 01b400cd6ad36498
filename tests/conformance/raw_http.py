"""Requests that no SDK would send: signed by botocore's own signer, then sent byte for byte."""

import http.client
import json
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from clients import REGION


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json["__type"]

    @property
    def message(self):
        return self.json.get("message", self.json.get("Message"))


def signed_headers(
    url, body, target, service="secretsmanager", region=REGION, key="test", secret="test", extra=None, line=("POST", "/")
):
    """All headers of a signed request; `target` None leaves X-Amz-Target out, `line` has method and path."""
    method, path = line
    headers = {"Content-Type": "application/x-amz-json-1.1", "Host": urlsplit(url).netloc, **(extra or {})}
    if target is not None:
        headers["X-Amz-Target"] = target
    request = AWSRequest(method=method, url=url + path, data=body, headers=headers)
    SigV4Auth(Credentials(key, secret), service, region).add_auth(request)
    return dict(request.headers.items())


def send(url, body, headers, method="POST", path="/", source=None):
    """One request on a connection of its own; `source` is the address that it comes from."""
    where = urlsplit(url)
    source_address = (source, 0) if source else None
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=20, source_address=source_address)
    try:
        connection.request(method, path, body=body, headers=headers)
        response = connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    finally:
        connection.close()


def call(url, operation, body, **signing):
    """Sends `body` (bytes, or anything that is then written as JSON) to an operation."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return send(url, data, signed_headers(url, data, f"secretsmanager.{operation}", **signing))


def get(url, path):
    return send(url, None, {}, method="GET", path=path)


def request_bytes(headers, body, request_line="POST / HTTP/1.1"):
    lines = [request_line, *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def connect(url):
    where = urlsplit(url)
    connection = socket.create_connection((where.hostname, where.port), timeout=20)
    connection.settimeout(20)
    return connection


def read_answer(stream):
    """Reads one answer with a Content-Length from a binary stream."""
    status = int(stream.readline().split()[1])
    headers = {}
    while (line := stream.readline()).strip():
        name, _, value = line.decode().partition(":")
        headers[name.strip().lower()] = value.strip()
    return Answer(status, headers, stream.read(int(headers.get("content-length", 0))))
