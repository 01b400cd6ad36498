"""Kills the server while its root key is being changed: the store opens by the old seal or the new one, and the change
can be made again.

STRONGROOM_CRASH_ROUNDS and STRONGROOM_CRASH_SEED choose a longer or another run.
"""

import os
import random
import subprocess
import time

from production import Administrator, Production
from server_process import BINARY, environment

ROUNDS = int(os.environ.get("STRONGROOM_CRASH_ROUNDS", "10"))
SEED = int(os.environ.get("STRONGROOM_CRASH_SEED", "1"))


def seals(folder):
    """The lines of [seal] for two key files."""
    for name in ("a", "b"):
        (folder / name).write_bytes(os.urandom(32))
        (folder / name).chmod(0o600)
    return [f'key_file = "{folder}/{name}"' for name in ("a", "b")]


def opened(production, by):
    """A server on whichever of these seals opens the store."""
    for seal in by:
        production.seal_by(seal)
        try:
            return seal, production.serve()
        except AssertionError as refusal:
            said = str(refusal)
    raise AssertionError(f"neither seal opens the store: {said}")


def test_a_killed_change_of_the_root_key_loses_nothing(tmp_path):
    chance = random.Random(SEED)
    now, other = seals(tmp_path)
    production = Production(tmp_path, now)
    administrator = Administrator(production.run("init"))
    unfinished = 0
    for round_ in range(ROUNDS):
        seal, server = opened(production, [now, other])
        with server:
            if round_ == 0:
                administrator.client(server).create_secret(Name="a", SecretString="value")
            assert administrator.client(server).get_secret_value(SecretId="a")["SecretString"] == "value"
            now, other = seal, other if seal == now else now
            production.seal_by(other)
            rekey = subprocess.Popen(
                [BINARY, "rekey", "root", "--config", str(production.config)],
                env=environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(chance.uniform(0.0, 0.06))  # the random moment
            server.kill()
            rekey.wait(30)
        _, server = opened(production, [other, now])
        with server:
            unfinished += "unfinished" in production.run("status").stdout
            production.seal_by(other)
            assert production.run("rekey", "root").returncode == 0
            assert "unfinished" not in production.run("status").stdout
            assert server.stop() == 0
        now, other = other, now
    print(f"{unfinished} of {ROUNDS} changes were half finished")
