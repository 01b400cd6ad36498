"""The operator's commands through real processes: the first administrator, one made anew, further accounts, and why a
call was refused."""

import json
import os
import re
import socket
import stat

import pytest
from botocore.exceptions import ClientError

from clients import ACCOUNT, REGION, iam_name, refused, request_id, sdk_client, signed_with, unique_name
from production import ACCOUNT as PRODUCTION
from production import Production
from server_process import Server, run_to_end

SECOND = "444455556666"
MISSING = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def production(tmp_path):
    return Production(tmp_path)


def key_of(ended):
    """The access key that a command printed: standard output has it and nothing else."""
    assert ended.returncode == 0, ended.stderr
    printed = re.fullmatch(r"AWS_ACCESS_KEY_ID=(AKIA\w{16})\nAWS_SECRET_ACCESS_KEY=(\S{40})\n", ended.stdout)
    assert printed, ended.stdout
    assert printed[2] not in ended.stderr
    return {"key": printed[1], "secret": printed[2]}


def caller(server, key):
    return sdk_client(server.url, "sts", **key).get_caller_identity()["Arn"]


def test_the_first_administrator_can_do_everything_on_a_server_without_a_root_key(production):
    key = key_of(production.run("init"))
    with production.serve() as server:
        assert caller(server, key) == f"arn:aws:iam::{PRODUCTION}:user/admin"
        iam = sdk_client(server.url, "iam", **key)
        iam.create_user(UserName="alice")
        iam.attach_user_policy(UserName="alice", PolicyArn="arn:aws:iam::aws:policy/SecretsManagerReadWrite")
        client = sdk_client(server.url, **key)
        client.create_secret(Name="a", SecretString="value")
        assert client.get_secret_value(SecretId="a")["SecretString"] == "value"
        assert key["secret"] not in server.stderr() + server.stdout()
        assert server.stop() == 0
    for file in production.data.rglob("*"):
        assert file.is_dir() or key["secret"].encode() not in file.read_bytes(), file


def test_nobody_gets_a_second_first_administrator(production):
    key_of(production.run("init"))
    again = production.run("init")
    assert again.returncode == 1 and again.stdout == ""
    assert "has an administrator already, the user admin" in again.stderr and "--recover" in again.stderr
    with production.serve():
        assert "has an administrator already" in production.run("init").stderr
    done, *refused_acts = production.records("Init")
    assert done["eventSource"] == "strongroom.internal" and done["userIdentity"] == {"type": "Operator"}
    assert done["resources"][0]["ARN"] == f"arn:aws:iam::{PRODUCTION}:user/admin" and "errorCode" not in done
    assert [record["errorCode"] for record in refused_acts] == ["EntityAlreadyExists"] * 2


def test_the_first_administrator_of_a_server_that_runs(production):
    root = {"STRONGROOM_ROOT_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "STRONGROOM_ROOT_SECRET_ACCESS_KEY": "s" * 40}
    with production.serve(**root) as server:
        key = key_of(production.run("init"))
        assert caller(server, key) == f"arn:aws:iam::{PRODUCTION}:user/admin"
        assert caller(server, {"key": "AKIAIOSFODNN7EXAMPLE", "secret": "s" * 40}).endswith(":root")
        assert server.stop() == 0
    assert len(production.records("Init")) == 1


def test_the_account_of_a_first_start_is_recorded_once(production):
    root = {"STRONGROOM_ROOT_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "STRONGROOM_ROOT_SECRET_ACCESS_KEY": "s" * 40}
    for _ in range(2):
        with production.serve(**root) as server:
            assert server.stop() == 0
    (record,) = production.records("CreateAccount")
    assert record["eventSource"] == "strongroom.internal" and record["userIdentity"] == {"type": "Operator"}
    assert record["resources"][0]["ARN"] == f"arn:aws:iam::{PRODUCTION}:root" and "errorCode" not in record


def test_the_jobs_that_an_operator_runs_are_recorded(production):
    key_of(production.run("init"))
    with production.serve() as server:
        server.run_jobs()
        (record,) = production.records("RunJobs")
        assert record["userIdentity"] == {"type": "Operator"}


def test_a_server_that_nobody_could_sign_in_to_does_not_start(production):
    ended = production.run("serve")
    assert ended.returncode == 2 and "strongroom init" in ended.stderr
    assert not (production.data / "strongroom.db").exists()
    half = production.run("serve", STRONGROOM_ROOT_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE")
    assert half.returncode == 2 and "STRONGROOM_ROOT_SECRET_ACCESS_KEY" in half.stderr


def test_an_administrator_is_made_anew_by_who_has_the_root_key(production):
    lost = key_of(production.run("init"))
    with production.serve() as server:
        sdk_client(server.url, "iam", **lost).delete_access_key(UserName="admin", AccessKeyId=lost["key"])
        running = production.run("init", "--recover")
        assert running.returncode == 2 and "another Strongroom server uses it" in running.stderr
        assert server.stop() == 0
    key = key_of(production.run("init", "--recover"))
    with production.serve() as server:
        assert caller(server, key) == f"arn:aws:iam::{PRODUCTION}:user/admin-2"
        with pytest.raises(ClientError):
            caller(server, lost)
        sdk_client(server.url, "iam", **key).list_users()
    assert len(production.records("RecoverAdministrator")) == 1


def test_nobody_recovers_without_the_root_key(production):
    key_of(production.run("init"))
    right = production.key_file.read_bytes()
    production.key_file.write_bytes(os.urandom(32))
    wrong = production.run("init", "--recover")
    assert wrong.returncode == 2 and wrong.stdout == ""
    production.key_file.unlink()
    assert production.run("init", "--recover").returncode == 2
    production.key_file.write_bytes(right)
    production.key_file.chmod(0o600)
    assert production.records("RecoverAdministrator") == []
    key_of(production.run("init", "--recover"))


def test_there_is_nothing_to_recover_in_an_empty_folder(production):
    ended = production.run("init", "--recover")
    assert ended.returncode == 2 and "holds no store" in ended.stderr
    assert not production.data.exists()


@pytest.mark.parametrize("runs", [True, False])
def test_a_second_account(production, runs):
    first = key_of(production.run("init"))
    server = production.serve() if runs else None
    second = key_of(production.run("account", "create", SECOND))
    with server or production.serve() as server:
        assert caller(server, second) == f"arn:aws:iam::{SECOND}:user/admin"
        sdk_client(server.url, **first).create_secret(Name="a", SecretString="first")
        sdk_client(server.url, **second).create_secret(Name="a", SecretString="second")
        assert sdk_client(server.url, **first).get_secret_value(SecretId="a")["SecretString"] == "first"
        there = production.run("account", "create", SECOND)
        assert there.returncode == 1 and f"account {SECOND} exists already" in there.stderr
        malformed = production.run("account", "create", "12")
        assert malformed.returncode == 2 and "twelve digits" in malformed.stderr
        assert server.stop() == 0
    assert [record.get("errorCode") for record in production.records("CreateAccount")] == [None, "EntityAlreadyExists"]


def test_a_second_account_of_a_development_server(tmp_path):
    with Server.dev("--data", str(tmp_path)) as server:
        key = key_of(run_to_end("account", "create", SECOND, "--data", tmp_path))
        assert caller(server, key) == f"arn:aws:iam::{SECOND}:user/admin"
        assert server.stop() == 0
    other = key_of(run_to_end("account", "create", "777788889999", "--data", tmp_path))
    with Server.dev("--data", str(tmp_path)) as server:
        assert caller(server, other) == "arn:aws:iam::777788889999:user/admin"


def test_no_account_in_a_folder_without_store(tmp_path):
    ended = run_to_end("account", "create", SECOND, "--data", tmp_path / "none")
    assert ended.returncode == 2 and "holds no store" in ended.stderr
    assert not (tmp_path / "none").exists()


# Why a call was refused.


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("explained")


@pytest.fixture(scope="module")
def explained(place):
    with Server.dev("--data", str(place)) as server:
        yield server
        assert server.stop() == 0


@pytest.fixture
def explain(place, explained):
    return lambda *arguments: run_to_end("explain", *arguments, "--data", place)


def told(ended):
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def policy(**statement):
    return json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", **statement}})


@pytest.fixture
def alice(explained):
    """A user who may read secrets from a home network: her name and her client."""
    iam = sdk_client(explained.url, "iam")
    name = iam_name("alice")
    iam.create_user(UserName=name)
    home = {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}
    document = policy(Sid="Home", Action="secretsmanager:GetSecretValue", Resource="*", Condition=home)
    iam.put_user_policy(UserName=name, PolicyName="home", PolicyDocument=document)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return name, sdk_client(explained.url, key=key["AccessKeyId"], secret=key["SecretAccessKey"])


@pytest.fixture
def arn(explained):
    return sdk_client(explained.url).create_secret(Name=unique_name(), SecretString="value")["ARN"]


def refused_request(client, arn):
    with pytest.raises(ClientError) as caught:
        client.get_secret_value(SecretId=arn)
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"
    return request_id(caught.value.response)


def test_a_refusal_is_told_by_its_request_id(explain, alice, arn):
    name, client = alice
    request = refused_request(client, arn)
    text = told(explain(request))
    assert text.splitlines()[0].endswith(f"Z request {request}")
    user = f"arn:aws:iam::{ACCOUNT}:user/{name}"
    assert f"DENIED: {user} asked for secretsmanager:GetSecretValue on {arn}\n" in text
    assert 'statement 1 "Home"' in text and "aws:SourceIp wants [10.0.0.0/8], it is [127.0.0.1]" in text
    assert "value" not in text.replace("GetSecretValue", "")


def test_a_refusal_is_told_as_it_was_decided(explained, explain, alice, arn):
    name, client = alice
    request = refused_request(client, arn)
    sdk_client(explained.url, "iam").delete_user_policy(UserName=name, PolicyName="home")
    assert '"Home"' in told(explain(request))


def test_what_was_not_refused_is_not_known(explained, explain, arn):
    allowed = request_id(sdk_client(explained.url).get_secret_value(SecretId=arn))
    for request in (allowed, MISSING):
        ended = explain(request)
        assert ended.returncode == 1 and "no refusal of request" in ended.stderr


def question(principal, resource, *more, action="secretsmanager:GetSecretValue"):
    return ["--principal", principal, "--action", action, "--resource", resource, *more]


def test_a_question_is_answered_by_the_policies_as_they_are(explained, explain, alice, arn):
    user = f"arn:aws:iam::{ACCOUNT}:user/{alice[0]}"
    assert "it is absent" in told(explain(*question(user, arn)))
    from_home = question(user, arn, "--context", "aws:SourceIp=10.1.2.3", "--context", "aws:username=somebody")
    assert told(explain(*from_home)).startswith(f"ALLOWED: {user}")
    assert told(explain(*question(user, arn, action="secretsmanager:DeleteSecret"))).startswith("DENIED")
    assert told(explain(*question(f"arn:aws:iam::{ACCOUNT}:root", arn))).startswith("ALLOWED")


def test_a_question_looks_at_the_secrets_policy_and_tags(explained, explain, alice, arn):
    user = f"arn:aws:iam::{ACCOUNT}:user/{alice[0]}"
    describe = "secretsmanager:DescribeSecret"
    assert "no resource-based" in told(explain(*question(user, arn, action=describe)))
    owner = sdk_client(explained.url)
    document = policy(Principal={"AWS": user}, Action=describe, Resource="*",
                      Condition={"StringEquals": {"aws:ResourceTag/team": "blue"}})
    owner.put_resource_policy(SecretId=arn, ResourcePolicy=document)
    assert "aws:ResourceTag/team wants [blue], it is absent" in told(explain(*question(user, arn, action=describe)))
    owner.tag_resource(SecretId=arn, Tags=[{"Key": "team", "Value": "blue"}])
    assert told(explain(*question(user, arn, action=describe))).startswith("ALLOWED")


def test_a_question_about_a_role(explained, explain, alice, arn):
    iam = sdk_client(explained.url, "iam")
    user = f"arn:aws:iam::{ACCOUNT}:user/{alice[0]}"
    name = iam_name("role")
    trust = policy(Principal={"AWS": [user, ACCOUNT]}, Action="sts:AssumeRole")
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    iam.put_role_policy(
        RoleName=name, PolicyName="p", PolicyDocument=policy(Action="secretsmanager:GetSecretValue", Resource=arn)
    )
    assert told(explain(*question(role, arn))).startswith("ALLOWED")
    assert told(explain(*question(user, role, action="sts:AssumeRole"))).startswith("ALLOWED")
    assert told(explain(*question(role, role, action="sts:AssumeRole"))).startswith("DENIED")
    session = sdk_client(explained.url, "sts").assume_role(RoleArn=role, RoleSessionName="session")
    told_as = session["AssumedRoleUser"]["Arn"]
    assert told(explain(*question(told_as, arn))).startswith(f"ALLOWED: {told_as}")
    with refused("AccessDeniedException"):
        signed_with(explained.url, session["Credentials"]).delete_secret(SecretId=arn)
    assert told(explain(*question(told_as, arn, action="secretsmanager:DeleteSecret"))).startswith("DENIED")


WRONG_QUESTIONS = {
    "no-principal": (["--action", "a:b", "--resource", "*"], 2, "either a REQUEST-ID, or --principal"),
    "both": ([MISSING, "--principal", "arn:aws:iam::000000000000:root"], 2, "either a REQUEST-ID, or --principal"),
    "nothing": ([], 2, "either a REQUEST-ID, or --principal"),
    "context": (question("arn:aws:iam::000000000000:root", "*", "--context", "key"), 2, "write KEY=VALUE"),
    "name": (question("alice", "*"), 1, "principal alice: write an ARN."),
    "stranger": (question("arn:aws:iam::000000000000:user/nobody", "*"), 1, "there is no such user"),
    "resource": (question("arn:aws:iam::000000000000:root", "name"), 1, "resource name: write an ARN or *."),
    "action": (question("arn:aws:iam::000000000000:root", "*", action="GetSecretValue"), 1, "write one action"),
}


@pytest.mark.parametrize("arguments, code, text", WRONG_QUESTIONS.values(), ids=WRONG_QUESTIONS)
def test_a_question_that_is_none(explain, arguments, code, text):
    ended = explain(*arguments)
    assert ended.returncode == code and ended.stdout == "" and text in ended.stderr


def test_without_a_server_nothing_is_explained(tmp_path):
    ended = run_to_end("explain", MISSING, "--data", tmp_path)
    assert ended.returncode == 2 and f"no server runs on {tmp_path}" in ended.stderr


def test_questions_are_recorded(place, explain, arn):
    told(explain(*question(f"arn:aws:iam::{ACCOUNT}:root", arn)))
    record = json.loads((place / "audit/events.jsonl").read_text().splitlines()[-1])
    assert (record["eventSource"], record["eventName"]) == ("strongroom.internal", "Explain")
    assert record["resources"][0]["ARN"] == arn
    assert record["userIdentity"] == {"type": "Operator"}


# The socket.


@pytest.fixture
def ask(place, explained):
    def ask(line):
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(15)
            client.connect(str(place / "operator.sock"))
            client.sendall(line)
            client.shutdown(socket.SHUT_WR)
            answer = b""
            while received := client.recv(65536):
                answer += received
            return json.loads(answer) if answer else None

    return ask


def test_the_socket_is_for_the_servers_user_alone(place, explained):
    mode = (place / "operator.sock").stat().st_mode
    assert stat.S_ISSOCK(mode) and stat.S_IMODE(mode) == 0o600


@pytest.mark.parametrize(
    "line",
    [b"\n", b"x\n", b"[]\n", b"{}\n", b'{"act":5}\n', b'{"act":"open"}\n', b'{"act":"explain"}\n', b"\xff\n",
     b'{"act":"init","account":"12"}\n', b'{"act":"create-account"}\n', b"[" * 5000 + b"\n",
     b'{"act":"explain","principal":"p","action":"a:b","resource":"*","context":{"k":[]}}\n'],
)  # fmt: skip
def test_the_socket_refuses_what_it_does_not_understand(ask, line):
    assert list(ask(line)) == ["error"]


def test_the_socket_hears_nothing_endless(ask, explained):
    assert ask(b"no newline") is None
    try:
        assert ask(b"x" * 100_000) is None
    except (BrokenPipeError, ConnectionResetError):
        pass
    assert list(ask(b"{}\n")) == ["error"]


def test_the_socket_goes_with_the_server_and_comes_again_after_a_crash(tmp_path):
    with Server.dev("--data", str(tmp_path)) as server:
        server.kill()
    assert (tmp_path / "operator.sock").exists()
    with Server.dev("--data", str(tmp_path)) as server:
        key_of(run_to_end("account", "create", SECOND, "--data", tmp_path))
        assert server.stop() == 0
    assert not (tmp_path / "operator.sock").exists()
