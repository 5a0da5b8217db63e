"""Keeps one worker process per group of queues alive, so that heavy work never delays receiving or sending.

The program is loaded once, here, and each worker is a fork of it: what they only read, nearly all of it, is in memory
once. Nothing is connected before the fork, and no thread runs.
"""

import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Sequence

from flask import Flask

from chatapp import create_app, logs
from chatapp.queues import QUEUES
from chatapp.workers.worker import work

GROUPS = tuple((queue,) for queue in QUEUES)

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
#: A worker that lived this long (seconds) starts again without having to wait for its past.
STEADY = 30.0
#: Seconds for the jobs in hand. Heroku kills after 30.
PATIENCE = 25.0
TICK = 0.2
PR_SET_PDEATHSIG = 1
#: Where they share a machine with the web process, that one goes first: Meta and people wait for it.
NICENESS = 10
SIGNALS = (signal.SIGTERM, signal.SIGINT)

log = logging.getLogger(__name__)

_processes = multiprocessing.get_context("fork")


class Child:
    """A worker process that is started again when it dies, ever more slowly while it keeps dying."""

    def __init__(self, app: Flask, queues: Sequence[str]):
        self.app, self.queues = app, queues
        self.process: multiprocessing.Process | None = None
        self.delay, self.due, self.born = FIRST_DELAY, 0.0, 0.0

    def keep_alive(self, now: float) -> None:
        if self.process is not None and not self.process.is_alive():
            self._mourn(now)
        if self.process is None and now >= self.due:
            self.process = _processes.Process(target=_live, args=(self.app, self.queues))
            self.process.start()
            self.born = now

    def stop(self, deadline: float) -> None:
        if self.process is None:
            return
        self.process.join(max(0.0, deadline - time.monotonic()))
        if self.process.is_alive():
            self.process.kill()
            self.process.join()

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.is_alive():
            self.process.terminate()

    def _mourn(self, now: float) -> None:
        log.warning("worker %s ended with %s", " ".join(self.queues), self.process.exitcode)
        self.delay = FIRST_DELAY if now - self.born > STEADY else min(self.delay * 2, LONGEST_DELAY)
        self.due, self.process = now + self.delay, None


def supervise() -> None:
    """Run all groups until SIGTERM or SIGINT, then let them finish what they have in hand."""
    production = os.environ.get("APP_ENV", "production") == "production"
    logs.configure(production=production, level=os.environ.get("LOG_LEVEL") or "INFO")
    os.nice(NICENESS)
    app = create_app()
    # A collection in a worker would touch, and so copy, everything that is shared.
    gc.collect()
    gc.freeze()
    stopping = _Stopping()
    children = [Child(app, queues) for queues in GROUPS]
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
        for number in SIGNALS:
            signal.signal(number, self._ask)

    def _ask(self, *_args: object) -> None:
        self.asked = True


def _live(app: Flask, queues: Sequence[str]) -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    _die_with_parent()
    work(app, queues)


def _die_with_parent() -> None:
    """A killed supervisor leaves no workers behind (where the kernel can see to that)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
