"""What breaks under the audit: a disk that is full, one that can't be written, a folder that another server has."""

import contextlib
import json
import re
import subprocess
import urllib.request

import pytest

import test_operator  # key_of
from clients import request_id, sdk_client
from production import Production
from server_process import run_to_end

DISK_MIB = 4


@contextlib.contextmanager
def mounted(folder, *arguments):
    done = subprocess.run(["mount", *arguments, str(folder)], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"nothing can be mounted here: {done.stderr}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def disk(tmp_path):
    """A small disk for the audit alone."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with mounted(folder, "-t", "tmpfs", "-o", f"size={DISK_MIB}m", "tmpfs"):
        yield folder


class Place:
    """A production server whose audit files lie on that disk."""

    def __init__(self, folder, disk, settings=""):
        self.disk = disk
        self.place = Production(folder)
        self.place.config.write_text(
            f'{self.place.config.read_text()}[audit]\nfolder = "{disk}/audit"\nreserve_mib = 1\nlow_space_mib = 2\n{settings}\n'
        )
        self.key = test_operator.key_of(self.place.run("init"))

    def client(self, server):
        return sdk_client(server.url, **self.key)

    def fill(self):
        """Takes all the room that is left."""
        with open(self.disk / "filler", "ab", buffering=0) as filler, contextlib.suppress(OSError):
            while True:
                filler.write(b"x" * 4096)

    def make_room(self):
        (self.disk / "filler").unlink()

    def verified(self):
        return run_to_end("audit", "verify", "--config", self.place.config)


def metric(server, name):
    text = urllib.request.urlopen(server.url + "/metrics").read().decode()
    return float(re.search(rf"^{name} (\S+)$", text, re.M)[1])


def take_the_reserve(place, client):
    """Calls until the first record that needs it: what a page of the disk still holds goes first."""
    for _ in range(100):
        place.fill()
        client.list_secrets()
        if not (place.disk / "audit/reserve").exists():
            return
    raise AssertionError("the reserve was never needed")


def test_a_disk_that_fills_gives_an_alarm_then_the_reserve_then_refusals_and_recovers(disk, tmp_path):
    place = Place(tmp_path, disk)
    with place.place.serve() as server:
        client = place.client(server)
        client.create_secret(Name="one", SecretString="v")
        assert metric(server, "strongroom_audit_low_space") == 0
        place.fill()
        server.run_jobs()
        assert metric(server, "strongroom_audit_low_space") == 1
        take_the_reserve(place, client)
        assert metric(server, "strongroom_audit_on_reserve") == 1
        place.fill()
        with pytest.raises(Exception) as full:
            for _ in range(100):  # until the last page is full
                client.get_secret_value(SecretId="one")
        assert full.value.response["ResponseMetadata"]["HTTPStatusCode"] == 503
        assert metric(server, "strongroom_audit_failures_total") >= 1
        place.make_room()
        answered = request_id(client.get_secret_value(SecretId="one"))
        server.run_jobs()
        assert metric(server, "strongroom_audit_on_reserve") == 0
        assert (disk / "audit/reserve").stat().st_size == 1 << 20
        assert "the disk is full; audit records take the reserve" in server.stderr()
        assert "no request is answered" in server.stderr()
    proved = place.verified()
    assert proved.returncode == 0, proved.stdout
    assert answered in (disk / "audit/events.jsonl").read_text()


def test_on_the_reserve_changes_are_refused_and_reads_go_on_if_the_operator_wants_it(disk, tmp_path):
    place = Place(tmp_path, disk, 'on_reserve = "read-only"')
    with place.place.serve() as server:
        client = place.client(server)
        client.create_secret(Name="one", SecretString="v")
        take_the_reserve(place, client)
        with pytest.raises(Exception) as change:
            client.put_secret_value(SecretId="one", SecretString="w")
        assert change.value.response["ResponseMetadata"]["HTTPStatusCode"] == 503
        assert client.get_secret_value(SecretId="one")["SecretString"] == "v"
        place.make_room()
        server.run_jobs()
        assert metric(server, "strongroom_audit_on_reserve") == 0
        client.put_secret_value(SecretId="one", SecretString="w")


def test_the_second_sink_takes_what_a_full_disk_does_not(disk, tmp_path):
    second = tmp_path / "second.jsonl"
    place = Place(tmp_path, disk, f'second_sink = "file:{second}"')
    with place.place.serve() as server:
        client = place.client(server)
        take_the_reserve(place, client)
        place.fill()
        answered = [request_id(client.list_secrets()) for _ in range(30)]
        assert metric(server, "strongroom_audit_second_sink_records_total") >= 1
    files = [disk / "audit/events.jsonl", second]
    recorded = [json.loads(line)["requestID"] for file in files for line in file.read_text().splitlines()]
    assert [recorded.count(id_) for id_ in answered] == [1] * len(answered)


def test_records_go_on_in_a_folder_that_became_read_only_and_the_next_start_names_it(disk, tmp_path):
    place = Place(tmp_path, disk)
    audit = disk / "audit"
    with place.place.serve() as server:
        client = place.client(server)
        with mounted(audit, "--bind", str(audit)):
            subprocess.run(["mount", "-o", "remount,bind,ro", str(audit)], check=True)
            with pytest.raises(OSError):
                (audit / "mine").touch()
            answered = request_id(client.list_secrets())
            assert answered in (audit / "events.jsonl").read_text()
            assert server.stop() == 0
            refused_start = place.place.run("serve")
            assert refused_start.returncode == 2
            assert f"{audit}/events.jsonl: the audit file can't be opened (Read-only file system)" in refused_start.stderr
    proved = place.verified()
    assert proved.returncode == 0, proved.stdout


def test_a_removed_folder_is_made_anew_and_the_loss_is_recorded(disk, tmp_path):
    place = Place(tmp_path, disk)
    with place.place.serve() as server:
        client = place.client(server)
        client.list_secrets()
        aside = disk / "aside"
        (disk / "audit").rename(aside)
        answered = request_id(client.list_secrets())
        records = [json.loads(line) for line in (disk / "audit/events.jsonl").read_text().splitlines()]
        assert [record["eventName"] for record in records] == ["AuditFileChanged", "ListSecrets"]
        assert records[1]["requestID"] == answered
    assert "Init" in (aside / "events.jsonl").read_text()


def test_two_servers_do_not_share_a_folder(disk, tmp_path):
    first = Place(tmp_path, disk)
    other = tmp_path / "other"
    other.mkdir()
    with first.place.serve():
        second = Production(other)
        second.config.write_text(f'{second.config.read_text()}[audit]\nfolder = "{disk}/audit"\n')
        ended = second.run("init")
        assert ended.returncode == 2
        assert "another process writes audit records here. Give each server a folder of its own." in ended.stderr
    proved = first.verified()
    assert proved.returncode == 0, proved.stdout


def test_a_change_whose_record_found_no_room_is_recorded_at_the_next_start(disk, tmp_path):
    place = Place(tmp_path, disk)
    with place.place.serve() as server:
        client = place.client(server)
        take_the_reserve(place, client)
        place.fill()
        made = []
        with pytest.raises(Exception):
            for number in range(100):
                made.append(f"s{number}")
                client.create_secret(Name=made[-1], SecretString="v")
        server.kill()
    place.make_room()
    with place.place.serve() as server:
        there = {s["Name"] for page in place.client(server).get_paginator("list_secrets").paginate() for s in page["SecretList"]}
        records = [json.loads(line) for line in (disk / "audit/events.jsonl").read_text().splitlines()]
    named = {r["requestParameters"]["name"] for r in records if r["eventName"] == "CreateSecret"}
    assert there <= named and there <= set(made)
    assert place.verified().returncode == 0
