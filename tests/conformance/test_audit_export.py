"""`strongroom audit export --format cloudtrail`, judged by the AWS CLI's own validation."""

import gzip
import hashlib
import json
import shutil
import time
from datetime import datetime, timedelta, timezone

import pytest

from clients import ACCOUNT, REGION, refused, request_id, sdk_client
from cloudtrail_validation import validate
from server_process import run_to_end
from shifted_clock import ShiftedClock

TRAIL = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/strongroom"
HOUR = 3600


def newest_event(data):
    return json.loads((data / "audit/events.jsonl").read_text().splitlines()[-1])["eventTime"]


class Exported:
    """An export of two full hours with records, an empty one between them, and a part of the fourth."""

    def __init__(self, folder):
        self.data, self.folder = folder / "data", folder / "bucket"
        with ShiftedClock(folder) as clock, clock.server("--data", self.data) as server:
            clock.advance(int(HOUR - time.time() % HOUR) + 60)  # so that no hour begins between two calls
            client = sdk_client(server.url)
            self.requests = [request_id(client.create_secret(Name=f"first{i}")) for i in range(3)]
            self.fingerprint = sdk_client(server.url, "cloudtrail").list_public_keys()["PublicKeyList"][0]["Fingerprint"]
            clock.advance(2 * HOUR)
            self.requests.append(request_id(client.create_secret(Name="second")))
            clock.advance(HOUR)
            self.requests.append(request_id(client.create_secret(Name="third")))
            self.to = newest_event(self.data)
            self.report = self.export("--output", self.folder)

    def export(self, *arguments):
        where = ("--data", self.data, "--to", self.to)
        return run_to_end("audit", "export", "--format", "cloudtrail", *where, *arguments)

    def files(self, kind):
        return sorted(self.folder.glob(f"AWSLogs/{ACCOUNT}/{kind}/{REGION}/*/*/*/*.json.gz"))


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    made = Exported(tmp_path_factory.mktemp("export"))
    assert made.report.returncode == 0, made.report.stderr
    return made


@pytest.fixture
def validated(exported, capsys):
    """Runs the validation against a server that was started again; its exit code and what it said."""
    now = datetime.now(timezone.utc)

    def validated():
        with ShiftedClock(exported.data.parent) as clock, clock.server("--data", exported.data) as server:
            code = validate(
                exported.folder,
                sdk_client(server.url, "cloudtrail"),
                TRAIL,
                REGION,
                start=(now - timedelta(hours=2)).isoformat(),
                end=(now + timedelta(hours=6)).isoformat(),
            )
        said = capsys.readouterr()
        return code, said.out + said.err

    return validated


def content(path):
    return json.loads(gzip.decompress(path.read_bytes()))


def test_files_hold_every_record_once(exported):
    records = [record for path in exported.files("CloudTrail") for record in content(path)["Records"]]
    made = [r for r in records if r["eventName"] == "CreateSecret" and r["eventSource"] == "secretsmanager.amazonaws.com"]
    assert [record["requestID"] for record in made] == exported.requests
    assert all("chain" not in record for record in records)


def test_each_hour_has_a_digest_also_an_empty_one(exported):
    digests = [content(path) for path in exported.files("CloudTrail-Digest")]
    assert [bool(digest["logFiles"]) for digest in digests] == [True, False, True, True]
    assert digests[1]["newestEventTime"] is None and digests[0]["previousDigestSignature"] is None
    assert {digest["digestPublicKeyFingerprint"] for digest in digests} == {exported.fingerprint}
    for before, after in zip(digests, digests[1:]):
        assert before["digestEndTime"] == after["digestStartTime"]
        assert before["digestS3Object"] == after["previousDigestS3Object"]


def test_the_aws_cli_accepts_the_whole(validated):
    code, said = validated()
    assert code == 0, said
    assert "4/4 digest files valid" in said and "3/3 log files valid" in said, said


@pytest.fixture
def altered():
    """Puts another content into a compressed file, and at the end what was there."""
    before = {}

    def altered(path, change):
        before[path] = path.read_bytes()
        path.write_bytes(gzip.compress(change(gzip.decompress(before[path]))))

    yield altered
    for path, was in before.items():
        path.write_bytes(was)


def test_the_aws_cli_names_an_altered_log_file(exported, validated, altered):
    victim = exported.files("CloudTrail")[1]
    altered(victim, lambda text: text.replace(b"second", b"SECOND"))
    code, said = validated()
    assert code == 1 and f"{victim.relative_to(exported.folder)}\tINVALID: hash value doesn't match" in said, said


def test_the_aws_cli_names_an_altered_digest(exported, validated, altered):
    victim = exported.files("CloudTrail-Digest")[0]
    altered(victim, lambda text: text.replace(b'"logFiles":[{', b'"logFiles": [{'))
    code, said = validated()
    assert code == 1 and f"{victim.relative_to(exported.folder)}\tINVALID: signature verification failed" in said, said


def test_the_aws_cli_names_what_is_missing(exported, validated):
    victim = exported.files("CloudTrail")[0]
    aside = victim.rename(victim.with_suffix(".aside"))
    try:
        code, said = validated()
    finally:
        aside.rename(victim)
    assert code == 1 and f"{victim.relative_to(exported.folder)}\tINVALID: not found" in said, said


def test_a_stopped_server_exports_with_the_same_key(exported, tmp_path):
    ended = exported.export("--output", tmp_path / "again")
    assert ended.returncode == 0, ended.stderr
    digest = next((tmp_path / "again").glob(f"AWSLogs/{ACCOUNT}/CloudTrail-Digest/{REGION}/**/*.json.gz"))
    assert content(digest)["digestPublicKeyFingerprint"] == exported.fingerprint
    acts = [json.loads(line)["eventName"] for line in (exported.data / "audit/events.jsonl").read_text().splitlines()]
    assert acts.count("ExportAudit") >= 2


def test_the_aws_cli_accepts_exports_over_a_change_of_the_key(tmp_path, capsys):
    data, bucket = tmp_path / "data", tmp_path / "bucket"

    def run(*command):
        ended = run_to_end("audit", *command, "--data", data)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.strip()

    def export(name, *times):
        run("export", "--format", "cloudtrail", "--output", tmp_path / name, *times)
        shutil.copytree(tmp_path / name, bucket, dirs_exist_ok=True)
        digest = max((tmp_path / name).glob(f"AWSLogs/{ACCOUNT}/CloudTrail-Digest/{REGION}/**/*.json.gz"))
        return content(digest)["digestPublicKeyFingerprint"]

    with ShiftedClock(tmp_path) as clock, clock.server("--data", data) as server:
        client, trail = sdk_client(server.url), sdk_client(server.url, "cloudtrail")
        clock.advance(int(HOUR - time.time() % HOUR) + 60)
        client.create_secret(Name="before")
        until = newest_event(data)
        first = export("old", "--to", until)
        clock.advance(2 * HOUR)
        second = run("rotate-key")
        made = datetime.fromisoformat(newest_event(data))
        clock.advance(HOUR)
        client.create_secret(Name="after")
        to = newest_event(data)
        assert export("new", "--from", made.isoformat().replace("+00:00", "Z"), "--to", to) == second != first
        start, end = made - timedelta(hours=4), made + timedelta(hours=4)
        keys = {key["Fingerprint"]: key for key in trail.list_public_keys(StartTime=start, EndTime=end)["PublicKeyList"]}
        assert set(keys) == {first, second}
        assert abs(keys[first]["ValidityEndTime"] - made) < timedelta(seconds=2) < keys[second]["ValidityEndTime"] - made
        assert [key["Fingerprint"] for key in trail.list_public_keys()["PublicKeyList"]] == [second]
        code = validate(bucket, trail, TRAIL, REGION, start=start.isoformat(), end=end.isoformat())
        said = "".join(capsys.readouterr())
        assert code == 0 and "2/2 digest files valid" in said, said
        assert server.stop() == 0
    third = run("rotate-key")
    with ShiftedClock(tmp_path) as clock, clock.server("--data", data) as server:
        trail = sdk_client(server.url, "cloudtrail")
        listed = trail.list_public_keys(StartTime=start, EndTime=end + timedelta(days=1))["PublicKeyList"]
        assert listed[0]["Fingerprint"] == third and {key["Fingerprint"] for key in listed[1:]} == {first, second}
    acts = [json.loads(line)["eventName"] for line in (data / "audit/events.jsonl").read_text().splitlines()]
    assert acts.count("RotateExportKey") == 2


def test_public_keys_are_listed_as_cloudtrail_lists_them(server):
    client = sdk_client(server.url, "cloudtrail")
    (key,) = client.list_public_keys()["PublicKeyList"]
    assert len(key["Value"]) == 270 and key["Fingerprint"] == hashlib.md5(key["Value"]).hexdigest()
    start, end = key["ValidityStartTime"], key["ValidityEndTime"]
    assert start < datetime.now(timezone.utc) < end
    assert client.list_public_keys(StartTime=start, EndTime=start)["PublicKeyList"][0]["Fingerprint"] == key["Fingerprint"]
    assert client.list_public_keys(EndTime=start - timedelta(days=1))["PublicKeyList"] == []
    assert client.list_public_keys(StartTime=end + timedelta(days=1), EndTime=end + timedelta(days=2))["PublicKeyList"] == []
    with refused("InvalidTimeRangeException"):
        client.list_public_keys(StartTime=end, EndTime=start)


@pytest.mark.parametrize(
    "arguments, said",
    [
        ((), "--output DIR: name a new folder"),
        (("--output", "{data}"), "holds files already"),
        (("--output", "{data}/new", "--filter", "a=b"), "none can be left out"),
        (("--output", "{data}/new", "--bucket", 'a"b'), "write 3 to 63 of"),
    ],
)
def test_an_export_that_makes_no_sense_is_refused(exported, arguments, said):
    ended = exported.export(*(argument.format(data=exported.data) for argument in arguments))
    assert ended.returncode == 2 and said in ended.stderr, ended.stderr
