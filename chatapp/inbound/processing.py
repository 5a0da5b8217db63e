"""Works the ledger off: one `drain` at a time, however many are woken.

The wake-up may be lost, doubled or late; what is to do is in the ledger, and `chatapp.schedule` looks there too.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.exc import DBAPIError

from chatapp import clock, logs
from chatapp.extensions import db
from chatapp.inbound import batches, isolation, ledger, metrics, plans, routing
from chatapp.inbound.batches import Batch
from chatapp.inbound.ledger import Body, Outcome
from chatapp.inbound.routing import Routed
from chatapp.jobs import DEFAULT, RECEIVING, job
from chatapp.messages import statuses
from chatapp.whatsapp.webhook import UnreadableBody, parse

LINGER = 0.25
#: Seconds from one batch to the next: what comes meanwhile is applied together, for a fraction of the cost.
PACE = 0.02
AT_MOST = 20.0
LOCK = 4_242
PRUNE_AT_ONCE = 5_000

_STUCK = "processing it took too long, or ended the process, time after time"

log = logging.getLogger(__name__)

Apply = Callable[[Sequence[Routed]], None]


@job(RECEIVING, coalesce=True)
def drain() -> int:
    """Process what is due, linger a moment for what is still coming, and return how many bodies it was.

    While one drain runs, others return at once. One that was woken for a body committed just before the runner left
    may bounce like that, so the runner looks once more after it has let go.
    """
    with _alone() as alone:
        processed = _drain_until_quiet() if alone else 0
    if alone and not ledger.is_empty():
        drain.wake()
    db.session.rollback()
    return processed


@job(DEFAULT, timeout=600)
def prune() -> None:
    """Forget what is older than the ledger's days, a few thousand rows per transaction: bodies that were processed,
    and reports of messages that were never ours (other software may send from the same number)."""
    before = clock.now() - timedelta(days=current_app.extensions["settings"].ledger_days)
    for delete in (ledger.delete_processed, statuses.delete_orphans):
        while delete(before, PRUNE_AT_ONCE):
            db.session.commit()
    db.session.commit()


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else drains. The lock lives as long as its connection, so a killed worker lets go of it."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        alone = connection.scalar(sa.select(sa.func.pg_try_advisory_lock(LOCK)))
        try:
            yield alone
        finally:
            if alone:
                connection.execute(sa.select(sa.func.pg_advisory_unlock(LOCK)))


def _drain_until_quiet() -> int:
    processed, began, quiet_since, batch = 0, time.monotonic(), None, batches.allowed()
    while (now := time.monotonic()) - began < AT_MOST:
        count, batch = _next_batch(batch)
        processed += count
        quiet_since = None if count else quiet_since or time.monotonic()
        if quiet_since and time.monotonic() - quiet_since > LINGER:
            break
        time.sleep(max(0.0, now + PACE - time.monotonic()))
    if processed:
        batches.note(batch)
    return processed


def process_batch() -> int:
    """Process at most 500 bodies and about 8 MB in one transaction; returns how many it was."""
    count, batch = _next_batch(batches.allowed())
    if count:
        batches.note(batch)
    return count


def _next_batch(batch: Batch) -> tuple[int, Batch]:
    """How many bodies it was, and what the batch after it may be.

    A deadlock is nobody's fault: the batch counts as none, and the next turn reads it again.
    """
    try:
        count = _process_batch(batch)
        return count, batch.grown() if count else batch
    except DBAPIError as error:
        db.session.rollback()
        if not isolation.is_deadlock(error):
            raise
        log.warning("a batch of webhooks is processed again: %s", error.orig)
        return 0, batch


def _process_batch(batch: Batch) -> int:
    try:
        return _process_due(batch, isolation.apply_together)
    except isolation.Unapplicable:
        db.session.rollback()
        return _process_due(batch, isolation.apply_apart)


def _process_due(batch: Batch, apply: Apply) -> int:
    with plans.kept():
        plans.find_by_keys()
        bodies = ledger.due(batch.size, batches.BYTES_AT_ONCE)
    if bodies:
        _settle(batch, bodies, apply)
    db.session.commit()
    return len(bodies)


def _settle(batch: Batch, bodies: Sequence[Body], apply: Apply) -> None:
    ids = [body.id for body in bodies]
    with logs.bound(webhooks=ids), batches.attempt(batch, ids):
        if batch.is_to_blame(ids):
            log.error("webhook %s is set aside for now: %s", batch.alone, _STUCK)
            waited = ledger.settle([Outcome(batch.alone, bodies[0].received_at, errors=[_STUCK])])
        else:
            outcomes = _process(bodies, apply)
            with plans.kept():
                waited = ledger.settle(outcomes)
        db.session.commit()
    for seconds in waited:
        metrics.LAG_SECONDS.observe(seconds)


def _process(bodies: Sequence[Body], apply: Apply) -> list[Outcome]:
    outcomes, found = [], []
    for body in bodies:
        outcome = Outcome(body.id, body.received_at, body.signed_for)
        outcomes.append(outcome)
        try:
            found += [(outcome, fact) for fact in parse(body.body)]
        except UnreadableBody as error:
            outcome.errors.append(str(error))
    with plans.kept():
        routed = routing.route(found)
    apply(routed)
    return outcomes
