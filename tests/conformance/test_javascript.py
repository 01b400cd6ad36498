"""Runs the tests that are written against the AWS SDK for JavaScript."""

import subprocess
from pathlib import Path

from server_process import environment

FOLDER = Path(__file__).parent / "javascript"


def test_the_sdk_for_javascript(server):
    assert (FOLDER / "node_modules").is_dir(), "run scripts/install-test-clients"
    completed = subprocess.run(
        ["node", "--test", "--test-reporter=tap"],
        cwd=FOLDER,
        env=environment(STRONGROOM_ENDPOINT=server.url),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr
    assert "\n# pass 7\n" in completed.stdout, completed.stdout
