"""The product as it runs: web, workers and a WhatsApp of our own, on this machine's free ports."""

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import TracebackType

import redis
import requests

from chatapp.queues import QUEUES
from tests.journeys.programs import Program, free_port
from tests.journeys.whatsapp import TOKEN, WhatsApp
from tests.patience import until

#: Each test is a company of its own, on one of these numbers that the simulator plays.
NUMBERS = 60
START_SECONDS = 60


class Product:
    """`with Product(...) as product:` runs it all; afterwards nothing of it is left but the logs."""

    def __init__(self, environment: dict[str, str], folder: Path):
        self.port, simulator_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.whatsapp = WhatsApp(f"http://127.0.0.1:{simulator_port}")
        self._numbers = _phone_number_ids()
        self._redis = redis.from_url(environment["REDIS_URL"])
        self.environment = {
            **environment,
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
            "WEB_CONCURRENCY": "2",
            "GRAPH_BASE_URL": self.whatsapp.url,
            "SIMULATOR_PORT": str(simulator_port),
            "SIMULATOR_WEBHOOK_URL": f"{self.url}/webhook",
            "SIMULATOR_APP_SECRET": environment["META_APP_SECRET"],
            "SIMULATOR_TOKEN": TOKEN,
            "SIMULATOR_NUMBERS": ";".join(f"{n}:100000000000001:55{n[-11:]}:Torra Café" for n in _first(NUMBERS)),
            "SIMULATOR_LATENCY_MS": "5-20",
            "SIMULATOR_DEMO": "0",
        }
        self.web = self._program("web", "-m", "gunicorn", folder=folder)
        self.worker = self._program("worker", "worker.py", folder=folder)
        self.simulator = self._program("simulator", "-m", "chatapp.simulator", folder=folder)
        self.programs = (self.web, self.worker, self.simulator)

    def __enter__(self) -> "Product":
        for program in self.programs:
            program.start()
        self.wait_until_ready()
        until(lambda: answers(f"{self.whatsapp.url}/control/switches"), START_SECONDS)
        until(self._has_workers, START_SECONDS)
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for program in self.programs:
            program.ask_to_stop()
        for program in self.programs:
            program.stop()

    def wait_until_ready(self) -> None:
        until(lambda: answers(f"{self.url}/readyz"), START_SECONDS)

    def next_number(self) -> str:
        """A phone number id that no test has used yet."""
        return next(self._numbers)

    def listen(self) -> None:
        for program in self.programs:
            program.listen()

    def said(self) -> str:
        """What the processes have written since `listen()`."""
        return "\n".join(f"--- {program.log.stem}\n{program.said()[-6000:]}" for program in self.programs)

    def _has_workers(self) -> bool:
        """Each queue is somebody's."""
        return all(self._redis.scard(f"rq:workers:{queue}") for queue in QUEUES)

    def _program(self, name: str, *words: str, folder: Path) -> Program:
        return Program([sys.executable, *words], self.environment, folder / f"{name}.log")


def _phone_number_ids() -> Iterator[str]:
    return (f"21{n:013d}" for n in count(1))


def _first(amount: int) -> list[str]:
    ids = _phone_number_ids()
    return [next(ids) for _ in range(amount)]


def answers(url: str) -> bool:
    """Without an error, and in time."""
    try:
        return requests.get(url, timeout=5).ok
    except requests.RequestException:
        return False
