"""What `tests.bench.sending` plays on: servers of its own, the product's sending worker, and a Meta beside it."""

import base64
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import orjson
import requests
from flask import Flask
from flask_migrate import upgrade

from chatapp import create_app
from chatapp.embedded import EmbeddedServices, processes
from chatapp.messages import delivery
from chatapp.settings import Settings

ROOT = Path(__file__).parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")


class Report(NamedTuple):
    """What Meta saw: when each client id came (seconds since 1970), and what must not be."""

    arrivals: dict[str, float]
    doubles: int
    disorder: int


class Stage:
    """The product in this process, its worker and Meta in processes of their own."""

    def __init__(self, app: Flask, meta_url: str, environment: dict[str, str]):
        self.app, self.meta_url, self._environment = app, meta_url, environment

    @contextmanager
    def worker(self) -> Iterator[int]:
        """The sending worker, ready and with nothing to do; its process id."""
        with _process([sys.executable, "worker.py", "sending"], self._environment) as pid:
            time.sleep(3)  # it has nothing to say when it is ready
            yield pid

    def forget(self) -> None:
        """Let Meta begin anew."""
        requests.delete(self.meta_url, timeout=10)

    def report(self) -> Report:
        """What came so far."""
        return Report(**orjson.loads(requests.get(self.meta_url, timeout=10).content))

    def report_of(self, count: int, within: float) -> Report:
        """Once so many have come, or the time (seconds) is over."""
        deadline = time.monotonic() + within
        while self._count() < count and time.monotonic() < deadline:
            time.sleep(0.5)
        return self.report()

    def _count(self) -> int:
        return int(requests.get(f"{self.meta_url}/count", timeout=10).content)


@contextmanager
def stage() -> Iterator[Stage]:
    """Everything but the worker, on an empty database, inside an application context."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench")))
        services = stack.enter_context(EmbeddedServices(folder))
        port = _free_port()
        environment = _environment(services, folder, f"http://127.0.0.1:{port}")
        stack.enter_context(_process([sys.executable, "-m", "tests.bench.stand_in_meta", str(port)], environment))
        app = create_app(Settings.from_env(environment))
        stack.enter_context(app.app_context())
        upgrade()
        yield Stage(app, environment["GRAPH_BASE_URL"], environment)


def wake() -> None:
    """As every verb that sends does."""
    delivery.dispatch.wake()


def processor_time(pid: int) -> float:
    """Seconds that a process has computed for, as Linux knows it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _environment(services: EmbeddedServices, folder: Path, meta_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": services.database_url,
        "REDIS_URL": services.redis_url,
        "SECRET_KEY": "a secret key that only benchmarks use, long enough",
        "SECRETS_KEYS": f"k1:{base64.b64encode(b'1' * 32).decode()}",
        "APP_ENV": "test",
        "CHATAPP_VAR": str(folder),
        "GRAPH_BASE_URL": meta_url,
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[int]:
    """It ends with the block, and with us however we end."""
    pidfile = Path(environment["CHATAPP_VAR"], f"{command[-1]}.pid")
    running = processes.spawn(command, pidfile=pidfile, env=environment, cwd=ROOT)
    try:
        yield running.pid
    finally:
        processes.end(running, signal.SIGTERM, 30)
