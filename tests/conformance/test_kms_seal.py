"""A store that a key of another KMS opens: here of a second Strongroom, as it would be of AWS."""

import http.server
import json
import socket
import subprocess
import threading

import pytest

from clients import REGION, sdk_client
from production import Administrator, Production
from server_process import BINARY, Server, environment

ROLE = "store"


class Kms:
    """A second Strongroom with a key, and a user who may do no more than open the store."""

    def __init__(self, server):
        self.server = server
        self.kms = sdk_client(server.url, "kms")
        self.key = self.kms.create_key()["KeyMetadata"]["Arn"]
        self.kms.create_alias(AliasName="alias/store", TargetKeyId=self.key)
        self.alias = self.key.rsplit(":", 1)[0] + ":alias/store"
        self.iam = sdk_client(server.url, "iam", region="us-east-1")
        self.iam.create_user(UserName=ROLE)
        self.allow(self.iam.put_user_policy, UserName=ROLE)
        self.access_key = self.iam.create_access_key(UserName=ROLE)["AccessKey"]

    def allow(self, put, **whom):
        statement = {"Effect": "Allow", "Action": ["kms:Encrypt", "kms:Decrypt"], "Resource": self.key}
        document = json.dumps({"Version": "2012-10-17", "Statement": statement})
        put(PolicyName="open", PolicyDocument=document, **whom)

    def seal(self, key=None, credential="kms", more=""):
        lines = f'kind = "kms"\nkey = "{key or self.key}"\nendpoint = "{self.server.url}"\n{more}'
        return lines + (f'credential = "{credential}"\n' if credential else "")

    def write_credential(self, folder):
        (folder / "kms").write_text(
            f"[default]\naws_access_key_id = {self.access_key['AccessKeyId']}\n"
            f"aws_secret_access_key = {self.access_key['SecretAccessKey']}\n"
        )
        return {"CREDENTIALS_DIRECTORY": str(folder)}


@pytest.fixture(scope="module")
def other():
    with Server.dev() as server:
        yield Kms(server)


def refused(ended, text):
    assert ended.returncode == 2, ended
    assert text in ended.stderr, ended.stderr


def value_of(administrator, server):
    return administrator.client(server).get_secret_value(SecretId="a")["SecretString"]


@pytest.mark.parametrize("by", ["key", "alias"])
def test_a_key_of_another_kms_opens_the_store(tmp_path, other, by):
    env = other.write_credential(tmp_path)
    production = Production(tmp_path, other.seal(getattr(other, by)))
    administrator = Administrator(production.run("init", **env))
    with production.serve(**env) as server:
        administrator.client(server).create_secret(Name="a", SecretString="value")
        assert "external KMS" in production.run("status").stdout
        assert server.stop() == 0
    with production.serve(**env) as server:
        assert value_of(administrator, server) == "value"
        assert other.access_key["SecretAccessKey"] not in server.stdout() + server.stderr()


def test_the_other_kms_can_refuse(tmp_path, other):
    env = other.write_credential(tmp_path)
    production = Production(tmp_path, other.seal())
    administrator = Administrator(production.run("init", **env))
    with production.serve(**env) as server:
        administrator.client(server).create_secret(Name="a", SecretString="value")
        other.kms.disable_key(KeyId=other.key)
        assert value_of(administrator, server) == "value", "it is needed at the start only"
        assert server.stop() == 0
    refused(production.run("serve", **env), f"{other.key} is disabled.")
    other.kms.enable_key(KeyId=other.key)
    with production.serve(**env) as server:
        assert value_of(administrator, server) == "value"
        assert server.stop() == 0
    stranger = other.iam.create_user(UserName="stranger") and other.iam.create_access_key(UserName="stranger")
    text = (tmp_path / "kms").read_text()
    for name in ("AccessKeyId", "SecretAccessKey"):
        text = text.replace(other.access_key[name], stranger["AccessKey"][name])
    (tmp_path / "kms").write_text(text)
    refused(production.run("serve", **env), "AccessDeniedException")
    other.write_credential(tmp_path)
    production.seal_by(other.seal(other.kms.create_key()["KeyMetadata"]["Arn"]))
    refused(production.run("serve", **env), "AccessDeniedException")
    refused(production.run("serve"), "LoadCredentialEncrypted=")
    (tmp_path / "kms").write_text("nothing of use")
    refused(production.run("serve", **env), "aws_access_key_id")


def test_a_store_moves_to_another_kms_while_it_serves_and_back(tmp_path, other):
    env = other.write_credential(tmp_path)
    production = Production(tmp_path)
    key_file = f'key_file = "{production.key_file}"'
    administrator = Administrator(production.run("init"))
    with production.serve(**env) as server:
        administrator.client(server).create_secret(Name="a", SecretString="value")
        for seal, opens in ((other.seal(), "external KMS"), (key_file, "key file"), (other.seal(), "external KMS")):
            production.seal_by(seal)
            moved = production.run("rekey", "root")
            assert moved.returncode == 0, moved.stderr
            assert opens in production.run("status").stdout
        for _ in range(2):
            assert production.run("seal").returncode == 0
            assert production.run("unseal").returncode == 0
        assert value_of(administrator, server) == "value"
        assert server.stop() == 0
    production.key_file.unlink()
    with production.serve(**env) as server:
        assert value_of(administrator, server) == "value"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_kms_that_comes_later_is_waited_for(tmp_path):
    folder, port = tmp_path / "kms-data", free_port()
    listen = ("dev", "--data", str(folder), "--listen", f"127.0.0.1:{port}")
    with Server(*listen) as server:
        other = Kms(server)
        assert server.stop() == 0
    env = other.write_credential(tmp_path)
    production = Production(tmp_path, other.seal())
    init = subprocess.Popen(
        [BINARY, "init", "--config", str(production.config)],
        env=environment(**env),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert f"the KMS at http://127.0.0.1:{port} is waited for" in init.stderr.readline()
        with Server(*listen):
            output, errors = init.communicate(timeout=60)
    finally:
        init.kill()
    assert init.returncode == 0, errors
    assert "AWS_ACCESS_KEY_ID=" in output


@pytest.fixture
def metadata(other):
    """What an instance's metadata service says, with a session of the role that the instance has."""
    trust = {"Effect": "Allow", "Principal": {"AWS": "000000000000"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": trust})
    role = other.iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=document)["Role"]["Arn"]
    other.allow(other.iam.put_role_policy, RoleName=ROLE)
    sts = sdk_client(other.server.url, "sts")
    session = sts.assume_role(RoleArn=role, RoleSessionName="instance")["Credentials"]
    pages = {
        "/latest/meta-data/iam/security-credentials/": ROLE,
        f"/latest/meta-data/iam/security-credentials/{ROLE}": json.dumps(
            {
                "Code": "Success",
                "AccessKeyId": session["AccessKeyId"],
                "SecretAccessKey": session["SecretAccessKey"],
                "Token": session["SessionToken"],
            }
        ),
    }

    class Service(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def say(self, status, text):
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def do_PUT(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            known = self.path == "/latest/api/token" and self.headers["X-aws-ec2-metadata-token-ttl-seconds"]
            self.say(200, "a-token") if known else self.say(404, "")

        def do_GET(self):
            if self.headers["X-aws-ec2-metadata-token"] != "a-token":
                self.say(401, "")
            else:
                self.say(200, pages[self.path]) if self.path in pages else self.say(404, "")

        def log_message(self, *_):
            pass

    service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    yield {"AWS_EC2_METADATA_SERVICE_ENDPOINT": f"http://127.0.0.1:{service.server_port}"}
    service.shutdown()


def test_the_role_of_the_instance_opens_the_store(tmp_path, other, metadata):
    production = Production(tmp_path, other.seal(credential=None))
    administrator = Administrator(production.run("init", **metadata))
    with production.serve(**metadata) as server:
        administrator.client(server).list_secrets()
    other.iam.put_role_policy(
        RoleName=ROLE,
        PolicyName="revoked",
        PolicyDocument='{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}',
    )
    refused(production.run("serve", **metadata), "AccessDeniedException")


def test_over_tls_the_authority_that_is_named_counts(tmp_path, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kms")
    crt, key = folder / "tls.crt", folder / "tls.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", key, "-out", crt],
        check=True, capture_output=True,
    )  # fmt: skip
    second = Production(folder)
    second.config.write_text(
        second.config.read_text() + f'[server.tls]\ncertificate = "{crt}"\nprivate_key = "{key}"\n'
    )
    root = Administrator(second.run("init"))
    with second.serve() as server:
        kms = sdk_client(server.url, "kms", key=root.key, secret=root.secret, verify=str(crt))
        arn = kms.create_key()["KeyMetadata"]["Arn"]
        (tmp_path / "kms").write_text(f"aws_access_key_id={root.key}\naws_secret_access_key={root.secret}\n")
        env = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
        seal = f'kind = "kms"\nkey = "{arn}"\nendpoint = "{server.url}"\ncredential = "kms"\n'
        production = Production(tmp_path, seal + f'ca_file = "{crt}"')
        administrator = Administrator(production.run("init", **env))
        with production.serve(**env) as opened:
            administrator.client(opened).list_secrets()
        production.seal_by(seal)
        refused(production.run("serve", **env), "certificate")


@pytest.mark.parametrize(
    "lines, complaint",
    [
        ('key = "alias/store"', "seal.key: write the ARN"),
        ('key = "arn:aws:kms:eu-west-1:111122223333:key/\\"x"', "seal.key: write the ARN"),
        ("", "seal.key is missing"),
        ('key = "KEY"\nendpoint = "http://kms.example"', "http is for this machine itself"),
        ('key = "KEY"\nendpoint = "https://kms.example/path"', "seal.endpoint: write where"),
        ('key = "KEY"\nendpoint = "kms.example"', "seal.endpoint: write where"),
        ('key = "KEY"\nmodule = "m"', "seal.module: seal.kind 'kms' does not use it"),
        ('key = "KEY"\nca_file = "/nowhere.pem"', "/nowhere.pem"),
    ],
)
def test_a_wrong_setting_is_refused_with_the_remedy(tmp_path, lines, complaint):
    key = f"arn:aws:kms:{REGION}:111122223333:alias/store"
    production = Production(tmp_path, 'kind = "kms"\n' + lines.replace("KEY", key))
    refused(production.run("init"), complaint)
