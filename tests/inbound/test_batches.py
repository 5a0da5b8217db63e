"""A heavy batch is bounded, and one that does not end blocks nobody for ever."""

import pytest
import sqlalchemy as sa
from rq.timeouts import JobTimeoutException

from chatapp.extensions import connect_redis, db, redis
from chatapp.inbound import batches, ledger, processing
from chatapp.inbound.batches import Batch
from chatapp.models import WebhookEvent
from tests.inbound import meta

HEAVY = "heavy"


@pytest.fixture
def sizes(monkeypatch) -> list[int]:
    """Of the batches that were begun. One that holds the heavy body takes too long."""
    begun, process = [], processing._process

    def slowly(bodies, apply):
        begun.append(len(bodies))
        if any(HEAVY in body.body.decode() for body in bodies):
            raise JobTimeoutException
        return process(bodies, apply)

    monkeypatch.setattr(processing, "_process", slowly)
    return begun


def store(number, *texts: str) -> None:
    db.session.add_all([WebhookEvent(body=meta.messages(number, meta.text(text))) for text in texts])
    db.session.commit()


def left() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).where(WebhookEvent.processed_at.is_(None)))


def drain_again_and_again(turns: int) -> None:
    """As the schedule does after a job that failed."""
    for _ in range(turns):
        try:
            processing.process_batch()
        except JobTimeoutException:
            db.session.rollback()


def test_bytes_bound_a_batch_too(app):
    db.session.add_all([WebhookEvent(body=b"x" * 1_000) for _ in range(5)])
    db.session.commit()
    assert len(ledger.due(500, 2_500)) == 3
    assert len(ledger.due(500, 10)) == 1, "one body always fits"
    assert len(ledger.due(2, 10_000)) == 2


def test_a_batch_that_takes_too_long_shrinks_down_to_the_one_that_is_set_aside(number, sizes):
    store(number, HEAVY, *("Oi" for _ in range(7)))

    drain_again_and_again(12)

    assert sizes[:6] == [8, 4, 2, 1, 1, 1]
    assert left() == 1
    stuck = db.session.scalars(sa.select(WebhookEvent).where(WebhookEvent.processed_at.is_(None))).one()
    assert (stuck.attempts, stuck.error) == (1, processing._STUCK)


def test_after_a_success_batches_grow_again(number, sizes):
    redis.client.set(batches.KEY, "[2]")
    store(number, *("Oi" for _ in range(14)))
    drain_again_and_again(3)
    assert sizes == [2, 4, 8]


def test_a_batch_whose_process_was_killed_is_halved(number, sizes):
    attempt = batches.attempt(batches.allowed(), [1, 2, 3, 4])
    attempt.__enter__()  # and no exit
    assert batches.allowed() == Batch(2)


def test_a_body_is_not_blamed_for_one_death_of_its_process(number, sizes):
    store(number, "Oi", "Tudo bem?")
    first = db.session.scalar(sa.select(sa.func.min(WebhookEvent.id)))
    attempt = batches.attempt(Batch(1), [first])
    attempt.__enter__()  # and no exit
    assert batches.allowed() == Batch(1, first, 1)
    drain_again_and_again(2)
    assert (sizes, left()) == ([1, 1], 0)
    settled = db.session.scalars(sa.select(WebhookEvent.processed_at).order_by(WebhookEvent.id)).all()
    assert settled == sorted(settled), "and it keeps its place"


def test_a_trouble_that_passes_leaves_batches_as_they_are(app):
    with pytest.raises(ConnectionError), batches.attempt(batches.allowed(), [1]):
        raise ConnectionError
    assert batches.allowed() == Batch()


def test_without_redis_batches_are_full_ones(number, sizes, monkeypatch):
    store(number, "Oi", "Oi")
    monkeypatch.setattr(redis, "client", connect_redis("redis://127.0.0.1:1/0"))
    assert processing.process_batch() == 2
