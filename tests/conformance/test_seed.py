"""`strongroom dev --seed FILE`: what a file declares is there at the start, once, and a wrong file changes nothing."""

import json

import pytest
from botocore.exceptions import ClientError

from clients import ACCOUNT, refused, sdk_client
from server_process import Server, run_to_end

OTHER = "444455556666"


def document(**statement):
    return json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", **statement}})


READ_APP = document(Action="secretsmanager:GetSecretValue", Resource=f"arn:aws:secretsmanager:*:{ACCOUNT}:secret:app/*")
SEED = f"""
[[policy]]
name = "read-app"
document = '''{READ_APP}'''

[[policy]]
name = "limit"
document = '''{document(Action="secretsmanager:*", Resource="*")}'''

[[group]]
name = "team"
policies = ["read-app"]

[[user]]
name = "alice"
path = "/people/"
groups = ["team"]
policies = ["arn:aws:iam::aws:policy/IAMReadOnlyAccess"]
inline_policies = {{ list = '''{document(Action="secretsmanager:ListSecrets", Resource="*")}''' }}
permissions_boundary = "limit"
tags = {{ team = "blue" }}
access_key_id = "ALICEKEY"
secret_access_key = "alice-secret"

[[role]]
name = "app"
trust_policy = '''{document(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:user/people/alice"}, Action="sts:AssumeRole")}'''
policies = ["read-app"]

[[secret]]
name = "app/db"
value = "first"
description = "of the seed"
tags = {{ team = "blue" }}

[[secret]]
name = "shared"
value = "shared"
region = "eu-west-1"
resource_policy = '''{document(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:user/people/alice"},
                               Action="secretsmanager:GetSecretValue", Resource="*")}'''

[[account]]
id = "777788889999"

[[user]]
name = "admin"
account = "{OTHER}"
policies = ["arn:aws:iam::aws:policy/AdministratorAccess"]
access_key_id = "OTHERADMIN"
secret_access_key = "other-secret"
"""
ALICE = {"key": "ALICEKEY", "secret": "alice-secret"}


class Place:
    def __init__(self, folder):
        self.data = folder / "data"
        self.seed = folder / "seed.toml"
        self.seed.write_text(SEED)

    def server(self):
        return Server.dev("--data", str(self.data), "--seed", str(self.seed))

    def refused(self):
        return run_to_end("dev", "--data", self.data, "--listen", "127.0.0.1:0", "--seed", self.seed)

    def records(self):
        lines = (self.data / "audit/events.jsonl").read_text().splitlines()
        return [record for record in map(json.loads, lines) if record.get("eventName") == "Seed"]


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


def value_of(client, secret_id):
    return client.get_secret_value(SecretId=secret_id)["SecretString"]


def test_what_is_declared_is_there(place):
    with place.server() as server:
        alice = sdk_client(server.url, region="us-east-1", **ALICE)
        assert value_of(alice, "app/db") == "first"
        assert len(alice.list_secrets()["SecretList"]) == 1
        with refused("AccessDeniedException"):
            alice.delete_secret(SecretId="app/db")
        assert value_of(sdk_client(server.url, **ALICE), "shared") == "shared"

        iam = sdk_client(server.url, "iam")
        user = iam.get_user(UserName="alice")["User"]
        assert user["Path"] == "/people/" and user["Tags"] == [{"Key": "team", "Value": "blue"}]
        assert user["PermissionsBoundary"]["PermissionsBoundaryArn"] == f"arn:aws:iam::{ACCOUNT}:policy/limit"
        with refused("AccessDenied"):  # the boundary is in the way of IAMReadOnlyAccess
            sdk_client(server.url, "iam", **ALICE).list_users()
        role = iam.get_role(RoleName="app")["Role"]
        assert role["AssumeRolePolicyDocument"]["Statement"]["Principal"] == {"AWS": user["Arn"]}

        other = sdk_client(server.url, "iam", key="OTHERADMIN", secret="other-secret")
        assert [found["UserName"] for found in other.list_users()["Users"]] == ["admin"]
        secret = sdk_client(server.url, region="us-east-1").describe_secret(SecretId="app/db")
        assert secret["Description"] == "of the seed" and secret["Tags"] == [{"Key": "team", "Value": "blue"}]
        assert server.stop() == 0
    assert {record["eventSource"] for record in place.records()} == {"strongroom.internal"}
    assert "alice-secret" not in (place.data / "audit/events.jsonl").read_text()


def test_the_next_start_changes_nothing(place):
    with place.server() as server:
        sdk_client(server.url, region="us-east-1").put_secret_value(SecretId="app/db", SecretString="second")
        assert server.stop() == 0
    before = len(place.records())
    assert before > 0
    with place.server() as server:
        assert value_of(sdk_client(server.url, region="us-east-1"), "app/db") == "second"
        versions = sdk_client(server.url, "iam").list_policy_versions(PolicyArn=f"arn:aws:iam::{ACCOUNT}:policy/limit")
        assert len(versions["Versions"]) == 1
        assert server.stop() == 0
    assert len(place.records()) == before


def test_a_policy_follows_the_file(place):
    with place.server() as server:
        server.stop()
    for number in range(7):  # more than a policy has versions
        changed = document(Action="secretsmanager:GetSecretValue", Resource=f"arn:aws:secretsmanager:*:*:secret:{number}/*")
        place.seed.write_text(SEED.replace(READ_APP, changed))
        with place.server() as server:
            assert server.stop() == 0
    with place.server() as server:
        with refused("AccessDeniedException"):
            value_of(sdk_client(server.url, region="us-east-1", **ALICE), "app/db")


WRONG = {
    "syntax": ("[[user\n", ":1: this is not TOML"),
    "kind": ("[[usr]]\nname = 'a'\n", ":1: there is no 'usr'"),
    "policy": (SEED + "\n[[policy]]\nname = 'broken'\ndocument = '{}'\n", ": broken: "),
    "nobody": (SEED + "\n[[user]]\nname = 'bob'\ngroups = ['none']\n", ": bob: The group with name none"),
    "no-policy": (SEED + "\n[[user]]\nname = 'bob'\npolicies = ['none']\n", f": bob: Policy arn:aws:iam::{ACCOUNT}:policy/none"),
    "trust": (
        SEED + "\n[[role]]\nname = 'r'\ntrust_policy = '" + document(
            Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:user/nobody"}, Action="sts:AssumeRole") + "'\n",
        ": r: Invalid principal in policy",
    ),
    "secret": (SEED + "\n[[secret]]\nname = 'bad name'\nvalue = 'v'\n", ": bad name: "),
    "root-key": (
        SEED + "\n[[user]]\nname = 'bob'\naccess_key_id = 'test'\nsecret_access_key = 'secret'\n", ": bob: the access key id test"
    ),
    "key-twice": (
        SEED + "\n[[user]]\nname = 'bob'\naccess_key_id = 'ALICEKEY'\nsecret_access_key = 'secret'\n",
        ": bob: There is another access key",
    ),
}  # fmt: skip


@pytest.mark.parametrize("text, reason", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_and_nothing_of_it_made(place, text, reason):
    place.seed.write_text(text)
    ended = place.refused()
    assert ended.returncode == 2, ended.stderr
    assert f"{place.seed}:" in ended.stderr and reason in ended.stderr
    assert "alice-secret" not in ended.stderr
    place.seed.write_text("")
    with place.server() as server:
        assert sdk_client(server.url, "iam").list_users()["Users"] == []
        with pytest.raises(ClientError):
            value_of(sdk_client(server.url, region="us-east-1"), "app/db")


def test_a_file_that_is_not_there(place):
    place.seed.unlink()
    ended = place.refused()
    assert ended.returncode == 2 and "the seed file can't be read" in ended.stderr
