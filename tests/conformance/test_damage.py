"""What becomes of a server whose data file is damaged: a plain refusal to start, or an error; never a wrong answer."""

import hashlib
import os
import random
import sqlite3

import pytest
from botocore.exceptions import ClientError

from clients import sdk_client
from server_process import Server, run_to_end

PAGE = 4096
SECRETS = 60
FLIPS = int(os.environ.get("STRONGROOM_FLIPS", "30"))
FLIPS_SEED = int(os.environ.get("STRONGROOM_FLIPS_SEED", "1"))
VALUE = "value of {} " + "x" * 6000


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """The files of a stopped server with some secrets: name to content."""
    folder = tmp_path_factory.mktemp("pristine")
    with Server.dev("--data", folder) as server:
        client = sdk_client(server.url)
        for i in range(SECRETS):
            client.create_secret(Name=f"s{i}", SecretString=VALUE.format(i))
        assert server.stop() == 0
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def data(tmp_path, pristine):
    """A folder of its own with these files."""
    for path, content in pristine.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
        (tmp_path / path).chmod(0o600)
    return tmp_path


def contents(folder):
    return {path: hashlib.sha256(path.read_bytes()).digest() for path in folder.rglob("*") if path.is_file()}


def refusal_to_start(data):
    """What the server says instead of serving, in one line, having written nothing."""
    before = contents(data)
    ended = run_to_end("dev", "--data", data, "--listen", "127.0.0.1:0")
    assert ended.returncode == 2 and "listening" not in ended.stdout, ended
    assert contents(data) == before
    lines = ended.stderr.strip().splitlines()
    assert len(lines) == 1 and lines[0].startswith("strongroom: "), lines
    return lines[0]


def execute(data, sql):
    with sqlite3.connect(data / "strongroom.db") as database:
        database.execute(sql)
    database.close()


def test_a_database_that_was_cut_off_is_refused(data):
    store = data / "strongroom.db"
    for size in (len(store.read_bytes()) - PAGE, 10 * PAGE, PAGE, PAGE // 2, 1):
        store.write_bytes(store.read_bytes()[:size])
        assert "estore a backup" in refusal_to_start(data), size


@pytest.mark.parametrize("lost", ["emptied", "removed"])
def test_a_lost_database_is_not_replaced_by_an_empty_one(data, lost):
    store = data / "strongroom.db"
    store.write_bytes(b"") if lost == "emptied" else store.unlink()
    assert "missing or empty. Restore a backup" in refusal_to_start(data)


def test_what_is_no_database_is_refused(data):
    (data / "strongroom.db").write_bytes(b"not a database" * 1000)
    assert "is not a SQLite database" in refusal_to_start(data)


def test_a_database_of_another_program_is_refused(data):
    execute(data, "PRAGMA application_id = 7")
    assert "of another program" in refusal_to_start(data)


def test_a_newer_database_is_refused(data):
    execute(data, "PRAGMA user_version = 3")
    assert "newer version of Strongroom (format 3, this one knows 2). Use that version" in refusal_to_start(data)


@pytest.mark.parametrize("noise", [bytes(PAGE), b"\xff" * PAGE], ids=["zeros", "ones"])
def test_overwritten_pages_never_give_a_wrong_answer(data, pristine, noise):
    """Every page in its turn: what the start needs is refused; a value that it does not read is an error later."""
    whole = (data / "strongroom.db").read_bytes()
    outcomes = set()
    for start in range(0, len(whole), PAGE * 5):
        (data / "strongroom.db").write_bytes(whole[:start] + noise + whole[start + PAGE :])
        outcomes.add(served_or_refused(data, "estore a backup"))
    assert outcomes == {"served", "refused"}


def test_flipped_bytes_never_give_a_wrong_answer(data):
    """All over the file, and more of them where SQLite keeps what it finds records by."""
    whole = (data / "strongroom.db").read_bytes()
    chance = random.Random(FLIPS_SEED)
    places = [chance.randrange(len(whole)) for _ in range(FLIPS)]
    places += [page * PAGE + chance.randrange(100) for page in chance.choices(index_pages(data), k=FLIPS)]
    outcomes = set()
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        (data / "strongroom.db").write_bytes(changed)
        outcomes.add(served_or_refused(data))
    assert outcomes == {"served", "refused"}


def index_pages(data):
    """Those of SQLite's index of the keys: leaves and what leads to them, by the first byte of a page."""
    whole = (data / "strongroom.db").read_bytes()
    return [start // PAGE for start in range(PAGE, len(whole), PAGE) if whole[start] in (0x02, 0x0A)]


def served_or_refused(data, remedy=""):
    """A server on damaged data answers rightly, or does not start and names the remedy."""
    if starts(data):
        check_answers(data)
        outcome = "served"
    else:
        assert remedy in refusal_to_start(data)
        outcome = "refused"
    for beside in ("-wal", "-shm"):
        (data / f"strongroom.db{beside}").unlink(missing_ok=True)
    return outcome


def starts(data):
    try:
        with Server.dev("--data", data):
            return True
    except AssertionError:
        return False


def check_answers(data):
    """Each value is the right one or an error of the server's; the codes of the errors."""
    with Server.dev("--data", data) as server:
        client = sdk_client(server.url)
        codes = []
        for i in range(SECRETS):
            try:
                assert client.get_secret_value(SecretId=f"s{i}")["SecretString"] == VALUE.format(i)
            except ClientError as error:
                assert error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500
                codes.append(error.response["Error"]["Code"])
        assert len(codes) < SECRETS
        server.kill()
    return codes


def change_record(data, table, from_end):
    """Changes one byte of one record of a table, named by the first byte of its keys (docs/formats/store-key.md)."""
    with sqlite3.connect(data / "strongroom.db") as database:
        row, value = database.execute(
            "SELECT rowid, value FROM records WHERE hex(substr(key, 1, 1)) = ? ORDER BY length(value) DESC",
            (table.hex().upper(),),
        ).fetchone()
        changed = bytearray(value)
        changed[-1 - from_end] ^= 0x20
        database.execute("UPDATE records SET value = ? WHERE rowid = ?", (bytes(changed), row))
    database.close()


@pytest.mark.parametrize("table", [b"S", b"K", b"A"], ids=["secrets", "KMS keys", "KMS aliases"])
@pytest.mark.parametrize("from_end", [0, 20, 60])
def test_a_changed_record_is_refused_at_the_start(data, table, from_end):
    change_record(data, table, from_end)
    line = refusal_to_start(data)
    assert "a record in strongroom.db is damaged or was changed" in line and "Restore a backup" in line


def test_a_record_in_anothers_place_is_refused_at_the_start(data):
    """Both are whole, but each is bound to its key."""
    with sqlite3.connect(data / "strongroom.db") as database:
        rows = database.execute("SELECT rowid, value FROM records WHERE hex(substr(key, 1, 1)) = '53'").fetchmany(2)
        for (row, _), (_, other) in zip(rows, reversed(rows)):
            database.execute("UPDATE records SET value = ? WHERE rowid = ?", (other, row))
    database.close()
    assert "a record in strongroom.db is damaged or was changed" in refusal_to_start(data)


def test_a_changed_value_is_an_error_when_it_is_read(data):
    change_record(data, b"V", 30)
    assert check_answers(data) == ["InternalServiceError"]


def tables_of(data):
    """The first byte of the keys of all that is stored."""
    with sqlite3.connect(data / "strongroom.db") as database:
        tables = [row[0] for row in database.execute("SELECT DISTINCT substr(key, 1, 1) FROM records")]
    database.close()
    return tables


def test_a_change_in_any_table_is_noticed(data, pristine):
    """One record of each kind that there is, the values apart, which are not read at the start."""
    tables = tables_of(data)
    assert {b"S", b"K", b"A", b"a", b"V", b"\0"} <= set(tables)
    for table in set(tables) - {b"V", b"\0"}:
        change_record(data, table, 5)
        assert "a record in strongroom.db is damaged or was changed" in refusal_to_start(data), table
        (data / "strongroom.db").write_bytes(pristine[(data / "strongroom.db").relative_to(data)])


def change_boot_record(data, key, place):
    """Changes one character of the record that has this key, in hex (docs/formats/boot-records.md)."""
    with sqlite3.connect(data / "strongroom.db") as database:
        row, value = database.execute("SELECT rowid, value FROM records WHERE hex(key) = ?", (key,)).fetchone()
        changed = bytearray(value)
        changed[place % len(changed)] ^= 0x01
        database.execute("UPDATE records SET value = ? WHERE rowid = ?", (bytes(changed), row))
    database.close()


@pytest.mark.parametrize("place", range(3, 400, 37))
def test_a_changed_seal_slot_is_refused(data, place):
    change_boot_record(data, "007300000001", place)
    line = refusal_to_start(data)
    assert "seal slot" in line or "does not open this store" in line


def test_a_changed_copy_of_the_keyring_is_passed_over_and_two_are_refused(data):
    change_boot_record(data, "006B", 50)
    with Server.dev("--data", data) as server:
        check_values(server)
        assert "the current copy of the keyring is damaged" in server.stderr()
        server.kill()
    change_boot_record(data, "0070", 51)
    ended = run_to_end("dev", "--data", data, "--listen", "127.0.0.1:0")
    assert ended.returncode == 2 and "both copies of the keyring are damaged" in ended.stderr


def check_values(server):
    client = sdk_client(server.url)
    for i in range(SECRETS):
        assert client.get_secret_value(SecretId=f"s{i}")["SecretString"] == VALUE.format(i)


def test_a_lost_format_marker_is_refused(data):
    with sqlite3.connect(data / "strongroom.db") as database:
        assert database.execute("DELETE FROM records WHERE hex(key) = '006D'").rowcount == 1
    database.close()
    assert "no format marker: restore a backup" in refusal_to_start(data)
