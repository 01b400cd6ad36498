"""Compares raw answers of IAM and STS with botocore's service models, as answer_check.py does for JSON."""

import base64
import re
from xml.etree import ElementTree

from answer_check import UUID, check_bounds

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

# The root user has no name, though the model requires one (iam contract 3.1, 3.2).
MAY_BE_ABSENT = {("User", "UserName"), ("AccessKey", "UserName")}

# What AWS sends, though the model has other words (iam contract 3.10).
BEYOND_ENUM = {
    "PolicySourceType": {"IAM Policy", "Resource Policy"},
}

# Errors of the front end and of all operations, which none declares (iam contract 2, sigv4 contract 6).
COMMON = {
    "AccessDenied": 403,
    "ExpiredToken": 403,
    "IncompleteSignature": 400,
    "InvalidAction": 400,
    "InvalidClientTokenId": 403,
    "InvalidInput": 400,
    "MalformedInput": 400,
    "MalformedPolicyDocument": 400,
    "MissingAuthenticationToken": 403,
    "NoSuchEntity": 404,
    "ServiceFailure": 500,
    "ServiceUnavailable": 503,
    "SignatureDoesNotMatch": 403,
    "Throttling": 400,
    "ValidationError": 400,
    "InvalidParameterValue": 400,
    "InvalidAuthorizationMessageException": 400,
}


def check_query_answer(operation, status, headers, body):
    """Raises AssertionError for an answer that the model or the contract does not allow."""
    headers = {name.lower(): value for name, value in headers.items()}
    assert headers.get("content-type") == "text/xml", f"content type: {headers}"
    assert headers.get("content-length") == str(len(body)), f"content length: {headers}"
    namespace = operation.service_model.metadata["xmlNamespace"]
    root = ElementTree.fromstring(body.decode("utf-8", "strict"))
    for element in root.iter():
        prefix = f"{{{namespace}}}"
        assert element.tag.startswith(prefix), f"{element.tag} is not of {namespace}"
        element.tag = element.tag.removeprefix(prefix)
    if status == 200:
        check_success(operation, headers, root)
    else:
        check_error(operation, status, headers, root)


def check_success(operation, headers, root):
    assert root.tag == operation.name + "Response"
    tags = [element.tag for element in root]
    assert tags[-1] == "ResponseMetadata"
    assert root[-1].findtext("RequestId") == headers["x-amzn-requestid"]
    if operation.output_shape is None:
        assert tags == ["ResponseMetadata"], f"{operation.name} has no output, but answered {tags}"
        return
    assert tags == [operation.output_shape.serialization["resultWrapper"], "ResponseMetadata"]
    check_value(operation.output_shape, root[0], operation.name)


def check_error(operation, status, headers, root):
    assert root.tag == "ErrorResponse" and [element.tag for element in root] == ["Error", "RequestId"]
    assert UUID.fullmatch(root.findtext("RequestId"))
    code = root.findtext("Error/Code")
    declared = {
        shape.metadata["error"].get("code", shape.name): shape.metadata["error"]["httpStatusCode"]
        for shape in operation.error_shapes
        if "error" in shape.metadata
    }
    expected = declared.get(code, COMMON.get(code))
    assert expected, f"{operation.name} does not declare {code}"
    assert status == expected, f"{code} with status {status}"
    assert root.findtext("Error/Type") == ("Sender" if status < 500 else "Receiver")
    assert root.findtext("Error/Message"), f"no text: {code}"


def check_value(shape, element, path):
    CHECKS[shape.type_name](shape, element, path)


def check_structure(shape, element, path):
    assert not (element.text or "").strip(), f"{path} has text: {element.text}"
    names = [child.tag for child in element]
    assert len(set(names)) == len(names), f"{path}: a member twice: {names}"
    unknown = set(names) - set(shape.members)
    assert not unknown, f"{path}: the model does not know {unknown}"
    missing = set(shape.required_members) - set(names)
    missing = {name for name in missing if (shape.name, name) not in MAY_BE_ABSENT}
    assert not missing, f"{path}: {missing} missing"
    for child in element:
        check_value(shape.members[child.tag], child, f"{path}.{child.tag}")


def check_list(shape, element, path):
    check_bounds(shape, len(element), path)
    for i, item in enumerate(element):
        assert item.tag == "member", f"{path} has {item.tag}"
        check_value(shape.member, item, f"{path}[{i}]")


def check_map(shape, element, path):
    for entry in element:
        assert [entry.tag, *(part.tag for part in entry)] == ["entry", "key", "value"]
        check_value(shape.key, entry[0], f"{path}<key>")
        check_value(shape.value, entry[1], f"{path}[{entry[0].text}]")


def text_of(element, path):
    assert len(element) == 0, f"{path} has elements"
    return element.text or ""


def check_string(shape, element, path):
    value = text_of(element, path)
    if shape.name == "idType" and value.isdigit():
        return  # root's id is the account's
    if "enum" in shape.metadata:
        allowed = BEYOND_ENUM.get(shape.name, shape.metadata["enum"])
        assert value in allowed, f"{path} is not in the enumeration: {value!r}"
    check_bounds(shape, len(value), path)


def check_blob(_, element, path):
    base64.b64decode(text_of(element, path), validate=True)


def check_integer(_, element, path):
    assert re.fullmatch(r"-?\d+", text_of(element, path)), f"{path} is no integer"


def check_boolean(_, element, path):
    assert text_of(element, path) in {"true", "false"}, f"{path} is no boolean"


def check_timestamp(_, element, path):
    assert TIME.fullmatch(text_of(element, path)), f"{path} is no time: {element.text}"


CHECKS = {
    "structure": check_structure,
    "list": check_list,
    "map": check_map,
    "string": check_string,
    "blob": check_blob,
    "integer": check_integer,
    "boolean": check_boolean,
    "timestamp": check_timestamp,
}
