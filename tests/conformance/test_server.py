"""The manners of the process: its command line, settings, start and end."""

import base64
import hashlib
import os
import re
import signal
import stat
import subprocess
import threading

import pytest

from clients import refused, sdk_client
from raw_http import connect, get, read_answer, request_bytes, signed_headers
from server_process import Server, run_to_end

ACCOUNT = "111122223333"
ROOT_KEY = {"STRONGROOM_ROOT_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "STRONGROOM_ROOT_SECRET_ACCESS_KEY": "s" * 40}
CREDENTIALS = {"key": ROOT_KEY["STRONGROOM_ROOT_ACCESS_KEY_ID"], "secret": "s" * 40}


def hashes(folder):
    """Everything in the folder: path to hash, mode and time of change."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            about = path.stat()
            found[path] = (hashlib.sha256(path.read_bytes()).hexdigest(), about.st_mode, about.st_mtime_ns)
    return found


class Settings:
    """A folder with everything that `serve` needs."""

    def __init__(self, folder):
        self.folder = folder
        self.data, self.key, self.file = folder / "data", folder / "root.key", folder / "strongroom.toml"
        self.data.mkdir(mode=0o700)
        self.make_key(self.key)
        self.write()

    @staticmethod
    def make_key(path):
        path.write_bytes(os.urandom(32))
        path.chmod(0o600)

    def write(self, listen="127.0.0.1:0", more="", region="eu-west-1", key=None):
        self.file.write_text(
            f'[server]\nlisten = "{listen}"\ndata = "{self.data}"\naccount = "{ACCOUNT}"\nregions = ["{region}"]\n'
            f'{more}\n[seal]\nkey_file = "{key or self.key}"\n'
        )

    def serve(self, *arguments):
        return Server("serve", "--config", self.file, *arguments, **ROOT_KEY)

    def refusal(self, **env):
        ended = run_to_end("serve", "--config", self.file, **{**ROOT_KEY, **env})
        assert ended.returncode != 0, ended.stdout
        return ended.stderr


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path)


# Development mode


def test_the_ready_line_names_the_port_that_was_taken(server):
    assert server.port > 0 and server.scheme == "http" and server.host == "127.0.0.1"
    assert f"listening on {server.url}\n" in server.stdout()


def test_dev_prints_the_lines_to_copy():
    with Server.dev() as server:
        assert server.stop() == 0
        after_ready = server.stdout().partition("listening on")[2]
    assert "AWS_ACCESS_KEY_ID" in after_ready and after_ready.count(server.url) >= 1
    assert "the root user may assume roles here" in after_ready


def test_ephemeral_data_is_gone_afterwards(tmp_path):
    with Server.dev(TMPDIR=str(tmp_path)) as server:
        sdk_client(server.url).create_secret(Name="one", SecretString="v")
        assert server.stop() == 0
    assert list(tmp_path.iterdir()) == []


def test_the_default_folder_is_under_the_users_state_directory(tmp_path):
    state = tmp_path / "state"
    with Server("dev", "--listen", "127.0.0.1:0", HOME=str(tmp_path), XDG_STATE_HOME=str(state)) as server:
        assert server.stop() == 0
        assert str(state) in server.stdout()
    assert list(state.iterdir())


def test_data_is_kept_from_run_to_run(tmp_path):
    with Server.dev("--data", tmp_path) as server:
        sdk_client(server.url).create_secret(Name="one", SecretString="v")
        assert server.stop() == 0
    with Server.dev("--data", tmp_path) as server:
        assert sdk_client(server.url).get_secret_value(SecretId="one")["SecretString"] == "v"


def test_data_is_kept_over_a_kill(tmp_path):
    with Server.dev("--data", tmp_path) as server:
        sdk_client(server.url).create_secret(Name="one", SecretString="v")
        server.kill()
    with Server.dev("--data", tmp_path) as server:
        assert sdk_client(server.url).get_secret_value(SecretId="one")["SecretString"] == "v"


def test_the_account_can_be_chosen():
    with Server.dev("--account", ACCOUNT) as server:
        arn = sdk_client(server.url).create_secret(Name="one")["ARN"]
    assert arn.startswith(f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:one-")


def test_one_region_can_be_chosen():
    with Server.dev("--region", "eu-west-2") as server:
        sdk_client(server.url, region="eu-west-2").list_secrets()
        with refused(
            "InvalidSignatureException", like="^Credential should be scoped to a valid region, not 'eu-west-1'"
        ):
            sdk_client(server.url, region="eu-west-1").list_secrets()


def test_the_root_key_comes_from_the_environment():
    with Server.dev(**ROOT_KEY) as server:
        sdk_client(server.url, **CREDENTIALS).list_secrets()
        with refused("UnrecognizedClientException"):
            sdk_client(server.url).list_secrets()


def test_half_an_access_key_is_refused():
    ended = run_to_end("dev", "--ephemeral", "--listen", "127.0.0.1:0", STRONGROOM_ROOT_ACCESS_KEY_ID="only")
    assert ended.returncode != 0 and "STRONGROOM_ROOT_SECRET_ACCESS_KEY" in ended.stderr


def test_the_secret_key_from_the_environment_is_never_printed():
    with Server.dev(**ROOT_KEY) as server:
        sdk_client(server.url, **CREDENTIALS).list_secrets()
        server.stop()
        assert "s" * 40 not in server.stdout() + server.stderr()


def test_the_root_key_file_is_for_the_owner_only(tmp_path):
    with Server.dev("--data", tmp_path):
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files and all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in files if path.exists())


def test_a_port_in_use_is_told(server):
    ended = run_to_end("dev", "--ephemeral", "--listen", f"127.0.0.1:{server.port}")
    assert ended.returncode != 0 and str(server.port) in ended.stderr


def test_a_second_server_on_the_same_folder_is_refused(tmp_path):
    with Server.dev("--data", tmp_path) as first:
        ended = run_to_end("dev", "--data", tmp_path, "--listen", "127.0.0.1:0")
        assert ended.returncode != 0
        assert str(tmp_path) in ended.stderr and re.search(r"another|already|in use", ended.stderr)
        assert get(first.url, "/healthz").status == 200


@pytest.mark.parametrize("damage", ["first page", "last half"])
def test_a_damaged_store_is_told_and_never_served(tmp_path, damage):
    with Server.dev("--data", tmp_path) as server:
        client = sdk_client(server.url)
        for i in range(200):
            client.create_secret(Name=f"s{i}", SecretString="v" * 1000)
        assert server.stop() == 0
    store = max((p for p in tmp_path.iterdir() if p.is_file()), key=lambda p: p.stat().st_size)
    content = store.read_bytes()
    store.write_bytes(bytes(4096) + content[4096:] if damage == "first page" else content[: len(content) // 2])
    ended = run_to_end("dev", "--data", tmp_path, "--listen", "127.0.0.1:0")
    assert ended.returncode != 0 and "listening" not in ended.stdout
    assert str(tmp_path) in ended.stderr and "restore" in ended.stderr.lower()


# The end


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT])
def test_signals_end_it_with_success(with_signal):
    with Server.dev() as server:
        os.kill(server.pid, with_signal)
        assert server.process.wait(15) == 0


def test_an_idle_connection_does_not_hold_up_the_end():
    with Server.dev() as server, connect(server.url):
        assert server.stop() == 0


def test_a_request_under_way_is_answered_at_the_end():
    with Server.dev() as server:
        body = b'{"SecretId":"nowhere"}'
        headers = signed_headers(server.url, body, "secretsmanager.DescribeSecret")
        with connect(server.url) as connection, connection.makefile("rb") as stream:
            half = {**headers, "Content-Length": len(body), "Expect": "100-continue"}
            connection.sendall(request_bytes(half, b""))
            assert b" 100 " in stream.readline() and stream.readline() == b"\r\n"  # it has seen the half
            ending = threading.Thread(target=server.stop)
            ending.start()
            connection.sendall(body)
            assert read_answer(stream).code == "ResourceNotFoundException"
            ending.join()
        assert server.process.returncode == 0


# The command line


@pytest.mark.parametrize(
    "arguments",
    [
        ("dev", "--surprise"),
        ("surprise",),
        ("dev", "--ephemeral", "--listen", "nonsense"),
        ("dev", "--ephemeral", "--listen", "127.0.0.1:99999"),
        ("dev", "--ephemeral", "--account", "12"),
        ("dev", "--ephemeral", "--listen", ""),
        ("dev", "--data", ""),
        ("serve",),
        ("serve", "--config", "/nowhere/strongroom.toml"),
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_refused(arguments):
    ended = run_to_end(*arguments)
    assert ended.returncode != 0 and ended.stderr.strip()
    assert "listening" not in ended.stdout


def test_help_and_version():
    assert "serve" in run_to_end("--help").stdout
    assert re.search(r"\d+\.\d+", run_to_end("--version").stdout)


def test_a_plain_listener_beyond_this_machine_is_refused(settings):
    settings.write(listen="0.0.0.0:0")
    assert re.search("tls", settings.refusal(), re.IGNORECASE)


# Production


def test_serve_works_with_its_settings(settings):
    with settings.serve() as server:
        client = sdk_client(server.url, **CREDENTIALS)
        arn = client.create_secret(Name="one", SecretString="v")["ARN"]
        assert arn.startswith(f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:one-")
        assert server.stop() == 0


def test_serve_has_no_default_credentials(settings):
    with settings.serve() as server, refused("UnrecognizedClientException"):
        sdk_client(server.url).list_secrets()


def test_serve_answers_for_its_regions_only(settings):
    with settings.serve() as server:
        with refused("InvalidSignatureException", like="^Credential should be scoped to a valid region"):
            sdk_client(server.url, region="us-east-1", **CREDENTIALS).list_secrets()


WRONG_SETTINGS = {
    "no TOML": ("[server\n", 1),
    "unknown member": ('[server]\nlisten = "127.0.0.1:0"\nsurprise = 1\n', 3),
    "wrong type": ("[server]\nlisten = 4566\n", 2),
    "bad account": ('[server]\n\naccount = "12"\n', 3),
    "bad address": ('[server]\nlisten = "localhost:0"\n', 2),
    "bad proxy": ('[server]\ntrusted_proxies = ["everybody"]\n', 2),
    "half of TLS": ('[server]\n[server.tls]\ncertificate = "c"\n', 2),
    "plain HTTP": ('[server]\ndata = "d"\nlisten = "0.0.0.0:0"\n[seal]\nkey_file = "k"\n', 3),
    "no certificate": (
        '[server]\ndata = "d"\n[server.tls]\ncertificate = "/nowhere"\nprivate_key = "k"\n[seal]\nkey_file = "k"\n', 3
    ),
    "no root key": ('[server]\ndata = "d"\n[seal]\nkey_file = "/nowhere"\n', 4),
}


@pytest.mark.parametrize("text, line", WRONG_SETTINGS.values(), ids=WRONG_SETTINGS)
def test_a_wrong_setting_is_told_with_file_and_line(settings, text, line):
    settings.file.write_text(text)
    assert f"{settings.file}:{line}" in settings.refusal()


def test_a_folder_is_no_settings_file(tmp_path):
    ended = run_to_end("serve", "--config", tmp_path)
    assert ended.returncode == 2 and f"{tmp_path}: the settings file can't be read" in ended.stderr


def test_a_port_that_is_taken_is_told_with_the_line(settings, server):
    settings.write(listen=f"127.0.0.1:{server.port}")
    assert f"{settings.file}:2: can't listen on 127.0.0.1 port {server.port}" in settings.refusal()


def test_a_missing_root_key_is_told_with_a_remedy(settings):
    settings.key.unlink()
    refusal = settings.refusal()
    assert str(settings.key) in refusal and "urandom" in refusal and "600" in refusal
    assert not settings.key.exists()


def test_no_root_key_setting_is_told(settings):
    settings.file.write_text(settings.file.read_text().partition("[seal]")[0])
    assert "key_file" in settings.refusal()


def test_a_root_key_open_to_others_is_refused(settings):
    settings.key.chmod(0o644)
    refusal = settings.refusal()
    assert str(settings.key) in refusal and "600" in refusal


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_root_key_of_a_wrong_size_is_refused(settings, size):
    settings.key.write_bytes(b"k" * size)
    assert str(settings.key) in settings.refusal()


def test_the_wrong_root_key_is_told_and_touches_nothing(settings):
    with settings.serve() as server:
        sdk_client(server.url, **CREDENTIALS).create_secret(Name="one", SecretString="v")
        assert server.stop() == 0
    other = settings.folder / "other.key"
    settings.make_key(other)
    settings.write(key=other)
    before = hashes(settings.data)
    refusal = settings.refusal()
    assert str(other) in refusal and len(refusal.strip().splitlines()) == 1
    assert hashes(settings.data) == before
    settings.write()
    with settings.serve() as server:
        assert sdk_client(server.url, **CREDENTIALS).get_secret_value(SecretId="one")["SecretString"] == "v"


@pytest.fixture
def certificate(tmp_path):
    """A self-signed certificate for 127.0.0.1: paths of certificate and key."""
    paths = tmp_path / "tls.crt", tmp_path / "tls.key"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=strongroom-test"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-out", paths[0], "-keyout", paths[1]]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    return paths


def test_tls(settings, certificate):
    crt, key = certificate
    settings.write(more=f'[server.tls]\ncertificate = "{crt}"\nprivate_key = "{key}"\n')
    with settings.serve() as server:
        assert server.scheme == "https"
        client = sdk_client(server.url, verify=str(crt), **CREDENTIALS)
        client.create_secret(Name="one", SecretString="v")
        assert client.get_secret_value(SecretId="one")["SecretString"] == "v"
        assert server.stop() == 0


def test_a_missing_certificate_is_told(settings):
    settings.write(more='[server.tls]\ncertificate = "/nowhere.crt"\nprivate_key = "/nowhere.key"\n')
    assert "/nowhere.crt" in settings.refusal()


# Backup


def test_a_backup_of_a_running_server_can_be_restored(settings):
    backup, restored = settings.folder / "backup", settings.folder / "restored"
    with settings.serve() as server:
        client = sdk_client(server.url, **CREDENTIALS)
        client.create_secret(Name="one", SecretBinary=base64.b64decode("AP8="))
        made = run_to_end("backup", "create", backup, "--data", settings.data)
        assert made.returncode == 0, made.stderr
        client.create_secret(Name="two", SecretString="after the backup")
        assert server.stop() == 0
    back = run_to_end("restore", backup, "--data", restored)
    assert back.returncode == 0, back.stderr
    settings.data = restored
    settings.write()
    with settings.serve() as server:
        client = sdk_client(server.url, **CREDENTIALS)
        assert client.get_secret_value(SecretId="one")["SecretBinary"] == b"\x00\xff"
        with refused("ResourceNotFoundException"):
            client.describe_secret(SecretId="two")


def test_a_damaged_backup_is_refused(settings):
    backup = settings.folder / "backup"
    with settings.serve() as server:
        sdk_client(server.url, **CREDENTIALS).create_secret(Name="one", SecretString="v")
        assert run_to_end("backup", "create", backup, "--data", settings.data).returncode == 0
    damaged = bytearray(backup.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    backup.write_bytes(damaged)
    ended = run_to_end("restore", backup, "--data", settings.folder / "restored")
    assert ended.returncode != 0 and ended.stderr.strip()
