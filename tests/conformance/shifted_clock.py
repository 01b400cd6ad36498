"""A server whose clock the test moves, by the file that `--clock-file` names."""

from datetime import timedelta
from unittest import mock

import botocore.auth

from server_process import Server

DAY = 24 * 3600
REAL_NOW = botocore.auth.get_current_datetime


class ShiftedClock:
    """Moves the server's clock and, while entered, that of botocore's signer along with it."""

    def __init__(self, folder):
        self.file = folder / "clock"
        self.offset = 0
        self._write()
        self._patch = mock.patch("botocore.auth.get_current_datetime", self._now)

    def _now(self, *arguments, **options):
        return REAL_NOW(*arguments, **options) + timedelta(seconds=self.offset)

    def _write(self):
        new = self.file.with_suffix(".new")
        new.write_text(f"{self.offset * 1000}\n")
        new.rename(self.file)

    def advance(self, seconds):
        self.offset += seconds
        self._write()

    def server(self, *arguments):
        return Server.dev("--clock-file", self.file, *arguments)

    def __enter__(self):
        self._patch.start()
        return self

    def __exit__(self, *_):
        self._patch.stop()
