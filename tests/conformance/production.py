"""A production server as an operator lays it out: a settings file, a seal and a data folder."""

import contextlib
import json
import os
import re
import subprocess

from clients import sdk_client
from server_process import BINARY, Server, environment

ACCOUNT = "111122223333"


class Production:
    def __init__(self, folder, seal=None):
        """With a key file of its own, unless the lines of [seal] are given."""
        self.data = folder / "data"
        self.config = folder / "settings.toml"
        self.key_file = folder / "root.key"
        if seal is None:
            self.key_file.write_bytes(os.urandom(32))
            self.key_file.chmod(0o600)
            seal = f'key_file = "{self.key_file}"'
        self.seal_by(seal)

    def seal_by(self, seal):
        """Writes other lines into [seal] of the settings file."""
        self.config.write_text(
            f'[server]\nlisten = "127.0.0.1:0"\ndata = "{self.data}"\naccount = "{ACCOUNT}"\n[seal]\n{seal}\n'
        )

    def run(self, *command, given=(), seconds=60, **env):
        """Runs a command to its end. The lines `given` are what people would type, on a descriptor."""
        with contextlib.ExitStack() as stack:
            more, passed = [], ()
            if given:
                read, write = os.pipe()
                os.write(write, "".join(f"{line}\n" for line in given).encode())
                os.close(write)
                stack.callback(os.close, read)
                more, passed = ["--descriptor", str(read)], (read,)
            return subprocess.run(
                [BINARY, *map(str, command), "--config", str(self.config), *more],
                env=environment(**env),
                capture_output=True,
                text=True,
                timeout=seconds,
                stdin=subprocess.DEVNULL,
                pass_fds=passed,
            )

    def serve(self, **env):
        return Server("serve", "--config", str(self.config), **env)

    def records(self, event):
        lines = (self.data / "audit/events.jsonl").read_text().splitlines()
        return [record for record in map(json.loads, lines) if record.get("eventName") == event]


class Administrator:
    """What `init` printed: an access key, and the shares when there are any."""

    def __init__(self, ended):
        assert ended.returncode == 0, ended.stderr
        self.shares = shares_of(ended)
        self.key = re.search(r"^AWS_ACCESS_KEY_ID=(\S+)$", ended.stdout, re.M)[1]
        self.secret = re.search(r"^AWS_SECRET_ACCESS_KEY=(\S+)$", ended.stdout, re.M)[1]

    def client(self, server, service="secretsmanager"):
        return sdk_client(server.url, service, key=self.key, secret=self.secret)


def shares_of(ended):
    assert ended.returncode == 0, ended.stderr
    return re.findall(r"^SHARE_\d+=(\S+)$", ended.stdout, re.M)
