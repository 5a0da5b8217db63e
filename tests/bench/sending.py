"""From the queue to Meta: `python -m tests.bench.sending [--short]`, on Linux, by itself.

PostgreSQL (that waits for its disk), Valkey, the product's own sending worker and a Meta that answers after 50 to
100 ms share this machine. Rates are those at which messages reached Meta, without the first second and the last.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count, cycle, takewhile
from math import inf
from statistics import quantiles
from typing import NamedTuple
from uuid import uuid4

import sqlalchemy as sa

from chatapp import messages
from chatapp.extensions import db
from chatapp.graph import graph
from chatapp.kinds import MessageStatus, Text
from chatapp.messages.delivery.lanes import WIDEST
from chatapp.models import Conversation, Message, PhoneNumber
from chatapp.whatsapp import envelope
from tests import factories
from tests.bench.marks import Mark, at_least, at_most, exactly, run
from tests.bench.outbox import Crowd
from tests.bench.sending_stage import Report, Stage, processor_time, stage, wake

#: Messages to each customer: far from what Meta allows at once, enough to see the order.
TURNS = 5
BULK = 10_000
#: Seconds between two replies of agents while a bulk send goes on.
BETWEEN_REPLIES = 0.25

Part = Generator[Mark, None, Report]


class Sent(NamedTuple):
    """One run: messages per second, and percent of a core that the worker took meanwhile."""

    report: Report
    rate: float
    share: float


def measure(short: bool) -> Iterator[Mark]:
    """Three runs, each with a worker of its own; what must not happen is counted over all of them."""
    with stage() as here:
        reports = []
        for part in (_steady, _fast, _replies):
            reports.append((yield from part(here, short)))
        yield Mark("messages out of their conversation's order", exactly(0), sum(r.disorder for r in reports))
        yield Mark("messages sent twice", exactly(0), sum(r.doubles for r in reports))
        yield Mark("messages not sent", exactly(0), _not_sent())


def _steady(here: Stage, short: bool) -> Part:
    sent = _send(here, throughput=80, seconds=10 if short else 60)
    yield Mark("a number of 80 per second", at_least(79), sent.rate, "/s", 80, "what Meta allows")
    yield Mark("the worker meanwhile", at_most(25), sent.share, "% of a core")
    return sent.report


def _fast(here: Stage, short: bool) -> Part:
    alone = _client_alone(seconds=3 if short else 8)
    sent = _send(here, throughput=1_000, seconds=6 if short else 20)
    yield Mark("a number of 1,000 per second", at_least(950), sent.rate, "/s", alone, "the HTTP client alone")
    yield Mark("the worker meanwhile", at_most(100), sent.share, "% of a core")
    return sent.report


def _replies(here: Stage, short: bool) -> Part:
    """Agents answer customers of a number that has a bulk send to get through. What is left of that is called off."""
    number = factories.phone_number(factories.account(), throughput=80)
    Crowd.of(number, BULK).owe(1, bulk=True)
    waiting = Crowd.of(number, 100).conversation_ids
    here.forget()
    with here.worker():
        wake()
        written = _reply(number, waiting, seconds=10 if short else 60)
        db.session.execute(sa.delete(Message).where(Message.bulk, Message.status == MessageStatus.QUEUED))
        db.session.commit()
        time.sleep(2)
    report = here.report()
    waits = [report.arrivals.get(client_id, inf) - at for client_id, at in written.items()]
    p95 = 1_000 * quantiles(waits, n=20)[-1]
    yield Mark("an agent's reply while 10,000 bulk messages leave, p95", at_most(300), p95, "ms")
    return report


def _reply(number: PhoneNumber, conversation_ids: Sequence[int], seconds: int) -> dict[str, float]:
    """Write to one after the other as agents do; when (seconds since 1970), by client id."""
    agent, written, ends = factories.user(number.account), {}, time.monotonic() + seconds
    turns = zip(count(), cycle(conversation_ids), strict=False)
    for turn, conversation_id in takewhile(lambda _: time.monotonic() < ends, turns):
        client_id, at = uuid4(), time.time()
        conversation = db.session.get(Conversation, conversation_id)
        messages.send(conversation, Text(str(turn)), author=agent, client_id=client_id)
        db.session.commit()
        written[str(client_id)] = at
        time.sleep(BETWEEN_REPLIES)
    return written


def _send(here: Stage, throughput: int, seconds: int) -> Sent:
    """A number that always has something to send, for so long."""
    number = factories.phone_number(factories.account(), throughput=throughput)
    owed = Crowd.of(number, throughput * seconds // TURNS).owe(TURNS)
    here.forget()
    with here.worker() as pid:
        before, began = processor_time(pid), time.monotonic()
        wake()
        report = here.report_of(owed, within=seconds * 3)
        share = 100 * (processor_time(pid) - before) / (time.monotonic() - began)
    return Sent(report, _rate(report), share)


def _client_alone(seconds: int) -> float:
    """Calls per second, with nothing around them: as many at once as a lane has at most."""
    client, ends = graph(), time.monotonic() + seconds

    def call_on(customer: int) -> int:
        turns = takewhile(lambda _: time.monotonic() < ends, count())
        return sum(1 for turn in turns if client.send_message("1", "EAA", _payload(customer, turn)))

    with ThreadPoolExecutor(WIDEST) as threads:
        return sum(threads.map(call_on, range(WIDEST))) / seconds


def _payload(customer: int, turn: int) -> dict:
    return envelope.message(Text(str(turn)), wa_id=f"55119{customer:08d}", callback_data=str(uuid4()))


def _rate(report: Report) -> float:
    moments = sorted(report.arrivals.values())
    first, last = moments[0] + 1, moments[-1] - 1
    return sum(first <= moment < last for moment in moments) / (last - first)


def _not_sent() -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(Message.status != MessageStatus.SENT))


if __name__ == "__main__":
    raise SystemExit(run(measure))
