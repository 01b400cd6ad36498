"""The server as a process: the binary that users run, started, watched and ended."""

import os
import re
import signal
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("STRONGROOM", str(ROOT / "build/release/strongroom"))
READY = re.compile(r"listening on (https?)://(\S+):(\d+)$")
START_SECONDS = 30
STOP_SECONDS = 30


def environment(**changes):
    """Ours without anything that would give the server other settings than the test's."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "STRONGROOM_"))}
    return {**kept, **changes}


def run_to_end(*arguments, seconds=15, **env):
    """Runs the binary for a call that must end by itself; its output as text."""
    return subprocess.run(
        [BINARY, *map(str, arguments)],
        env=environment(**env),
        capture_output=True,
        text=True,
        timeout=seconds,
        stdin=subprocess.DEVNULL,
    )


class Server:
    """One running server. Its output is kept whole, so that tests can search it."""

    def __init__(self, *arguments, **env):
        self.stderr_file = tempfile.NamedTemporaryFile(prefix="strongroom-stderr-")
        self.process = subprocess.Popen(
            [BINARY, *map(str, arguments)],
            env=environment(**env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.stderr_file,
            text=True,
        )
        self.stdout_lines = []
        self.scheme = self.host = self.port = None
        self._ready = threading.Event()
        self._reader = threading.Thread(target=self._read_stdout, daemon=True)
        self._reader.start()
        self._await_ready(arguments)

    def _await_ready(self, arguments):
        if self._ready.wait(START_SECONDS) and self.port:
            return
        self.process.kill()
        self.process.wait()
        raise AssertionError(f"{BINARY} {arguments} did not get ready:\n{self.stdout()}\n{self.stderr()}")

    def _read_stdout(self):
        for line in self.process.stdout:
            self.stdout_lines.append(line)
            if found := READY.search(line.rstrip()):
                self.scheme, self.host, self.port = found[1], found[2], int(found[3])
                self._ready.set()
        self._ready.set()  # at the end of the output nobody need wait any longer

    @classmethod
    def dev(cls, *arguments, **env):
        """In development mode on a free port; in a temporary folder unless `--data` is given."""
        where = () if "--data" in arguments else ("--ephemeral",)
        return cls("dev", *where, "--listen", "127.0.0.1:0", *arguments, **env)

    @property
    def folder(self):
        """Its data folder, by the database that it has open."""
        links = Path(f"/proc/{self.pid}/fd").iterdir()
        return next(Path(at).parent for at in map(os.readlink, links) if at.endswith("/strongroom.db"))

    def run_jobs(self):
        """Has the background jobs run now, and waits for their end."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(30)
            connection.connect(str(self.folder / "operator.sock"))
            connection.sendall(b'{"act":"run-jobs"}\n')
            assert connection.makefile().readline() == "{}\n"

    @property
    def url(self):
        return f"{self.scheme}://{self.host}:{self.port}"

    @property
    def pid(self):
        return self.process.pid

    def stdout(self):
        return "".join(self.stdout_lines)

    def stderr(self):
        return Path(self.stderr_file.name).read_text(errors="replace")

    def stop(self):
        """Asks the server to end, and returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def kill(self):
        """Ends it at once, as a crash would."""
        self.process.kill()
        return self._ended()

    def _ended(self):
        try:
            code = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the server did not end within {STOP_SECONDS} s of SIGTERM") from None
        self._reader.join(5)
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()
