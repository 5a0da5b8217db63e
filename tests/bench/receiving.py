"""What receiving webhooks costs: `python -m tests.bench.receiving [--short]`, on Linux, by itself.

Web, workers, database and whoever posts share the same cores, so the cost of posting is part of every figure; and with
two cores for all of them there is one web process, whose commits more webhooks share.
"""

import socket
import time
from collections.abc import Iterator
from statistics import median, quantiles

from chatapp.models import Account, PhoneNumber
from tests import factories
from tests.bench import applied, pixels
from tests.bench.customers import introduce
from tests.bench.marks import Mark, at_least, at_most, exactly, run
from tests.bench.posting import AT_MOST, Plan, Posted, post
from tests.bench.product import Product, running
from tests.bench.stand import Stand, stand
from tests.bench.traffic import Traffic

CUSTOMERS = 5_000
BUSY, USUAL = 3_000, 1_000
#: Updates in one body.
HEAVY = 1_000
TURNS = 5
BARE = "tests.bench.bare_web:application"
NOWHERE = "http://127.0.0.1:9"
ALONE = {"WEB_CONCURRENCY": "1"}


def measure(short: bool) -> Iterator[Mark]:
    share = 0.1 if short else 1.0
    with stand(GRAPH_BASE_URL=NOWHERE) as ground:
        applied.remember_commits(ground)
        account = factories.account()
        bench = Bench(ground, account, factories.phone_number(account), share)
        bare = bench.bare()
        with running(ground, **ALONE) as product:
            yield from bench.saturated(product, bare)
            yield from bench.steady(product)
            yield from bench.heavy(product)
            yield from pixels.of_the_watched(ground, product, bench.number, share)
        yield from pixels.of_nobody(ground, bench.number)


class Bench:
    """Posts to one number; every webhook of every run has a serial number of its own."""

    def __init__(self, ground: Stand, account: Account, number: PhoneNumber, share: float):
        self.ground, self.number, self.share = ground, number, share
        self.traffic = Traffic.of(number, ground.environment, CUSTOMERS)
        self.seconds = {"saturated": max(3, 10 * share), BUSY: 60 * share, USUAL: max(5, 20 * share)}
        self.first, self.runs = 0, []
        webhooks = AT_MOST * self.seconds["saturated"] + BUSY * self.seconds[BUSY] + USUAL * self.seconds[USUAL]
        introduce(number, CUSTOMERS, int(webhooks / 4) + 1_000)

    def bare(self) -> dict[object, Posted]:
        """The same loads on the same server with nothing behind it, for a shorter time."""
        with running(self.ground, application=BARE, worker=False, **ALONE) as product:
            plans = {"saturated": None, BUSY: BUSY, USUAL: USUAL}
            return {
                name: post(Plan(product.port, self.traffic, rate, min(5, self.seconds[name])))
                for name, rate in plans.items()
            }

    def saturated(self, product: Product, bare: dict[object, Posted]) -> Iterator[Mark]:
        self.bare_runs = bare
        self._post(product, USUAL, 2)  # connections are made, plans are kept
        posted = self._post(product, None, self.seconds["saturated"])
        ceiling = bare["saturated"].rate
        needed = at_least(0.7, of_reference=True)
        yield Mark("acknowledged at saturation", needed, posted.rate, "/s", ceiling, "verified, not stored")

    def steady(self, product: Product) -> Iterator[Mark]:
        busy = self._post(product, BUSY, self.seconds[BUSY])
        waits, delays = cut(busy.waits), cut(applied.delays(busy))
        bare = cut(self.bare_runs[BUSY].waits)
        name = f"{BUSY:,}/s for {self.seconds[BUSY]:.0f} s"
        yield Mark(f"{name}: acknowledged", at_least(BUSY * 0.99), busy.rate, "/s")
        yield Mark(f"{name}: acknowledged, p50", at_most(10), waits[49], "ms", bare[49], "not stored")
        yield Mark(f"{name}: acknowledged, p99", at_most(300), waits[98], "ms", bare[98], "not stored")
        yield Mark(f"{name}: applied, p50", at_most(50), delays[49], "ms", waits[49], "acknowledged")
        usual = self._post(product, USUAL, self.seconds[USUAL])
        waits, delays = cut(usual.waits), cut(applied.delays(usual))
        bare = cut(self.bare_runs[USUAL].waits)
        yield Mark(f"{USUAL:,}/s: acknowledged, p99", at_most(50), waits[98], "ms", bare[98], "not stored")
        yield Mark(f"{USUAL:,}/s: applied, p99", at_most(50), delays[98], "ms", waits[98], "acknowledged")
        wrong = applied.missing_or_doubled(self.runs)
        yield Mark("messages, unread counters and ticks that are not what was posted", exactly(0), wrong)

    def heavy(self, product: Product) -> Iterator[Mark]:
        waits, delays = zip(*(self._post_heavy(product, turn) for turn in range(TURNS)), strict=True)
        mark = f"one body of {HEAVY:,} updates, {len(self.traffic.heavy_body(HEAVY, 0)) / 1e6:.1f} MB: applied"
        yield Mark(mark, at_most(500), median(delays), "ms", median(waits), "acknowledged")
        before = memory(product)
        for turn in range(TURNS):
            self._post_heavy(product, TURNS + turn)
        for name, now in memory(product).items():
            flat = at_most(1.1, of_reference=True)
            yield Mark(f"memory of {name} after {TURNS} such bodies", flat, now, "MB", before[name], "before them")

    def _post_heavy(self, product: Product, turn: int) -> tuple[float, float]:
        """Milliseconds until acknowledged, and until applied."""
        request = self.traffic.signed(self.traffic.heavy_body(HEAVY, turn))
        began = time.time()
        with socket.create_connection(("127.0.0.1", product.port)) as meta:
            meta.sendall(request)
            assert b" 200 " in meta.recv(4096)
        acknowledged = time.time()
        applied.wait_until_applied()
        return (acknowledged - began) * 1000, (applied.last_commit() - began) * 1000

    def _post(self, product: Product, rate: float | None, seconds: float) -> Posted:
        before = cores(product)
        posted = post(Plan(product.port, self.traffic, rate, seconds, self.first))
        used = {name: f"{(now - before[name]) / posted.seconds:.2f}" for name, now in cores(product).items()}
        used["posting"] = f"{posted.cpu / posted.seconds:.2f}"
        print(f"{posted.rate:,.0f}/s; cores:", ", ".join(f"{name} {share}" for name, share in used.items()), flush=True)
        applied.wait_until_applied()
        self.first = posted.end + -posted.end % 4
        self.runs.append(posted)
        return posted


def cut(values: list[float]) -> list[float]:
    """Its 99 percentiles."""
    return quantiles(values, n=100)


def cores(product: Product) -> dict[str, float]:
    """Seconds of a core that each has used so far."""
    return {"web": product.web.cpu(), "workers": product.worker.cpu(), "database": product.database.cpu()}


def memory(product: Product) -> dict[str, float]:
    return {"web": product.web.memory(), "workers": product.worker.memory()}


if __name__ == "__main__":
    raise SystemExit(run(measure))
