"""The product's processes as the Procfile starts them, on a stand."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from tests.bench.family import Family
from tests.bench.stand import Stand
from tests.journeys.programs import Program, free_port

START_SECONDS = 60
#: Seconds of a core per second.
AT_REST = 0.1


class Product:
    """What runs: `web` and `worker` (None if there is none) and the `database`, each with all its processes."""

    def __init__(self, port: int, web: Family, worker: Family | None, database: Family):
        self.port, self.url = port, f"http://127.0.0.1:{port}"
        self.web, self.worker, self.database = web, worker, database

    def wait_until_ready(self) -> None:
        """Until pages are served and nothing is being loaded any more; TimeoutError after a minute."""
        deadline = time.monotonic() + START_SECONDS
        while not (self._answers() and self._rests()):
            if time.monotonic() > deadline:
                raise TimeoutError("the product did not start")

    def _rests(self) -> bool:
        """Whether a second costs next to nothing."""
        families = [family for family in (self.web, self.worker) if family]
        before = sum(family.cpu() for family in families)
        time.sleep(1)
        return sum(family.cpu() for family in families) - before < AT_REST

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/healthz", timeout=5).ok
        except requests.RequestException:
            time.sleep(0.1)
            return False


@contextmanager
def running(
    ground: Stand, *, application: str = "wsgi:application", worker: bool = True, **environment: str
) -> Iterator[Product]:
    """gunicorn with two processes, as in production, and the worker. `application` may be another than ours."""
    port = free_port()
    told = {"PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}", "WEB_CONCURRENCY": "2", "LOG_LEVEL": "INFO"}
    told = {**ground.environment, **told, **environment}
    web = Program([sys.executable, "-m", "gunicorn", application], told, ground.folder / "web.log")
    jobs = Program([sys.executable, "worker.py"], told, ground.folder / "worker.log")
    programs = [web, jobs] if worker else [web]
    for program in programs:
        program.start()
    try:
        database = Family(ground.services.postgres.process.pid)
        product = Product(port, Family(web.pid), Family(jobs.pid) if worker else None, database)
        product.wait_until_ready()
        yield product
    finally:
        for program in programs:
            program.ask_to_stop()
        for program in programs:
            program.stop()
