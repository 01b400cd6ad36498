"""The servers that are measured, each a process of its own on a free port."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build/bench"  # on the file system that the flushes are measured on


class Server:
    """What ends with its `with`."""

    def stop(self):
        stop(self.process)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Strongroom(Server):
    """The subject, on a data folder that is kept."""

    def __init__(self, binary, folder, settings=None):
        """In development, or as in production with these lines of the settings file."""
        self.folder = folder
        started = time.perf_counter()
        command = [binary, "dev", "--data", folder, "--listen", "127.0.0.1:0"]
        env = {k: v for k, v in os.environ.items() if not k.startswith(("STRONGROOM_", "AWS_"))}
        if settings is not None:
            command = [binary, "serve", "--config", self.configure(folder, settings)]
            env |= {"STRONGROOM_ROOT_ACCESS_KEY_ID": "test", "STRONGROOM_ROOT_SECRET_ACCESS_KEY": "test"}
        self.process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if "listening on http://" in line:
                self.port = int(line.rstrip().rpartition(":")[2])
                break
        else:
            raise SystemExit(f"{binary} did not start on {folder}")
        answer(self.port)
        self.start_seconds = time.perf_counter() - started
        self.pids = [self.process.pid]
        self.start_cpu_seconds = self.cpu_seconds()

    @staticmethod
    def configure(folder, settings):
        folder.mkdir(parents=True, exist_ok=True)
        key, config = folder / "root.key", folder / "settings.toml"
        if not key.exists():
            key.touch(mode=0o600)
            key.write_bytes(os.urandom(32))
        server = f'[server]\nlisten = "127.0.0.1:0"\ndata = "{folder}/data"\naccount = "000000000000"\n'
        config.write_text(f'{server}[seal]\nkey_file = "{key}"\n{settings}\n')
        return config

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_megabytes(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        sizes = {line.split(":")[0]: int(line.split()[1]) for line in status.splitlines() if line.endswith(" kB")}
        return sizes["VmRSS"] / 1024


class Nginx(Server):
    """The reference: answers with as many bytes, head included, as the subject does."""

    def __init__(self, answer_bytes):
        self.body = "x"
        self._start()
        head = len(answer(self.port)) - 1
        self.stop()
        self.body = "x" * max(1, answer_bytes - head - 2)  # two more digits of Content-Length
        self._start()

    def _start(self):
        self.port = free_port()
        folder = FOLDER / "nginx"
        folder.mkdir(parents=True, exist_ok=True)
        text = (ROOT / "bench/nginx.conf.in").read_text()
        for key, value in {"FOLDER": folder, "PORT": self.port, "BODY": self.body}.items():
            text = text.replace(f"@{key}@", str(value))
        (folder / "nginx.conf").write_text(text)
        command = [shutil.which("nginx") or "/usr/sbin/nginx", "-c", folder / "nginx.conf", "-p", folder]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        wait_for(self.port)
        answer(self.port)  # by its worker, which comes after the listening socket
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        self.pids = [int(pid) for pid in children.read_text().split()]


def stop(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    deadline = time.monotonic() + 10
    while True:
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        if time.monotonic() > deadline:
            raise SystemExit("nginx did not start")
        time.sleep(0.01)


def answer(port):
    """Head and body of the answer to GET /readyz."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/readyz")
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise SystemExit(f"/readyz answered {response.status}")
    head = f"HTTP/1.1 {response.status} {response.reason}\r\n" + "".join(
        f"{k}: {v}\r\n" for k, v in response.getheaders()
    )
    connection.close()
    return head.encode() + b"\r\n" + body


def fresh_folder(name):
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder
