"""The openssl command, by which tests check what the server signs and encrypts, and wrap what it is to import."""

import subprocess


def openssl(folder, *arguments, check=True, **files):
    """Runs it in `folder`, where each of `files` is written first, and returns what it prints; None: it failed."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, timeout=60)
    assert not check or done.returncode == 0, done.stderr
    return done.stdout if done.returncode == 0 else None
