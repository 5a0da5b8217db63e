"""Sending while PostgreSQL or Redis has a bad moment."""

import pytest
import sqlalchemy as sa

from chatapp.extensions import connect_redis, db, redis
from chatapp.jobs import SENDING
from chatapp.kinds import MessageStatus
from chatapp.messages.delivery import dispatch
from chatapp.messages.delivery.dispatching import LOCK
from chatapp.messages.delivery.lock import only_one
from tests import factories
from tests.messages.meta import accepted
from tests.messages.queues import enqueued

ALL_CONNECTIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@pytest.fixture
def brisk():
    """Not here: without Redis nobody comes back for what a hasty run leaves behind."""


@pytest.fixture
def no_redis():
    there = redis.client
    redis.client = connect_redis("redis://127.0.0.1:1/0")
    yield
    redis.client = there


def cut_all_connections(app) -> None:
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql(ALL_CONNECTIONS)


def test_an_answer_is_recorded_though_every_connection_broke_meanwhile(app, send, work, meta, conversation):
    message = send(conversation)

    def answer(call):
        cut_all_connections(app)
        return accepted()

    meta.answer = answer
    work()
    db.session.rollback()
    assert message.status is MessageStatus.SENT
    assert len(meta.calls) == 1


def test_the_dispatcher_stops_when_its_lock_is_gone_and_the_next_goes_on(
    app, send, work, meta, conversation, number, account
):
    def answer(call):
        if len(meta.calls) == 1:
            cut_all_connections(app)
        return accepted(after=0.5)

    meta.answer = answer
    messages = [send(conversation, str(n)) for n in range(6)]
    work()
    db.session.rollback()
    meta.answer = lambda call: accepted()
    dispatch.wake()
    work()
    db.session.rollback()
    assert meta.bodies == [str(n) for n in range(6)]
    assert {message.status for message in messages} == {MessageStatus.SENT}


def test_a_lost_wake_up_is_found_by_the_sweep(send, work, meta, conversation):
    message = send(conversation)
    redis.client.flushdb()
    work()
    assert message.status is MessageStatus.QUEUED
    db.session.rollback()
    dispatch.wake()
    work()
    assert message.status is MessageStatus.SENT


def test_a_dispatcher_goes_on_sending_without_redis(send, meta, number, account, no_redis):
    messages = [send(factories.conversation(number, factories.contact(account))) for _ in range(12)]
    dispatch()
    db.session.rollback()
    assert {message.status for message in messages} == {MessageStatus.SENT}


def test_only_one_dispatcher_runs(app, send, work, meta, conversation):
    message = send(conversation)
    with only_one(LOCK) as lock:
        assert lock is not None
        work()
        assert message.status is MessageStatus.QUEUED
        db.session.rollback()
    assert enqueued(SENDING) == []
    assert db.session.scalar(sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")) == 0
