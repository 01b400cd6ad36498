"""`strongroom rekey root` beside a server that serves."""

import threading

import pytest

from production import Administrator, Production, shares_of
from server_process import run_to_end

SHARES = 'kind = "shares"'


@pytest.fixture
def production(tmp_path):
    return Production(tmp_path)


@pytest.fixture
def administrator(production):
    return Administrator(production.run("init"))


def unseal(production, shares):
    for share in shares:
        ended = production.run("unseal", given=[share])
        assert ended.returncode == 0, ended.stderr


def other_key(production, content):
    """Another key file, in the settings too."""
    file = production.config.parent / "other.key"
    file.write_bytes(content)
    file.chmod(0o600)
    production.seal_by(f'key_file = "{file}"')


def rekeyed(ended):
    assert ended.returncode == 0, ended.stderr
    return ended


def test_calls_are_answered_while_the_root_key_moves(production, administrator):
    with production.serve() as server:
        client = administrator.client(server)
        client.create_secret(Name="a", SecretString="value")
        failed, stop, calls = [], threading.Event(), [0]

        def call():
            try:
                while not stop.is_set():
                    client.put_secret_value(SecretId="a", SecretString="value")
                    client.get_secret_value(SecretId="a")
                    calls[0] += 1
            except Exception as fault:
                failed.append(fault)

        thread = threading.Thread(target=call)
        thread.start()
        for generation in range(2, 6):
            ended = rekeyed(production.run("rekey", "root"))
            assert f"it is number {generation} now" in ended.stderr and ended.stdout == ""
        stop.set()
        thread.join()
        assert not failed and calls[0] > 0
        assert production.run("status").stdout == "open\nslot 5: key file; root key 5\n"
        assert server.stop() == 0
    assert len(production.records("BeginRekeyRoot")) == len(production.records("FinishRekeyRoot")) == 4
    with production.serve() as server:
        assert administrator.client(server).get_secret_value(SecretId="a")["SecretString"] == "value"


def test_a_store_moves_from_one_seal_to_another_and_back(production, administrator):
    old = f'key_file = "{production.key_file}"'
    with production.serve() as server:
        production.seal_by(SHARES)
        shares = shares_of(rekeyed(production.run("rekey", "root", "--shares", 3, "--threshold", 2)))
        assert len(shares) == 3
        assert production.run("rekey", "root", "--status").stdout == "open\nslot 2: shares, 2 of 3; root key 2\n"
        assert production.run("seal").returncode == 0
        unseal(production, shares[1:])
        assert server.stop() == 0
    production.seal_by(old)
    ended = production.run("serve")
    assert ended.returncode == 2 and "has no seal slot for the key file" in ended.stderr
    production.seal_by(SHARES)
    with production.serve() as server:
        unseal(production, shares[:2])
        production.seal_by(old)
        refused = production.run("rekey", "root")
        assert refused.returncode == 1 and "--without-shares" in refused.stderr
        rekeyed(production.run("rekey", "root", "--without-shares"))
        assert server.stop() == 0
    with production.serve() as server:
        administrator.client(server).list_secrets()


def test_a_lost_key_file_is_replaced_while_the_server_still_runs(production, administrator):
    with production.serve() as server:
        administrator.client(server).create_secret(Name="a", SecretString="value")
        production.key_file.unlink()
        other_key(production, b"k" * 32)
        rekeyed(production.run("rekey", "root"))
        assert server.stop() == 0
    with production.serve() as server:
        assert administrator.client(server).get_secret_value(SecretId="a")["SecretString"] == "value"


def test_a_seal_that_can_not_be_used_changes_nothing(production, administrator):
    old = f'key_file = "{production.key_file}"'
    with production.serve() as server:
        production.seal_by('key_file = "/nowhere/root.key"')
        ended = production.run("rekey", "root")
        assert ended.returncode == 1 and "is missing" in ended.stderr
        production.seal_by(SHARES)
        ended = production.run("rekey", "root")
        assert ended.returncode == 1 and "--shares" in ended.stderr
        production.seal_by(old)
        assert production.run("status").stdout == "open\nslot 1: key file; root key 1\n"
        assert server.stop() == 0
    with production.serve():
        pass


def test_without_a_server_or_on_a_sealed_one_nothing_is_changed(production, administrator):
    ended = production.run("rekey", "root")
    assert ended.returncode == 2 and "no server runs" in ended.stderr
    with production.serve():
        assert production.run("seal").returncode == 0
        ended = production.run("rekey", "root")
        assert ended.returncode == 1 and "the server is sealed" in ended.stderr


def test_an_old_backup_opens_by_the_old_seal_alone(production, administrator, tmp_path_factory):
    folder = tmp_path_factory.mktemp("backup")
    with production.serve() as server:
        assert run_to_end("backup", "create", folder / "backup", "--data", production.data).returncode == 0
        old = production.config.read_text()
        other_key(production, b"k" * 32)
        rekeyed(production.run("rekey", "root"))
        assert server.stop() == 0
    restored = production.config.parent / "data2"
    assert run_to_end("restore", folder / "backup", "--data", restored).returncode == 0
    production.data = restored
    new = production.config.read_text()
    production.config.write_text(new.replace("/data\"", "/data2\""))
    ended = production.run("serve")
    assert ended.returncode == 2 and "does not open this store" in ended.stderr
    production.config.write_text(old.replace("/data\"", "/data2\""))
    with production.serve() as server:
        administrator.client(server).list_secrets()
