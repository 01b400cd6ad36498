"""The AWS CLI against a server: PyPI's, and Debian's older one."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from server_process import environment

CLIS = {"pypi": str(Path(sys.executable).parent / "aws"), "debian": "/usr/bin/aws"}


def aws_of(cli, server, folder, service):
    """A function that runs `aws SERVICE ...` in `folder` and returns the answer."""
    executable = CLIS[cli]
    assert shutil.which(executable), f"{executable} is missing: run scripts/install-packages and install-test-clients"
    env = environment(
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",
        AWS_DEFAULT_REGION="eu-west-1",
        AWS_PAGER="",
        HOME=str(folder),
    )

    def run(*arguments):
        command = [executable, "--endpoint-url", server.url, service, *arguments]
        done = subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None

    return run
