"""Seals through real processes: a sealed start, unsealing, sealing, and recovery when a seal is lost."""

import os
import pty
import shutil
import subprocess
import urllib.error
import urllib.request

import pytest
from botocore.exceptions import ClientError

from production import Administrator, Production, shares_of
from server_process import BINARY, environment, run_to_end

SHARES = 'kind = "shares"'
PASSPHRASE = 'kind = "passphrase"'
WORDS = "correct horse battery staple"
MODULE = "/usr/lib/softhsm/libsofthsm2.so"


def get(server, path):
    try:
        with urllib.request.urlopen(server.url + path, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


def is_sealed(server, administrator):
    """Every call is answered 503, under a name that the SDK takes for a fault of the server."""
    for service, call in (("secretsmanager", "list_secrets"), ("kms", "list_keys"), ("sts", "get_caller_identity")):
        try:
            getattr(administrator.client(server, service), call)()
            return False
        except ClientError as refusal:
            if refusal.response["ResponseMetadata"]["HTTPStatusCode"] != 503:
                return False
            assert refusal.response["Error"]["Code"] == "ServiceUnavailable"
    return True


def unseal(production, *given):
    """Each of them in a call of its own; what the last one printed."""
    for line in given:
        ended = production.run("unseal", given=[line])
    return ended


def said(ended, text, code=0):
    assert ended.returncode == code, ended
    assert text in (ended.stdout if code == 0 else ended.stderr), ended


@pytest.fixture
def shared(tmp_path):
    """A store under shares, 3 of 5, and its administrator."""
    production = Production(tmp_path, SHARES)
    administrator = Administrator(production.run("init", "--shares", 5, "--threshold", 3))
    assert len(administrator.shares) == 5
    return production, administrator


def test_a_server_under_shares_starts_sealed_and_is_opened_share_by_share(shared):
    production, administrator = shared
    first, second, third, fourth, _ = administrator.shares
    with production.serve() as server:
        assert is_sealed(server, administrator)
        assert get(server, "/healthz") == (200, "ok\n")
        assert get(server, "/readyz") == (503, "sealed\n")
        assert "strongroom_sealed 1" in get(server, "/metrics")[1]
        said(production.run("status"), "sealed\nslot 1: shares, 3 of 5; root key 1\n")
        said(unseal(production, first), "1 of 3 shares. The server is still sealed.")
        said(unseal(production, first), "share 1 is there already", code=1)
        said(unseal(production, "x" + second[1:]), "mistyped", code=1)
        said(unseal(production, fourth.upper()), "2 of 3 shares")
        said(production.run("status"), "2 of 3 shares are there")
        said(production.run("account", "create", "444455556666"), "the server is sealed", code=1)
        assert is_sealed(server, administrator)
        said(unseal(production, third), "The server is open.")
        assert get(server, "/readyz") == (200, "ready\n")
        administrator.client(server).create_secret(Name="a", SecretString="value")
        said(unseal(production, second), "open already")
        for share in administrator.shares:
            assert share not in server.stderr() + server.stdout()
        assert server.stop() == 0
    assert len(production.records("UnsealShare")) == 3
    assert [record.get("errorCode") for record in production.records("Unseal")] == ["InvalidInput"] * 2 + [None]
    for file in production.data.rglob("*"):
        for share in administrator.shares:
            assert file.is_dir() or share.encode() not in file.read_bytes(), file
    with production.serve() as server:
        assert is_sealed(server, administrator)
        said(unseal(production, second, third, fourth), "The server is open.")
        assert administrator.client(server).get_secret_value(SecretId="a")["SecretString"] == "value"


def memory_of(pid):
    """All that a process has in memory; for root."""
    content = bytearray()
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb") as memory:
        for line in maps:
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            if line.split()[1].startswith("rw"):
                try:
                    memory.seek(start)
                    content += memory.read(end - start)
                except (OSError, ValueError, OverflowError):
                    pass
    return bytes(content)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may look into another process's memory")
def test_sealing_wipes_what_was_open(shared):
    production, administrator = shared
    with production.serve() as server:
        unseal(production, *administrator.shares[:3])
        administrator.client(server).create_secret(Name="a", SecretString="value-to-be-wiped")
        administrator.client(server).get_secret_value(SecretId="a")
        memory = memory_of(server.pid)
        assert administrator.secret.encode() in memory, "the search finds what is there"
        assert not any(share.encode() in memory for share in administrator.shares)
        said(production.run("seal"), "The server is sealed.")
        assert is_sealed(server, administrator)
        memory = memory_of(server.pid)
        assert administrator.secret.encode() not in memory
        assert b"value-to-be-wiped" not in memory
        said(unseal(production, *administrator.shares[2:]), "The server is open.")
        assert administrator.client(server).get_secret_value(SecretId="a")["SecretString"] == "value-to-be-wiped"
    assert len(production.records("Seal")) == 1


def test_a_server_that_needs_nobody_is_sealed_and_opened_by_a_command(tmp_path):
    production = Production(tmp_path)
    administrator = Administrator(production.run("init"))
    with production.serve() as server:
        port = server.port
        said(production.run("status"), "open\nslot 1: key file; root key 1\n")
        for _ in range(3):
            said(production.run("seal"), "The server is sealed.")
            assert is_sealed(server, administrator) and server.port == port
            said(production.run("unseal"), "The server is open.")
            administrator.client(server).list_secrets()
        production.key_file.rename(tmp_path / "elsewhere")
        said(production.run("seal"), "The server is sealed.")
        said(production.run("unseal"), "is missing", code=1)
        (tmp_path / "elsewhere").rename(production.key_file)
        said(production.run("unseal"), "The server is open.")
        assert server.stop() == 0


def test_wrong_answers_are_bounded(shared):
    production, administrator = shared
    with production.serve():
        for _ in range(5):
            said(unseal(production, "nonsense"), "that is no share", code=1)
        said(unseal(production, administrator.shares[0]), "come again in", code=1)


def test_a_share_of_another_installation_is_told(shared, tmp_path_factory):
    other = Production(tmp_path_factory.mktemp("other"), SHARES)
    foreign = Administrator(other.run("init", "--shares", 3, "--threshold", 2)).shares[0]
    production, _ = shared
    with production.serve():
        said(unseal(production, foreign), "of another installation", code=1)


@pytest.mark.parametrize("options", [["--shares", 5], ["--threshold", 3], ["--shares", 3, "--threshold", 5], []])
def test_numbers_of_shares_that_make_no_sense_make_no_store(tmp_path, options):
    production = Production(tmp_path, SHARES)
    assert production.run("init", *options).returncode != 0
    Administrator(production.run("init", "--shares", 2, "--threshold", 2))


def test_without_a_store_a_server_under_shares_says_what_to_do(tmp_path):
    ended = Production(tmp_path, SHARES).run("serve")
    said(ended, "make it by 'strongroom init", code=2)


# Passphrase.


def test_a_passphrase_is_asked_at_each_start(tmp_path):
    production = Production(tmp_path, PASSPHRASE)
    said(production.run("init", given=["too short"]), "at least 14 characters", code=2)
    administrator = Administrator(production.run("init", given=[WORDS]))
    with production.serve() as server:
        assert is_sealed(server, administrator)
        said(unseal(production, WORDS + "!"), "the passphrase does not open this store", code=1)
        said(unseal(production, WORDS), "The server is open.")
        administrator.client(server).list_secrets()
        if os.geteuid() == 0:
            assert WORDS.encode() not in memory_of(server.pid)
        assert server.stop() == 0
    said(production.run("init", "--recover"), "there is no terminal", code=2)
    Administrator(production.run("init", "--recover", given=[WORDS]))


def test_a_passphrase_from_a_credential_opens_without_people(tmp_path):
    (tmp_path / "phrase").write_text(WORDS + "\n")
    production = Production(tmp_path, f'{PASSPHRASE}\ncredential = "phrase"')
    env = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    administrator = Administrator(production.run("init", **env))
    with production.serve(**env) as server:
        administrator.client(server).list_secrets()
    said(production.run("serve"), "LoadCredentialEncrypted=", code=2)


def test_a_passphrase_from_a_descriptor_opens_the_start_and_no_more(tmp_path):
    production = Production(tmp_path, f'{PASSPHRASE}\ndescriptor = "3"')
    (tmp_path / "phrase").write_text(WORDS)
    script = f'exec "{BINARY}" "$@" 3< "{tmp_path}/phrase"'
    arguments = ["sh", "-c", script, "sh", "init", "--config", str(production.config)]
    Administrator(subprocess.run(arguments, env=environment(), capture_output=True, text=True, timeout=60))
    said(production.run("serve"), "the descriptor 3", code=2)


def test_nothing_is_shown_on_the_terminal(tmp_path):
    production = Production(tmp_path, PASSPHRASE)
    Administrator(production.run("init", given=[WORDS]))
    with production.serve():
        child, terminal = pty.fork()
        if child == 0:
            os.execve(BINARY, [BINARY, "unseal", "--config", str(production.config)], environment())
        shown = b""
        while b"Passphrase: " not in shown:
            shown += os.read(terminal, 1024)
        os.write(terminal, WORDS.encode() + b"\n")
        with_end = b""
        try:
            while data := os.read(terminal, 1024):
                with_end += data
        except OSError:
            pass  # the other end is closed
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert b"The server is open." in with_end and WORDS.encode() not in shown + with_end
        os.close(terminal)


# A key from systemd.


def test_a_key_from_a_credential(tmp_path):
    (tmp_path / "root").write_text(os.urandom(32).hex())
    production = Production(tmp_path, 'kind = "credential"\ncredential = "root"')
    env = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    administrator = Administrator(production.run("init", **env))
    with production.serve(**env) as server:
        administrator.client(server).list_secrets()
    (tmp_path / "root").write_text(os.urandom(32).hex())
    said(production.run("serve", **env), "does not open this store", code=2)


# Recovery.


def test_shares_recover_a_store_whose_key_file_is_lost(tmp_path):
    production = Production(tmp_path)
    administrator = Administrator(production.run("init", "--shares", 3, "--threshold", 2))
    with production.serve() as server:
        administrator.client(server).create_secret(Name="a", SecretString="value")
        assert server.stop() == 0
    lost = f'key_file = "{production.key_file}"'
    production.key_file.unlink()
    said(production.run("serve"), "is missing", code=2)
    production.seal_by(SHARES)
    with production.serve() as server:
        said(unseal(production, *administrator.shares[1:]), "The server is open.")
        production.key_file.write_bytes(os.urandom(32))
        production.key_file.chmod(0o600)
        production.seal_by(lost)
        fresh = shares_of(production.run("rekey", "root", "--shares", 3, "--threshold", 2))
        assert server.stop() == 0
    with production.serve() as server:
        assert administrator.client(server).get_secret_value(SecretId="a")["SecretString"] == "value"
        assert server.stop() == 0
    production.seal_by(SHARES)
    with production.serve():
        said(unseal(production, administrator.shares[0]), "of an older set", code=1)
        said(unseal(production, *fresh[:2]), "The server is open.")


def test_a_backup_is_restored_on_a_new_machine_by_its_shares(shared, tmp_path_factory):
    production, administrator = shared
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    with production.serve() as server:
        unseal(production, *administrator.shares[:3])
        administrator.client(server).create_secret(Name="a", SecretString="value")
        assert run_to_end("backup", "create", elsewhere / "backup", "--data", production.data).returncode == 0
        assert server.stop() == 0
    shutil.rmtree(production.data)
    new = Production(elsewhere, SHARES)
    assert run_to_end("restore", elsewhere / "backup", "--data", new.data).returncode == 0
    with new.serve() as server:
        assert is_sealed(server, administrator)
        said(unseal(new, *administrator.shares[2:]), "The server is open.")
        assert administrator.client(server).get_secret_value(SecretId="a")["SecretString"] == "value"


# A token.


@pytest.fixture
def token(tmp_path, monkeypatch):
    """A SoftHSM token with an AES key, its settings, and what finds it."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\nlog.level = ERROR\n")
    (tmp_path / "pin").write_text("1234")
    env = {"SOFTHSM2_CONF": str(tmp_path / "softhsm2.conf"), "CREDENTIALS_DIRECTORY": str(tmp_path)}
    run = lambda *command: subprocess.run(command, env=environment(**env), check=True, capture_output=True)
    run("softhsm2-util", "--init-token", "--free", "--label", "hsm", "--so-pin", "87654321", "--pin", "1234")
    run("pkcs11-tool", "--module", MODULE, "--token-label", "hsm", "--login", "--pin", "1234",
        "--keygen", "--key-type", "AES:32", "--label", "root", "--sensitive")  # fmt: skip
    settings = f'kind = "pkcs11"\nmodule = "{MODULE}"\ntoken = "hsm"\nkey = "root"\ncredential = "pin"'
    return settings, env


def test_a_token_opens_the_store_while_it_is_there(tmp_path, token):
    settings, env = token
    production = Production(tmp_path, settings)
    administrator = Administrator(production.run("init", **env))
    with production.serve(**env) as server:
        administrator.client(server).create_secret(Name="a", SecretString="value")
        (tmp_path / "tokens").rename(tmp_path / "unplugged")
        (tmp_path / "tokens").mkdir()
        assert administrator.client(server).get_secret_value(SecretId="a")["SecretString"] == "value"
        assert server.stop() == 0
    said(production.run("serve", **env), "the token hsm is not present", code=2)
    (tmp_path / "tokens").rmdir()
    (tmp_path / "unplugged").rename(tmp_path / "tokens")
    (tmp_path / "pin").write_text("9999")
    said(production.run("serve", **env), "refuses the PIN", code=2)
    (tmp_path / "pin").write_text("1234")
    with production.serve(**env) as server:
        assert administrator.client(server).get_secret_value(SecretId="a")["SecretString"] == "value"


def test_a_store_moves_onto_a_token_while_it_serves(tmp_path, token):
    settings, env = token
    production = Production(tmp_path)
    administrator = Administrator(production.run("init"))
    with production.serve(**env) as server:
        production.seal_by(settings)
        assert production.run("rekey", "root").returncode == 0
        said(production.run("status"), "slot 2: PKCS#11 token; root key 2\n")
        assert server.stop() == 0
    production.key_file.unlink()
    with production.serve(**env) as server:
        administrator.client(server).list_secrets()
