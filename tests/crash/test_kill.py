"""Kills the server under concurrent writers, and checks that what it had acknowledged is there after a restart.

STRONGROOM_CRASH_ROUNDS and STRONGROOM_CRASH_SEED choose a longer or another run.
"""

import os
import random
import re
import threading
import time
from dataclasses import dataclass, field

from botocore.exceptions import BotoCoreError, ClientError

from clients import new_token, request_id, sdk_client, walk
from server_process import Server, run_to_end

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ROUNDS = int(os.environ.get("STRONGROOM_CRASH_ROUNDS", "10"))
SEED = int(os.environ.get("STRONGROOM_CRASH_SEED", "1"))
WRITERS = 6
SECRETS_OF_A_WRITER = 5


@dataclass
class Secret:
    """What one writer knows of its secret. Only one write of it is ever without an answer."""

    name: str
    versions: list = field(default_factory=list)  # acknowledged: (token, value), oldest first
    attempt: tuple = None  # sent, but not acknowledged
    arn: str = None


class Writer(threading.Thread):
    """Creates secrets and puts values, one after another, until the server is gone."""

    def __init__(self, number):
        super().__init__(daemon=True)
        self.number = number
        self.random = random.Random(SEED * 1000 + number)
        self.secrets = []
        self.request_ids = []
        self.client = None
        self.fault = None

    def run(self):
        try:
            while True:
                self.write_once()
        except (BotoCoreError, ConnectionError):
            pass  # killed
        except BaseException as fault:
            self.fault = fault

    def write_once(self):
        if not self.secrets or self.random.random() < 0.3:
            secret = Secret(f"writer-{self.number}/secret-{len(self.secrets)}")
            self.secrets.append(secret)
        else:
            secret = self.random.choice(self.secrets)
        token = new_token()
        value = f"{secret.name} {token} " + "x" * self.random.choice([10, 300, 20_000])
        secret.attempt = (token, value)
        self.send(secret, token, value)
        secret.versions.append(secret.attempt)
        secret.attempt = None

    def send(self, secret, token, value):
        if secret.arn:
            answer = self.client.put_secret_value(SecretId=secret.arn, SecretString=value, ClientRequestToken=token)
        else:
            answer = self.client.create_secret(Name=secret.name, SecretString=value, ClientRequestToken=token)
        secret.arn = answer["ARN"]
        self.request_ids.append(request_id(answer))


def found_versions(client, secret):
    """Version id to labels, deprecated versions included; None when the secret does not exist."""
    try:
        pages = walk(client.list_secret_version_ids, "Versions", SecretId=secret.name, IncludeDeprecated=True)
        return {v["VersionId"]: v.get("VersionStages", []) for page in pages for v in page}
    except ClientError as refusal:
        assert refusal.response["Error"]["Code"] == "ResourceNotFoundException"
        return None


def check(client, secret):
    """Acknowledged versions are there; the unanswered one is whole or absent; labels fit."""
    found = found_versions(client, secret)
    if found is None:
        assert not secret.versions, f"{secret.name} is lost"
        secret.attempt = None
        return
    if secret.attempt and secret.attempt[0] in found:
        secret.versions.append(secret.attempt)
        secret.arn = client.describe_secret(SecretId=secret.name)["ARN"]
    secret.attempt = None
    assert set(found) == {token for token, _ in secret.versions}, f"{secret.name}: other versions than written"
    labels = [["AWSPREVIOUS"], ["AWSCURRENT"]][-len(secret.versions) :]
    expected = [[]] * (len(secret.versions) - len(labels)) + labels
    assert [found[token] for token, _ in secret.versions] == expected
    for token, value in secret.versions[-3:]:
        assert client.get_secret_value(SecretId=secret.arn, VersionId=token)["SecretString"] == value


def ids_in_audit(folder):
    files = (folder / "audit").glob("events*.jsonl")
    return {id_ for path in files for id_ in UUID.findall(path.read_text())}


def fresh_writers(writers, server, round_):
    """Each writer goes on with a few of its secrets in a new thread."""
    following = [Writer(round_ * WRITERS + i) for i in range(WRITERS)]
    for old, new in zip(writers, following):
        young = [s for s in old.secrets if len(s.versions) < 40]  # far from the limit of versions a day
        new.secrets = young[-SECRETS_OF_A_WRITER:]
    for writer in following:
        writer.client = sdk_client(server.url)
        writer.start()
    return following


def test_acknowledged_writes_survive_kills(tmp_path):
    chance = random.Random(SEED)
    writers = [Writer(-1 - i) for i in range(WRITERS)]
    written = 0
    for round_ in range(ROUNDS):
        with Server.dev("--data", tmp_path) as server:
            writers = fresh_writers(writers, server, round_)
            time.sleep(chance.uniform(0.1, 2.0))  # the random moment
            server.kill()
        for writer in writers:
            writer.join(30)
            assert writer.fault is None, writer.fault
        with Server.dev("--data", tmp_path) as server:
            client = sdk_client(server.url)
            for secret in [s for writer in writers for s in writer.secrets]:
                check(client, secret)
            acknowledged = {id_ for writer in writers for id_ in writer.request_ids}
            assert acknowledged <= ids_in_audit(tmp_path), "a change without its line in the audit files"
            proved = run_to_end("audit", "verify", "--data", tmp_path, seconds=60)
            assert proved.returncode == 0, proved.stdout + proved.stderr
            written += len(acknowledged)
            server.kill()
    assert written > ROUNDS * WRITERS
