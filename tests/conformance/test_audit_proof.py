"""`strongroom audit`: proof, reading, and what becomes of the files under a running server."""

import json
import os
import re
import select
import shutil
import signal
import subprocess
import urllib.request

import pytest

import test_operator  # how a production server is set up
from clients import request_id, sdk_client
from server_process import BINARY, Server, environment, run_to_end
from shifted_clock import DAY, ShiftedClock


@pytest.fixture
def served(tmp_path):
    with Server.dev("--data", tmp_path) as server:
        yield server, sdk_client(server.url), tmp_path


def events(folder):
    return folder / "audit/events.jsonl"


def audit(*arguments):
    return run_to_end("audit", *arguments)


def test_the_records_of_a_running_server_are_proved(served):
    server, client, folder = served
    client.create_secret(Name="one", SecretString="v")  # after CreateAccount, and with GenerateDataKey
    proved = audit("verify", "--data", folder)
    assert proved.returncode == 0, proved.stdout + proved.stderr
    assert proved.stdout.endswith("The audit records are whole.\n") and "records   3 (1 to 3)" in proved.stdout


def test_a_copy_is_proved_offline_and_changes_are_named(served, tmp_path_factory):
    server, client, folder = served
    key, copy = tmp_path_factory.mktemp("key") / "key.pem", tmp_path_factory.mktemp("copy") / "audit"
    key.write_text(audit("public-key", "--data", folder).stdout)
    for i in range(5):
        client.create_secret(Name=f"s{i}")
    assert server.stop() == 0
    offline = ("verify", "--dir", copy, "--public-key", key)

    def put(change):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder / "audit", copy)
        lines = (copy / "events.jsonl").read_text().splitlines(keepends=True)
        (copy / "events.jsonl").write_text("".join(change(lines)))
        return audit(*offline)

    whole = put(lambda lines: lines)
    assert whole.returncode == 0 and "signed up to record 6" in whole.stdout, whole.stdout + whole.stderr
    for change, finding in [
        (lambda l: [*l[:3], l[3].replace("s2", "sX"), *l[4:]], "record 4: altered"),
        (lambda l: [*l[:2], *l[3:]], "record 3: removed"),
        (lambda l: [*l[:2], l[3], l[2], *l[4:]], "record 3: removed"),
        (lambda l: [*l[:3], l[1], *l[3:]], "record 2: inserted or reordered"),
        (lambda l: l[:5], "records 6 to 6: signed, and missing at the end"),
    ]:
        wrong = put(change)
        assert wrong.returncode == 1 and wrong.stdout.startswith(f"WRONG  {finding}"), wrong.stdout


def test_openssl_agrees_with_a_signature(served, tmp_path_factory):
    server, client, folder = served
    client.list_secrets()
    where = tmp_path_factory.mktemp("openssl")
    (where / "key.pem").write_text(audit("public-key", "--data", folder).stdout)
    assert server.stop() == 0
    line = (folder / "audit/digests.jsonl").read_text().splitlines()[-1]
    signed, signature = re.fullmatch(r'(.*),"signature":"([0-9a-f]{128})"}', line).groups()
    (where / "signed").write_text(signed + "}")
    (where / "signature").write_bytes(bytes.fromhex(signature))
    checked = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "signed", "-sigfile", "signature"],
        cwd=where, capture_output=True, text=True,
    )  # fmt: skip
    assert "Signature Verified Successfully" in checked.stdout, checked.stderr


def test_export_and_tail_show_records_as_cloudtrail_has_them(served):
    _, client, folder = served
    ids = [request_id(client.create_secret(Name=f"e{i}")) for i in range(12)]
    account, *exported = [json.loads(line) for line in audit("export", "--data", folder).stdout.splitlines()]
    assert account["eventName"] == "CreateAccount"
    assert [record["requestID"] for record in exported] == ids and "chain" not in exported[0]
    tailed = audit("tail", "-n", "2", "--data", folder).stdout.splitlines()
    assert [json.loads(line)["requestID"] for line in tailed] == ids[-2:]
    one = audit("export", "--data", folder, "--filter", "ResourceName=e3", "--filter", "eventName=CreateSecret")
    assert [json.loads(line)["requestID"] for line in one.stdout.splitlines()] == [ids[3]]
    assert audit("export", "--data", folder, "--from", "2000-01-01", "--to", "2000-01-02").stdout == ""
    assert audit("export", "--data", folder, "--from", "yesterday").returncode == 2


def test_tail_follows(served):
    _, client, folder = served
    following = subprocess.Popen(
        [BINARY, "audit", "tail", "-f", "-n", "0", "--filter", "eventName=CreateSecret", "--data", folder],
        stdout=subprocess.PIPE, text=True, env=environment(),
    )  # fmt: skip
    try:
        client.list_secrets()
        for i in range(300):  # it may have begun to follow only after the first ones
            client.create_secret(Name=f"f{i}")
            if select.select([following.stdout], [], [], 0.1)[0]:
                break
        seen = json.loads(following.stdout.readline())
        assert seen["eventName"] == "CreateSecret"
    finally:
        following.kill()
        following.wait()


def test_every_answer_is_in_a_chain_that_kill_9_does_not_break(tmp_path):
    acknowledged = []
    for round_ in range(5):
        with Server.dev("--data", tmp_path) as server:
            client = sdk_client(server.url)
            for i in range(20):
                acknowledged.append(request_id(client.create_secret(Name=f"k{round_}-{i}")))
            os.kill(server.pid, signal.SIGKILL)
            server.process.wait()
    with Server.dev("--data", tmp_path):
        proved = audit("verify", "--data", tmp_path)
    assert proved.returncode == 0, proved.stdout
    recorded = [json.loads(line)["requestID"] for line in events(tmp_path).read_text().splitlines()]
    assert [recorded.count(id_) for id_ in acknowledged] == [1] * len(acknowledged)


@pytest.mark.parametrize("harm", ["removed", "replaced", "cut"])
def test_harm_to_the_file_under_a_running_server_is_noticed_at_once(served, harm):
    server, client, folder = served
    client.list_secrets()
    if harm == "removed":
        events(folder).unlink()
    elif harm == "replaced":
        other = folder / "other"
        other.write_text("")
        other.replace(events(folder))
    else:
        os.truncate(events(folder), 0)
    answered = request_id(client.list_secrets())
    names = [json.loads(line) for line in events(folder).read_text().splitlines()]
    assert [n["eventName"] for n in names] == ["AuditFileChanged", "ListSecrets"] and names[1]["requestID"] == answered
    assert "strongroom_audit_files_changed_total 1" in urllib.request.urlopen(server.url + "/metrics").read().decode()
    proved = audit("verify", "--data", folder)
    assert proved.returncode == 1 and "removed" in proved.stdout


def test_secrets_that_nobody_reads_are_listed(tmp_path):
    data = tmp_path / "data"
    with ShiftedClock(tmp_path) as clock, clock.server("--data", data) as server:
        client = sdk_client(server.url)
        arns = {name: client.create_secret(Name=name, SecretString="v")["ARN"] for name in ("read", "unread")}
        client.get_secret_value(SecretId="read")

        def unused(days):
            listed = run_to_end("list", "--unused-for", days, "--data", data)
            assert listed.returncode == 0, listed.stderr
            return listed.stdout.splitlines()

        assert unused("1d") == []
        clock.advance(100 * DAY)
        assert len(unused("90d")) == 2 and f"{arns['unread']} never" in unused("90d")
        client.get_secret_value(SecretId="read")
        assert unused("90d") == [f"{arns['unread']} never"] and unused("101d") == []
        assert run_to_end("list", "--unused-for", "soon", "--data", data).returncode == 1


def test_reads_are_counted_by_secret_principal_and_day(tmp_path):
    data = tmp_path / "data"
    with ShiftedClock(tmp_path) as clock, clock.server("--data", data) as server:
        client = sdk_client(server.url)
        arns = {name: client.create_secret(Name=name, SecretString="v")["ARN"] for name in ("a", "b")}

        def use(*of):
            server.run_jobs()
            listed = run_to_end("list", "--use", *of, "--data", data)
            assert listed.returncode == 0, listed.stderr
            return [line.split(" ", 1)[1] for line in listed.stdout.splitlines()]  # without the day

        root = "arn:aws:iam::000000000000:root"
        assert use() == []
        for _ in range(2):
            client.get_secret_value(SecretId="a")
        client.batch_get_secret_value(SecretIdList=["a", "b", "none"])
        with pytest.raises(client.exceptions.ResourceNotFoundException):
            client.get_secret_value(SecretId="a", VersionId="0" * 32)
        assert use() == [f"3 {arns['a']} {root}", f"1 {arns['b']} {root}"]
        clock.advance(DAY)
        client.get_secret_value(SecretId="a")
        assert use("--secret", "a") == use("--secret", arns["a"]) == [f"3 {arns['a']} {root}", f"1 {arns['a']} {root}"]
        client.delete_secret(SecretId="a", ForceDeleteWithoutRecovery=True)
        client.create_secret(Name="a", SecretString="v")
        assert use("--secret", "a") == [] and len(use()) == 1


@pytest.fixture
def production(tmp_path):
    """With the settings under [audit] that it is called with."""

    def production(audit_settings):
        place = test_operator.Production(tmp_path)
        place.config.write_text(f"{place.config.read_text()}[audit]\n{audit_settings}\n")
        return place

    return production


def test_the_second_sink_stands_in_for_a_full_disk(production, tmp_path):
    folder, second = tmp_path / "full", tmp_path / "second.jsonl"
    folder.mkdir()
    (folder / "events.jsonl").symlink_to("/dev/full")
    place = production(f'folder = "{folder}"\nsecond_sink = "file:{second}"\nreserve_mib = 0')
    key = test_operator.key_of(place.run("init"))
    with place.serve() as server:
        listed = request_id(sdk_client(server.url, **key).list_secrets())
    records = [json.loads(line) for line in second.read_text().splitlines()]
    assert [record["eventName"] for record in records] == ["Init", "AuditRecordsMissing", "ListSecrets"]
    assert records[-1]["requestID"] == listed
    assert "the second sink stands in" in server.stderr()


def test_records_are_flushed_and_files_lie_where_the_settings_say(production, tmp_path):
    folder = tmp_path / "elsewhere"
    place = production(f'folder = "{folder}"\ndurability = "flush"\nreserve_mib = 1')
    key = test_operator.key_of(place.run("init"))
    with place.serve() as server:
        sdk_client(server.url, **key).list_secrets()
        assert (folder / "reserve").stat().st_size == 1 << 20
        proved = audit("verify", "--config", place.config)
    assert proved.returncode == 0 and "records   2 (1 to 2)" in proved.stdout, proved.stdout + proved.stderr


@pytest.mark.parametrize(
    "setting, said",
    [
        ('durability = "sometimes"', 'audit.durability: write "write" or "flush".'),
        ("retention_days = 30", "audit.retention_days: write a whole number from 90 to 36500."),
        ('second_sink = "mail"', "audit.second_sink: write file:PATH, syslog or stdout, not mail."),
        ("sampling = 2", "there is no setting 'audit.sampling'."),
    ],
)
def test_settings_that_make_no_sense_are_refused(production, setting, said):
    ended = production(setting).run("init")
    assert ended.returncode == 2 and said in ended.stderr
