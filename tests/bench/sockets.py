"""Ten thousand open sockets in one web process: `python -m tests.bench.sockets [--short]`, on Linux, by itself.

Signed-in people, each with an inbox, a thread and their own stream; pushes take the product's way, from `realtime.push`
over Redis to the socket. The people live in a process on the same machine, which costs about as much as serving them.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import quantiles

from chatapp import realtime
from chatapp.extensions import db
from tests.bench.crowd import Crowd, Visitor
from tests.bench.dataset import Company, fill
from tests.bench.machine import resident
from tests.bench.marks import Mark, at_most, exactly, run
from tests.bench.product import Product, running
from tests.bench.stand import Stand, stand
from tests.realtime.servers import cookie_of

SOCKETS, SOCKETS_SHORT = 10_000, 1_000
AS_IN_PRODUCTION = "--graceful-timeout 20"
#: Sockets that watch the same thread, and how many threads are pushed to each second.
READERS, RATE = 10, 200
SECONDS, SECONDS_SHORT = 20, 5
BROADCASTS = 10
STALLED = 20
#: Bytes of a push, and of one that fills the buffers of who does not read.
USUAL, LARGE = 1_000, 60_000
#: Seconds until everything that was pushed has arrived.
PATIENCE = 30


def measure(short: bool) -> Iterator[Mark]:
    count, seconds = (SOCKETS_SHORT, SECONDS_SHORT) if short else (SOCKETS, SECONDS)
    with stand() as ground:
        company = fill(count, count // READERS)
        with running(ground, worker=False, WEB_CONCURRENCY="1", GUNICORN_CMD_ARGS=AS_IN_PRODUCTION) as product:
            yield from _with_people(ground, product, company, count, seconds)


def _with_people(ground: Stand, product: Product, company: Company, count: int, seconds: int) -> Iterator[Mark]:
    headers = f"Cookie: {cookie_of(ground.app, company.supervisor)}\r\nOrigin: {product.url}\r\n"
    first = Crowd(product.port, [_visitor(headers, company, 0)])
    before, began = _resident(product), time.monotonic()
    crowd = Crowd(product.port, [_visitor(headers, company, n) for n in range(count)])
    print(f"{count} sockets opened in {time.monotonic() - began:.0f} s", flush=True)
    everybody = _pushed(crowd, lambda: _to_all(company), count * BROADCASTS)
    yield Mark(f"memory of a socket, {count} open", at_most(60), (_resident(product) - before) / count, "KB")
    yield Mark(f"a push to all {count}, p99", at_most(250), _p99(everybody), "ms")
    few = _pushed(crowd, lambda: _to_few(count, seconds), READERS * RATE * seconds)
    yield Mark(f"{RATE} pushes a second to {READERS} sockets each, p99", at_most(10), _p99(few), "ms")
    own = f"user:{company.supervisor.id}"
    stalled = Crowd(product.port, [Visitor(headers, f'"{own}"', reads=False)] * STALLED)
    disturbed = _pushed(crowd, lambda: _to_few(count, seconds, lambda: _say(own, LARGE)), READERS * RATE * seconds)
    yield Mark(f"the same beside {STALLED} that do not read, p99", at_most(10), _p99(disturbed), "ms")
    stalled.leave()
    first.leave()
    yield from _until_the_end(product, crowd, count)
    crowd.leave()


def _until_the_end(product: Product, crowd: Crowd, count: int) -> Iterator[Mark]:
    """SIGTERM: who is told 1012, and how long it takes."""
    began = time.monotonic()
    os.kill(product.web.pid, signal.SIGTERM)
    closed = []
    while len(closed) < count and time.monotonic() < began + 20:
        time.sleep(0.2)
        closed += crowd.heard().closed
    gently = sum(code == 1012 for code, _at in closed)
    yield Mark("sockets closed without a word at SIGTERM", exactly(0), count - gently)
    yield Mark("the last is closed after", at_most(10), max(at for _code, at in closed) - began, "s")


def _visitor(headers: str, company: Company, n: int) -> Visitor:
    """The one with this number: ten at a time have the same thread open."""
    return Visitor(headers, f'"inbox:{company.account.id}:all", "conversation:{1 + n // READERS}"')


def _pushed(crowd: Crowd, push: Callable[[], None], expected: int) -> Sequence[float]:
    """Milliseconds until each of the `expected` frames was there; all of them have to arrive."""
    crowd.heard()
    push()
    delays, deadline = [], time.monotonic() + PATIENCE
    while len(delays) < expected and time.monotonic() < deadline:
        time.sleep(0.5)
        delays += crowd.heard().delays
    assert len(delays) == expected, f"{len(delays)} frames of {expected} arrived"
    return delays


def _to_all(company: Company) -> None:
    for _ in range(BROADCASTS):
        _say(f"inbox:{company.account.id}:all")
        time.sleep(1)


def _to_few(count: int, seconds: int, beside: Callable[[], None] = lambda: None) -> None:
    """One after the other at an even pace; `beside` ten times a second."""
    began = time.monotonic()
    for n in range(RATE * seconds):
        time.sleep(max(0.0, began + n / RATE - time.monotonic()))
        _say(f"conversation:{1 + n % (count // READERS)}")
        if n % (RATE // 10) == 0:
            beside()


def _say(stream: str, size: int = USUAL) -> None:
    realtime.push(stream, "en", f"<p>@{time.monotonic():.6f}@{'x' * size}</p>")
    db.session.commit()


def _resident(product: Product) -> float:
    """Kilobytes of the web's processes."""
    return sum(map(resident, product.web.pids())) * 1024


def _p99(delays: Sequence[float]) -> float:
    return quantiles(delays, n=100)[98]


if __name__ == "__main__":
    raise SystemExit(run(measure))
