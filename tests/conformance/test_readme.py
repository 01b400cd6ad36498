"""The tour of README.md, run as it is written."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from server_process import ROOT, Server, environment

README = (ROOT / "README.md").read_text()
TOUR = README.split("\n## A tour of five minutes\n")[1].split("\n## ")[0]
JAVASCRIPT = Path(__file__).parent / "javascript"
ENDPOINT = "http://127.0.0.1:4566"
READ_AT_THE_END = '{"password":"n3wer"}'


def blocks(text, language=""):
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", text, re.S | re.M)


@pytest.fixture(scope="module")
def tour(tmp_path_factory):
    """Runs the commands of the tour. What they printed, which ones failed, and an environment to go on in."""
    folder = tmp_path_factory.mktemp("tour")
    tools = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    with Server.dev() as server:
        script = "shopt -s expand_aliases\ntrap 'echo \"FAILED: $BASH_COMMAND\" >&2' ERR\n" + "".join(blocks(TOUR))
        env = environment(PATH=tools, HOME=str(folder), AWS_PAGER="")
        run = subprocess.run(
            ["bash"], input=script.replace(ENDPOINT, server.url), env=env, cwd=folder, capture_output=True, text=True,
            timeout=300,
        )
        exports = re.findall(r"(AWS_\w+)=(\S+)", blocks(TOUR)[0])
        run.env = {**env, **{name: value.replace(ENDPOINT, server.url) for name, value in exports}}
        run.url = server.url
        yield run


def test_the_commands_do_what_it_says(tour):
    refusals = [line for line in tour.stderr.splitlines() if line.startswith("FAILED: ")]
    expected = [line for line in TOUR.splitlines() if "# refused" in line]
    assert len(expected) == 1
    assert [line.split(" secretsmanager ")[1] for line in refusals] == [
        line.partition("#")[0].split(" secretsmanager ")[1].strip() for line in expected
    ], tour.stderr
    assert "is disabled" in tour.stderr
    assert '{"username":"admin","password":"s3cret"}' in tour.stdout and '"team"' in tour.stdout


def output_of(command, tour, **options):
    return subprocess.run(command, env=tour.env, text=True, check=True, stdout=subprocess.PIPE, timeout=60, **options).stdout


def test_the_python_program_reads_the_secret(tour):
    (program,) = blocks(TOUR, "python")
    assert output_of([sys.executable, "-"], tour, input=program).strip() == READ_AT_THE_END


def test_the_javascript_program_reads_the_secret(tour):
    (program,) = blocks(TOUR, "javascript")
    command = ["node", "--input-type=module", "--eval", program]
    assert output_of(command, tour, cwd=JAVASCRIPT).strip() == READ_AT_THE_END


def test_curl_can_sign(tour):
    (command,) = (text for text in blocks(README) if text.lstrip().startswith("curl "))
    assert '"tour/database"' in output_of(["bash", "-c", command.replace(ENDPOINT, tour.url)], tour)
