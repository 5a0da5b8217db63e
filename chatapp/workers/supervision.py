"""Keeps one worker process per group of queues alive, so that heavy work never delays receiving or sending."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time

from chatapp import logs
from chatapp.queues import QUEUES

GROUPS = tuple((queue,) for queue in QUEUES)

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
#: A worker that lived this long (seconds) starts again without having to wait for its past.
STEADY = 30.0
#: Seconds for the jobs in hand. Heroku kills after 30.
PATIENCE = 25.0
TICK = 0.2
PR_SET_PDEATHSIG = 1

log = logging.getLogger(__name__)


class Child:
    """A worker process that is started again when it dies, ever more slowly while it keeps dying."""

    def __init__(self, script: str, queues: tuple[str, ...]):
        self.argv = [sys.executable, script, *queues]
        self.process: subprocess.Popen | None = None
        self.delay, self.due, self.born = FIRST_DELAY, 0.0, 0.0

    def keep_alive(self, now: float) -> None:
        if self.process is not None and self.process.poll() is not None:
            self._mourn(now)
        if self.process is None and now >= self.due:
            self.process = subprocess.Popen(self.argv, preexec_fn=_die_with_parent)
            self.born = now

    def stop(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def _mourn(self, now: float) -> None:
        log.warning("worker %s ended with %s", " ".join(self.argv[2:]), self.process.returncode)
        self.delay = FIRST_DELAY if now - self.born > STEADY else min(self.delay * 2, LONGEST_DELAY)
        self.due, self.process = now + self.delay, None


def supervise(script: str) -> None:
    """Run all groups until SIGTERM or SIGINT, then let them finish what they have in hand."""
    production = os.environ.get("APP_ENV", "production") == "production"
    logs.configure(production=production, level=os.environ.get("LOG_LEVEL") or "INFO")
    stopping = _Stopping()
    children = [Child(script, queues) for queues in GROUPS]
    while not stopping.asked:
        for child in children:
            child.keep_alive(time.monotonic())
        time.sleep(TICK)
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        child.stop(deadline)


class _Stopping:
    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, *_args: object) -> None:
        self.asked = True


def _die_with_parent() -> None:
    """A killed supervisor leaves no workers behind (where the kernel can see to that)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
