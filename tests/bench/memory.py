"""The whole product inside two machines of 512 MB: `python -m tests.bench.memory [--short]`, on Linux, by itself.

Web processes on one, workers on the other, each held to its limit by the kernel where it lets us: at rest with the
demonstration, and then for ten minutes with a hundred webhooks a second. Memory that processes share is counted once.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from chatapp.demo import seeding
from tests import factories
from tests.bench.customers import introduce
from tests.bench.family import Family
from tests.bench.machine import command, limited, resident
from tests.bench.marks import Mark, at_most, exactly, run
from tests.bench.posting import Plan, post
from tests.bench.product import Product
from tests.bench.stand import Stand, python, stand
from tests.bench.traffic import Traffic
from tests.journeys.programs import Program, free_port

MACHINE = 512
PROCESS = 150
CUSTOMERS, MESSAGES = 5_000, 20_000
RATE, SECONDS, SECONDS_SHORT = 100, 600, 30


def measure(short: bool) -> Iterator[Mark]:
    with stand() as ground:
        seeding.seed()
        with _on_two_machines(ground) as product:
            yield from _at_rest("web", product.web)
            yield from _at_rest("worker", product.worker)
    with stand() as ground:
        number = factories.phone_number(factories.account())
        introduce(number, CUSTOMERS, MESSAGES)
        traffic = Traffic(number.phone_number_id, ground.environment["META_APP_SECRET"], CUSTOMERS)
        with _on_two_machines(ground) as product:
            yield from _under_load(product, traffic, SECONDS_SHORT if short else SECONDS)


def _at_rest(name: str, family: Family) -> Iterator[Mark]:
    yield Mark(f"largest {name} process at rest", at_most(PROCESS), max(map(resident, family.pids())), "MB")
    yield Mark(f"{name} machine at rest", at_most(MACHINE), family.memory(), "MB")


def _under_load(product: Product, traffic: Traffic, seconds: int) -> Iterator[Mark]:
    before = set(product.web.pids() + product.worker.pids())
    with _Watch(product.web) as web, _Watch(product.worker) as worker:
        posted = post(Plan(product.port, traffic, RATE, seconds))
    for name, peak in (("web", web.peak), ("worker", worker.peak)):
        yield Mark(f"{name} machine, {RATE} webhooks/s for {seconds} s, peak", at_most(MACHINE), peak, "MB")
    yield Mark("webhooks not acknowledged", exactly(0), posted.refused)
    gone = before - set(product.web.pids() + product.worker.pids())
    yield Mark("processes that ended meanwhile", exactly(0), len(gone))


class _Watch:
    """The most that a family used, looked at each second."""

    def __init__(self, family: Family):
        self.family, self.peak = family, 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(1):
            self.peak = max(self.peak, self.family.memory())


@contextmanager
def _on_two_machines(ground: Stand) -> Iterator[Product]:
    """As the Procfile starts it, with two web processes."""
    port = free_port()
    told = {"PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}", "WEB_CONCURRENCY": "2"}
    with ExitStack() as stack:
        programs = []
        for name, argv in (("web", python("-m", "gunicorn")), ("worker", python("worker.py"))):
            group = stack.enter_context(limited(MACHINE * 1024**2))
            print(f"{name}: {'held by a control group' if group else 'only measured: control groups are not ours'}")
            program = Program(command(group, argv), ground.environment | told, ground.folder / f"{name}.log")
            program.start()
            stack.callback(program.stop)
            stack.callback(program.ask_to_stop)
            programs.append(Family(program.pid))
        product = Product(port, *programs, Family(ground.services.postgres.process.pid))
        product.wait_until_ready()
        time.sleep(1)
        yield product


if __name__ == "__main__":
    raise SystemExit(run(measure))
