"""Compares raw answers of Secrets Manager and KMS with the service models that botocore brings.

SDKs forgive much: unknown members vanish, missing ones become None. So each raw answer that boto3 gets in these
tests comes through here first.
"""

import base64
import json
import re
from decimal import Decimal

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# Members that an operation always answers with: the model declares none of them required (contract, section 5).
ALWAYS = {
    "BatchGetSecretValue": {"SecretValues", "Errors"},
    "CancelRotateSecret": {"ARN", "Name"},
    "CreateSecret": {"ARN", "Name"},
    "DeleteResourcePolicy": {"ARN", "Name"},
    "DeleteSecret": {"ARN", "Name", "DeletionDate"},
    "DescribeSecret": {"ARN", "Name", "CreatedDate", "LastChangedDate"},
    "GetRandomPassword": {"RandomPassword"},
    "GetResourcePolicy": {"ARN", "Name"},
    "GetSecretValue": {"ARN", "Name", "VersionId", "CreatedDate"},
    "ListSecretVersionIds": {"ARN", "Name", "Versions"},
    "ListSecrets": {"SecretList"},
    "PutResourcePolicy": {"ARN", "Name"},
    "PutSecretValue": {"ARN", "Name", "VersionId", "VersionStages"},
    "RemoveRegionsFromReplication": {"ARN", "ReplicationStatus"},
    "ReplicateSecretToRegions": {"ARN", "ReplicationStatus"},
    "RestoreSecret": {"ARN", "Name"},
    "RotateSecret": {"ARN", "Name", "VersionId"},
    "StopReplicationToReplica": {"ARN"},
    "UpdateSecret": {"ARN", "Name"},
    "UpdateSecretVersionStage": {"ARN", "Name"},
    "ValidateResourcePolicy": {"PolicyValidationPassed"},
}
# The same of KMS (kms contract, sections 6 to 9).
ALWAYS |= {
    "CreateGrant": {"GrantToken", "GrantId"},
    "CreateKey": {"KeyMetadata"},
    "Decrypt": {"KeyId", "Plaintext", "EncryptionAlgorithm", "KeyMaterialId"},
    "DescribeKey": {"KeyMetadata"},
    "Encrypt": {"CiphertextBlob", "KeyId", "EncryptionAlgorithm"},
    "DeleteImportedKeyMaterial": {"KeyId"},
    "DeriveSharedSecret": {"KeyId", "SharedSecret", "KeyAgreementAlgorithm", "KeyOrigin"},
    "GenerateDataKey": {"CiphertextBlob", "Plaintext", "KeyId", "KeyMaterialId"},
    "GenerateDataKeyPair": {"PrivateKeyCiphertextBlob", "PrivateKeyPlaintext", "PublicKey", "KeyId", "KeyPairSpec",
                            "KeyMaterialId"},
    "GenerateDataKeyPairWithoutPlaintext": {"PrivateKeyCiphertextBlob", "PublicKey", "KeyId", "KeyPairSpec",
                                            "KeyMaterialId"},
    "GenerateDataKeyWithoutPlaintext": {"CiphertextBlob", "KeyId", "KeyMaterialId"},
    "GenerateMac": {"Mac", "MacAlgorithm", "KeyId"},
    "GenerateRandom": {"Plaintext"},
    "GetKeyLastUsage": {"KeyId", "KeyLastUsage", "TrackingStartDate", "KeyCreationDate"},
    "GetKeyPolicy": {"Policy", "PolicyName"},
    "GetKeyRotationStatus": {"KeyId", "KeyRotationEnabled"},
    "GetParametersForImport": {"KeyId", "ImportToken", "PublicKey", "ParametersValidTo"},
    "GetPublicKey": {"KeyId", "PublicKey", "CustomerMasterKeySpec", "KeySpec", "KeyUsage"},
    "ImportKeyMaterial": {"KeyId", "KeyMaterialId"},
    "ListAliases": {"Aliases", "Truncated"},
    "ListGrants": {"Grants", "Truncated"},
    "ListKeyPolicies": {"PolicyNames", "Truncated"},
    "ListKeyRotations": {"Rotations", "Truncated"},
    "ListKeys": {"Keys", "Truncated"},
    "ListResourceTags": {"Tags", "Truncated"},
    "ListRetirableGrants": {"Grants", "Truncated"},
    "ReEncrypt": {"CiphertextBlob", "KeyId", "SourceKeyId", "SourceEncryptionAlgorithm",
                  "DestinationEncryptionAlgorithm", "SourceKeyMaterialId", "DestinationKeyMaterialId"},
    "ReplicateKey": {"ReplicaKeyMetadata", "ReplicaPolicy", "ReplicaTags"},
    "ScheduleKeyDeletion": {"KeyId", "KeyState", "PendingWindowInDays"},
    "Sign": {"KeyId", "Signature", "SigningAlgorithm"},
    "Verify": {"KeyId", "SignatureValid", "SigningAlgorithm"},
}
MATERIAL_OF = {
    "KeyMaterialId": "EncryptionAlgorithm",
    "SourceKeyMaterialId": "SourceEncryptionAlgorithm",
    "DestinationKeyMaterialId": "DestinationEncryptionAlgorithm",
}
ALWAYS_WITHIN = {
    "KeyMetadata": {"AWSAccountId", "KeyId", "Arn", "CreationDate", "Enabled", "Description", "KeyUsage", "KeyState",
                    "Origin", "KeyManager", "CustomerMasterKeySpec", "KeySpec", "MultiRegion"},
    "MultiRegionConfiguration": {"MultiRegionKeyType", "PrimaryKey", "ReplicaKeys"},
    "MultiRegionKey": {"Arn", "Region"},
    "KeyListEntry": {"KeyId", "KeyArn"},
    "AliasListEntry": {"AliasName", "AliasArn"},
    "GrantListEntry": {"KeyId", "GrantId", "Name", "CreationDate", "GranteePrincipal", "IssuingAccount", "Operations"},
    "SecretListEntry": {"ARN", "Name", "CreatedDate", "LastChangedDate"},
    "SecretValueEntry": {"ARN", "Name", "VersionId", "VersionStages", "CreatedDate"},
    "APIErrorType": {"SecretId", "ErrorCode", "Message"},
    "SecretVersionsListEntry": {"VersionId", "CreatedDate", "KmsKeyIds"},
    "Tag": {"Key", "Value"},
}

# Errors of the front end, which no operation declares (contract, section 1.4).
FRONT_END = {
    "AccessDeniedException": 400,
    "ExpiredTokenException": 400,
    "IncompleteSignatureException": 400,
    "InternalFailure": 500,
    "InvalidSignatureException": 400,
    "MissingAuthenticationTokenException": 400,
    "SerializationException": 400,
    "ServiceUnavailable": 503,
    "ThrottlingException": 400,
    "UnknownOperationException": 400,
    "UnrecognizedClientException": 400,
    "ValidationException": 400,
}
STATUS = {"InternalServiceError": 500}  # of modelled errors; all others are 400

# KMS: which errors have no text, and what any operation may answer beside what it declares.
KMS_SILENT = {"InvalidCiphertextException", "KMSInvalidMacException", "KMSInvalidSignatureException",
              "NotAuthorizedException", "UnsupportedOperationException"}
KMS_ANYWHERE = {"AccessDeniedException", "ConflictException", "DisabledException", "InvalidArnException",
                "InvalidGrantTokenException", "InvalidMarkerException", "NotAuthorizedException", "NotFoundException",
                "TagException", "UnsupportedOperationException"}


def check_answer(operation, status, headers, body):
    """Raises AssertionError for an answer that the model or the contract does not allow."""
    check_envelope(headers, body)
    kms = operation.service_model.service_name == "kms"
    if kms:
        assert "no-store" in {name.lower(): value for name, value in headers.items()}["cache-control"], headers
    if status == 200:
        check_success(operation, body)
    elif kms:
        check_kms_error(operation, status, body)
    else:
        check_error(operation, status, body)


def check_envelope(headers, body):
    headers = {name.lower(): value for name, value in headers.items()}
    assert UUID.fullmatch(headers.get("x-amzn-requestid", "")), f"no request id: {headers}"
    assert headers.get("content-type") == "application/x-amz-json-1.1", f"content type: {headers}"
    assert headers.get("content-length") == str(len(body)), f"content length: {headers}"
    assert "date" in headers, f"no date: {headers}"


def check_success(operation, body):
    shape = operation.output_shape
    if shape is None:
        assert body == b"", f"{operation.name} has no output, but answered {body!r}"
        return
    answer = parse(body)
    missing = ALWAYS.get(operation.name, set()) - set(answer)
    if operation.name in ("Decrypt", "ReEncrypt"):  # material of a symmetric key has an id, that of a key pair none
        missing -= {member for member, algorithm in MATERIAL_OF.items() if answer.get(algorithm) != "SYMMETRIC_DEFAULT"}
    assert not missing, f"{operation.name}: {missing} missing in {answer}"
    check_value(shape, answer, operation.name)


def check_error(operation, status, body):
    answer = parse(body)
    code = answer.get("__type")
    assert list(answer)[:1] == ["__type"], f"an error starts with __type: {body!r}"
    declared = {error.name for error in operation.error_shapes}
    if code in declared:
        assert set(answer) == {"__type", "Message"}, f"{code} is modelled, so Message: {body!r}"
        assert status == STATUS.get(code, 400), f"{code} with status {status}"
    else:
        assert code in FRONT_END, f"{operation.name} does not declare {code}: {body!r}"
        assert "Message" not in answer and set(answer) <= {"__type", "message"}, f"{code} is the front end's: {body!r}"
        assert status == FRONT_END[code], f"{code} with status {status}"
    if code != "UnknownOperationException":
        assert answer.get("Message") or answer.get("message"), f"no text: {body!r}"


def check_kms_error(operation, status, body):
    """Every error of the client is a 400, with a lower-case message or none (kms contract 1.3); a sealed server's is a
    503 in all services."""
    answer = parse(body)
    code = answer.get("__type")
    declared = {error.name for error in operation.error_shapes}
    assert code in declared | KMS_ANYWHERE | set(FRONT_END), f"{operation.name} does not declare {code}: {body!r}"
    members = {"__type", "message", "Message"} if code == "AccessDeniedException" else {"__type", "message"}
    silent = code in KMS_SILENT or (operation.name, code) == ("DeriveSharedSecret", "ValidationException")
    assert set(answer) == members or (silent and set(answer) == {"__type"}), f"{code}: {body!r}"
    assert status == (503 if code == "ServiceUnavailable" else 400), f"{code} with status {status}"


# Of KMS: descriptions, and the names of grants that have none (kms contract 1.2 and 9.2).
MAY_BE_EMPTY = {"TagValueType", "DescriptionType", "GrantNameType"}


def parse(body):
    answer = json.loads(body.decode("utf-8", "strict"), parse_float=Decimal, object_pairs_hook=unique_members)
    assert isinstance(answer, dict), f"not a JSON object: {body!r}"
    return answer


def unique_members(pairs):
    members = dict(pairs)
    assert len(members) == len(pairs), f"a member twice: {[name for name, _ in pairs]}"
    return members


def check_value(shape, value, path):
    assert value is not None, f"{path} is null: absent members are left out"
    CHECKS[shape.type_name](shape, value, path)


def check_structure(shape, value, path):
    assert isinstance(value, dict), f"{path} is no object: {value!r}"
    unknown = set(value) - set(shape.members)
    assert not unknown, f"{path}: the model does not know {unknown}"
    always = ALWAYS_WITHIN.get(shape.name, set()) & set(shape.members)  # KMS's Tag has other members
    missing = (set(shape.required_members) | always) - set(value)
    assert not missing, f"{path}: {missing} missing in {value}"
    for name, member in value.items():
        check_value(shape.members[name], member, f"{path}.{name}")


def check_list(shape, value, path):
    assert isinstance(value, list), f"{path} is no list: {value!r}"
    check_bounds(shape, len(value), path)
    for i, item in enumerate(value):
        check_value(shape.member, item, f"{path}[{i}]")


def check_map(shape, value, path):
    assert isinstance(value, dict), f"{path} is no map: {value!r}"
    assert value, f"{path} is an empty map: absent members are left out"
    for key, item in value.items():
        check_value(shape.key, key, f"{path}<key>")
        check_value(shape.value, item, f"{path}[{key}]")


def check_string(shape, value, path):
    assert isinstance(value, str), f"{path} is no string: {value!r}"
    if not value and shape.name in MAY_BE_EMPTY:
        return
    assert value, f"{path} is empty: absent members are left out"
    if shape.name != "SecretNameType":  # the model says 256 here, names go to 512 (contract, section 2)
        check_bounds(shape, len(value), path)
    # CustomerMasterKeySpec repeats KeySpec, also for kinds of which the deprecated member's list knows nothing.
    if "enum" in shape.metadata and shape.name != "CustomerMasterKeySpec":
        assert value in shape.metadata["enum"], f"{path} is not in the enumeration: {value!r}"


def check_bounds(shape, size, path):
    assert shape.metadata.get("min", 0) <= size <= shape.metadata.get("max", size), f"{path} has {size} members"


def check_blob(shape, value, path):
    assert isinstance(value, str), f"{path} is no base64 text: {value!r}"
    check_bounds(shape, len(base64.b64decode(value, validate=True)), path)


def check_integer(shape, value, path):
    assert isinstance(value, int) and not isinstance(value, bool), f"{path} is no integer: {value!r}"
    check_bounds(shape, value, path)


def check_boolean(_, value, path):
    assert isinstance(value, bool), f"{path} is no boolean: {value!r}"


def check_timestamp(_, value, path):
    """Epoch seconds with at most three digits after the point, between the years 2001 and 2128."""
    assert isinstance(value, (int, Decimal)) and not isinstance(value, bool), f"{path} is no number: {value!r}"
    assert 1_000_000_000 < value < 5_000_000_000, f"{path} is not in seconds: {value}"
    assert Decimal(value).as_tuple().exponent >= -3, f"{path} is finer than a millisecond: {value}"


CHECKS = {
    "structure": check_structure,
    "list": check_list,
    "map": check_map,
    "string": check_string,
    "blob": check_blob,
    "integer": check_integer,
    "long": check_integer,
    "boolean": check_boolean,
    "timestamp": check_timestamp,
}
