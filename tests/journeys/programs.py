"""A process of the product, with a log of its own, that can be ended politely or not."""

import os
import signal
import socket
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from chatapp.embedded import processes

ROOT = Path(__file__).parents[2]
PATIENCE = 15


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """Started in a session of its own, so that it dies with all its children, and with us."""

    def __init__(self, argv: Sequence[str], environment: dict[str, str], log: Path):
        self.argv, self.environment, self.log = argv, environment, log
        self.log.touch()
        self._mark = 0

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = processes.spawn(
                self.argv, pidfile=self.log.with_suffix(".pid"), cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    def kill(self) -> None:
        """The whole family at once, with no time to say goodbye."""
        os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()

    def ask_to_stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Waits for the end it was asked for, but not for ever."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        with suppress(ProcessLookupError):
            self.kill()

    def listen(self) -> None:
        """From here on `said()` tells."""
        self._mark = self.log.stat().st_size

    def said(self) -> str:
        with self.log.open("rb") as log:
            log.seek(self._mark)
            return log.read().decode(errors="replace")
