"""Marked values through every operation that takes or gives a secret, refusals included; then the search for them in
all that the server leaves: log, audit files, data, metrics, and a dump of its memory."""

import base64
import contextlib
import json
import shutil
import subprocess
import urllib.request
import uuid

import pytest
import rsa
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

import raw_http
from clients import ACCOUNT, REGION, SESSION, iam_name, sdk_client
from identity_provider import base64url
from openssl import openssl
from server_process import Server
from test_kms_import import external_key, wrapped
from test_leaks import spellings

SERVICES = ("secretsmanager", "kms", "iam", "sts")
# What is secret, by its name in the API models; the models' own mark `sensitive` counts too.
SECRET_MEMBERS = {
    "SecretString", "SecretBinary", "RandomPassword", "RotationToken", "Plaintext", "CiphertextBlob", "Message", "Mac",
    "Signature", "PrivateKeyPlaintext", "PrivateKeyCiphertextBlob", "SharedSecret", "GrantToken", "GrantTokens", "ImportToken",
    "EncryptedKeyMaterial", "SecretAccessKey", "SessionToken", "Password", "OldPassword", "NewPassword", "WebIdentityToken",
    "TokenCode",
}  # fmt: skip
# Marked as sensitive in the models, and yet names: they are recorded.
NAMES = {"policyDescriptionType", "ContextKeyValueType"}
NOT_THERE = ("UnknownOperationException", "InvalidAction", "MissingAuthenticationToken")
# What the server goes on to work with, and is in no memory for keys.
STAY_IN_MEMORY = {"CreateAccessKey.AccessKey.SecretAccessKey"}
SHORT = 12  # what is shorter may be found by accident


def mark(kind="mark"):
    return f"{kind}{uuid.uuid4().hex}"


class Canary:
    """Calls operations, and keeps every secret that went in or out."""

    def __init__(self, server):
        self.server = server
        self.admin = {service: sdk_client(server.url, service, validate=False) for service in SERVICES}
        self.stranger = None
        self.secrets = {}  # value to where it was
        self.called = set()

    def keep(self, shape, value, where):
        secret = shape.name not in NAMES and (shape.metadata.get("sensitive") or where[-1] in SECRET_MEMBERS)
        if shape.type_name == "structure":
            for name, member in shape.members.items():
                if isinstance(value, dict) and name in value:
                    self.keep(member, value[name], (*where, name))
        elif shape.type_name == "list":
            for item in value:
                self.keep(shape.member, item, where)
        elif secret and isinstance(value, (str, bytes)) and len(value) >= SHORT:
            self.secrets[value] = ".".join(where)

    def attempt(self, clients, service, operation, request):
        client = clients[service]
        model = client.meta.service_model.operation_model(operation)
        if model.input_shape:
            self.keep(model.input_shape, request, (operation,))
        answer = getattr(client, xform_name(operation))(**request)
        self.keep(model.output_shape, answer, (operation,)) if model.output_shape else None
        return answer

    def refused(self, clients, service, operation, request):
        with contextlib.suppress(ClientError):
            self.attempt(clients, service, operation, request)

    def call(self, service, operation, **request):
        """As a user without permissions, then about something that makes no sense, and as the administrator."""
        self.called.add(operation)
        self.refused(self.stranger, service, operation, request)
        for name in [name for name, value in request.items() if isinstance(value, str)][:1]:
            self.refused(self.admin, service, operation, {**request, name: "?" * 5000})
        return self.attempt(self.admin, service, operation, request)

    def become_strange(self):
        name = iam_name("stranger")
        self.admin["iam"].create_user(UserName=name)
        key = self.attempt(self.admin, "iam", "CreateAccessKey", {"UserName": name})["AccessKey"]
        self.called.add("CreateAccessKey")
        keys = {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}
        self.stranger = {s: sdk_client(self.server.url, s, validate=False, **keys) for s in SERVICES}
        return name


def use_secrets_manager(canary):
    name = iam_name("secret")
    canary.call("secretsmanager", "CreateSecret", Name=name, SecretString=mark())
    canary.call("secretsmanager", "CreateSecret", Name=name + "b", SecretBinary=mark().encode())
    canary.call("secretsmanager", "PutSecretValue", SecretId=name, SecretString=mark(), RotationToken=mark("token-"))
    canary.call("secretsmanager", "PutSecretValue", SecretId=name + "b", SecretBinary=mark().encode())
    canary.call("secretsmanager", "UpdateSecret", SecretId=name, SecretString=mark())
    canary.call("secretsmanager", "UpdateSecret", SecretId=name + "b", SecretBinary=mark().encode())
    canary.call("secretsmanager", "GetSecretValue", SecretId=name)
    canary.call("secretsmanager", "BatchGetSecretValue", SecretIdList=[name, name + "b"])
    canary.call("secretsmanager", "GetRandomPassword", PasswordLength=40)
    for wrong in ("elsewhere", "not allowed *", ""):
        request = {"SecretId": wrong, "SecretString": mark()}
        canary.refused(canary.admin, "secretsmanager", "PutSecretValue", request)


def use_kms(canary):
    def call(operation, **request):
        return canary.call("kms", operation, **request)

    key = call("CreateKey")["KeyMetadata"]["Arn"]
    user = canary.admin["sts"].get_caller_identity()["Arn"]
    token = call("CreateGrant", KeyId=key, GranteePrincipal=user, Operations=["Decrypt"], RetiringPrincipal=user)["GrantToken"]
    call("Encrypt", KeyId=key, Plaintext=mark())
    blob = canary.admin["kms"].encrypt(KeyId=key, Plaintext=mark())["CiphertextBlob"]
    call("Decrypt", CiphertextBlob=blob, GrantTokens=[token])
    canary.refused(canary.admin, "kms", "Decrypt", {"CiphertextBlob": blob[:-1] + bytes([blob[-1] ^ 1])})
    call("ReEncrypt", CiphertextBlob=blob, DestinationKeyId=key)
    call("GenerateDataKey", KeyId=key, KeySpec="AES_256")
    call("GenerateDataKeyWithoutPlaintext", KeyId=key, KeySpec="AES_256")
    call("GenerateDataKeyPair", KeyId=key, KeyPairSpec="ECC_NIST_P256")
    call("GenerateDataKeyPairWithoutPlaintext", KeyId=key, KeyPairSpec="ECC_NIST_P256")
    call("GenerateRandom", NumberOfBytes=64)
    hmac = canary.admin["kms"].create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["Arn"]
    message = mark()
    mac = call("GenerateMac", KeyId=hmac, Message=message, MacAlgorithm="HMAC_SHA_256")["Mac"]
    call("VerifyMac", KeyId=hmac, Message=message, Mac=mac, MacAlgorithm="HMAC_SHA_256")
    signer = canary.admin["kms"].create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"]
    request = {"KeyId": signer, "Message": message, "SigningAlgorithm": "ECDSA_SHA_256"}
    call("Verify", **request, Signature=call("Sign", **request)["Signature"])
    agreeing = [
        canary.admin["kms"].create_key(KeySpec="ECC_NIST_P256", KeyUsage="KEY_AGREEMENT")["KeyMetadata"]["Arn"] for _ in range(2)
    ]
    other = canary.admin["kms"].get_public_key(KeyId=agreeing[1])["PublicKey"]
    call("DeriveSharedSecret", KeyId=agreeing[0], KeyAgreementAlgorithm="ECDH", PublicKey=other)
    canary.attempt(canary.admin, "kms", "RetireGrant", {"GrantToken": token})
    canary.refused(canary.admin, "kms", "RetireGrant", {"GrantToken": token})
    canary.called.add("RetireGrant")


def import_material(canary, folder):
    def brought(material, **spec):
        key = external_key(canary.admin["kms"], **spec)
        wrapping = {"WrappingAlgorithm": "RSA_AES_KEY_WRAP_SHA_256", "WrappingKeySpec": "RSA_2048"}
        given = canary.call("kms", "GetParametersForImport", KeyId=key, **wrapping)
        sealed = wrapped(folder, given["PublicKey"], wrapping["WrappingAlgorithm"], material)
        token = {"ImportToken": given["ImportToken"], "EncryptedKeyMaterial": sealed}
        canary.call("kms", "ImportKeyMaterial", KeyId=key, ExpirationModel="KEY_MATERIAL_DOES_NOT_EXPIRE", **token)
        return key

    material = uuid.uuid4().bytes * 2
    canary.secrets[material] = "imported material"
    brought(material)
    for spec, algorithm, *options in KEY_PAIRS:
        openssl(folder, "genpkey", "-out", "own.pem", "-algorithm", *options)
        key = brought(openssl(folder, *PKCS8, "-in", "own.pem"), KeySpec=spec, KeyUsage="SIGN_VERIFY")
        canary.call("kms", "Sign", KeyId=key, Message=mark(), SigningAlgorithm=algorithm)
        for number in private_numbers(openssl(folder, *PKCS8, "-in", "own.pem")):
            # As it is written, and as OpenSSL holds it.
            canary.secrets[number] = canary.secrets[number[::-1]] = f"private half of {spec}"


PKCS8 = ("pkcs8", "-topk8", "-nocrypt", "-outform", "DER")
KEY_PAIRS = [
    ("RSA_2048", "RSASSA_PSS_SHA_256", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"),
    ("ECC_NIST_P256", "ECDSA_SHA_256", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"),
    ("ECC_NIST_EDWARDS25519", "ED25519_SHA_512", "ED25519"),
]


def private_numbers(der):
    """32 bytes of each private number in a PKCS #8 key."""
    if (at := der.find(b"\x02\x01\x01\x04\x20")) >= 0:  # of EC: version, then the number
        return [der[at + 5 : at + 37]]
    if len(der) < 100:  # of Ed25519
        return [der[-32:]]
    key = rsa.PrivateKey.load_pkcs1(der[26:], "DER")
    return [number.to_bytes(256)[-32:] for number in (key.d, key.p, key.q, key.exp1, key.coef)]


def use_identities(canary, stranger):
    def secret():
        return mark("Aa1!")

    password = secret()
    canary.call("iam", "CreateLoginProfile", UserName=stranger, Password=secret())
    canary.call("iam", "UpdateLoginProfile", UserName=stranger, Password=password)
    canary.refused(canary.stranger, "iam", "ChangePassword", {"OldPassword": password, "NewPassword": secret()})
    canary.refused(canary.admin, "iam", "ChangePassword", {"OldPassword": secret(), "NewPassword": secret()})
    canary.called.add("ChangePassword")
    trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": trust})
    role = canary.admin["iam"].create_role(RoleName=iam_name(), AssumeRolePolicyDocument=document)["Role"]["Arn"]
    canary.call("sts", "AssumeRole", RoleArn=role, RoleSessionName="session")
    canary.call("sts", "GetSessionToken", DurationSeconds=900)
    canary.call("sts", "GetFederationToken", Name="bob")
    head, body = base64url(b'{"alg":"ES256","kid":"1"}'), base64url(json.dumps({"sub": mark(), "iss": "x"}).encode())
    token = {"RoleArn": role, "RoleSessionName": "s", "WebIdentityToken": f"{head}.{body}.{base64url(mark().encode())}"}
    canary.refused(canary.admin, "sts", "AssumeRoleWithWebIdentity", token)
    canary.called.add("AssumeRoleWithWebIdentity")


def send_what_no_sdk_sends(canary):
    """Bodies that can't be read, and an operation that does not exist."""
    value = mark()
    canary.secrets[value] = "a body that is no JSON"
    for body in (f'{{"SecretString":"{value}', f'{{"SecretString":{{"a":"{value}"}}}}', f'["{value}"]', f'"{value}"'):
        for operation in ("PutSecretValue", "NoSuchOperation"):
            raw_http.call(canary.server.url, operation, body.encode())


class Remains:
    def __init__(self, folder):
        with Server.dev("--data", folder, "--log-level", "debug") as server:
            self.canary = Canary(server)
            stranger = self.canary.become_strange()
            use_secrets_manager(self.canary)
            use_kms(self.canary)
            import_material(self.canary, folder.parent)
            use_identities(self.canary, stranger)
            send_what_no_sdk_sends(self.canary)
            self.kept = mark("name")  # what is no secret, to see that the search finds something
            self.canary.admin["secretsmanager"].create_secret(Name=self.kept)
            self.uncalled = list(uncalled(self.canary))
            self.metrics = urllib.request.urlopen(server.url + "/metrics").read()
            self.core = self.dump(server, folder.parent / "core")
            assert server.stop() == 0
            self.log = (server.stdout() + server.stderr()).encode()
        self.files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    @staticmethod
    def dump(server, path):
        """None where no debugger can write one."""
        if not shutil.which("gcore"):
            return None
        subprocess.run(["gcore", "-o", str(path), str(server.pid)], capture_output=True, timeout=120)
        dumped = path.with_name(f"{path.name}.{server.pid}")
        if not dumped.exists():
            return None
        content = dumped.read_bytes().replace(bytes(4096), b"")  # most of it is empty
        dumped.unlink()
        return content

    def places(self, value):
        where = {**self.files, "the log": self.log, "the metrics": self.metrics}
        forms = list(spellings(value))
        return {place for place, content in where.items() if any(form in content for form in forms)}


def members_of(shape, seen=()):
    """The names of all members, at any depth."""
    if shape is None or shape.name in seen:
        return
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            yield name
            yield from members_of(member, (*seen, shape.name))
    elif shape.type_name == "list":
        yield from members_of(shape.member, (*seen, shape.name))


def uncalled(canary):
    """Operations of the server that take or give a secret, by the models of botocore, and were not called."""
    for service in SERVICES:
        # Without the checks of answers: there is no shape for what is not known.
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": REGION}
        unchecked = Config(parameter_validation=False, retries={"total_max_attempts": 1})
        client = SESSION.client(service, endpoint_url=canary.server.url, config=unchecked, **keys)
        model = client.meta.service_model
        for operation in map(model.operation_model, model.operation_names):
            members = {*members_of(operation.input_shape), *members_of(operation.output_shape)}
            if members & SECRET_MEMBERS - {"GrantTokens"} and operation.name not in canary.called:
                try:
                    getattr(client, xform_name(operation.name))()
                except ClientError as refusal:
                    if refusal.response["Error"]["Code"] in NOT_THERE:
                        continue
                yield f"{service} {operation.name}"


@pytest.fixture(scope="module")
def remains(tmp_path_factory):
    return Remains(tmp_path_factory.mktemp("canary") / "data")


def test_no_secret_is_in_logs_records_data_or_metrics(remains):
    found = {where: remains.places(value) for value, where in remains.canary.secrets.items()}
    assert not {where: places for where, places in found.items() if places}


def test_a_dump_of_memory_holds_no_secret_that_was_answered(remains):
    if remains.core is None:
        pytest.skip("no dump could be made")
    found = set()
    for value, where in remains.canary.secrets.items():
        data = value if isinstance(value, bytes) else value.encode()
        if any(form in remains.core for form in (data, base64.b64encode(data))):
            found.add(where)
    assert found <= STAY_IN_MEMORY


def test_the_search_finds_what_is_no_secret(remains):
    assert any(place.startswith("audit/") for place in remains.places(remains.kept))
    assert len(remains.canary.secrets) > 40


def test_the_log_told_every_request_at_its_lowest_level(remains):
    assert remains.log.count(b" debug request ") > 100
    assert b" secretsmanager GetSecretValue: 200 OK in " in remains.log
    assert b" kms Encrypt: 400 AccessDenied in " in remains.log


def test_every_operation_with_a_secret_was_called(remains):
    assert not remains.uncalled
