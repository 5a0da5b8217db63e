"""kill -9 in the middle of sending, with real processes on every side."""

import os
import signal
import sys
from collections import Counter
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.messages import failures
from chatapp.messages.delivery import dispatch
from chatapp.models import Message, UnconfirmedPolicy
from tests import factories
from tests.messages.with_simulator.processes import Simulator, process
from tests.patience import until

CUSTOMERS, EACH = 12, 3
GRACE = 3


@pytest.fixture
def whatsapp(whatsapp):
    """It thinks long enough for messages to be on the wire when a process is killed."""
    whatsapp.turn(latency_low_ms=200, latency_high_ms=400)
    return whatsapp


@pytest.fixture
def environment_of_workers(process_environment, whatsapp):
    return {**process_environment, "GRAPH_BASE_URL": whatsapp.url, "UNCONFIRMED_GRACE": str(GRACE)}


@pytest.fixture
def others(environment_of_workers):
    """The workers that are not killed: receiving, and the schedule with its sweeps."""
    with process([sys.executable, "worker.py", "receiving", "default"], environment_of_workers) as running:
        yield running


@contextmanager
def sender(environment):
    with process([sys.executable, "worker.py", "sending"], environment) as running:
        yield running


def write_to_everybody(send, whatsapp: Simulator, number, account) -> None:
    places = []
    for n in range(CUSTOMERS):
        wa_id = f"55119800000{n:02d}"
        whatsapp.post("customers", name=f"Cliente {n}", wa_id=wa_id, window="open")
        places.append(factories.conversation(number, factories.contact(account, wa_id=wa_id)))
    for turn in range(EACH):
        for place in places:
            send(place, f"{turn}")


def counts() -> Counter:
    db.session.rollback()
    return Counter(dict(db.session.execute(sa.select(Message.status, sa.func.count()).group_by(Message.status)).all()))


def arrived() -> int:
    found = counts()
    return found[MessageStatus.DELIVERED] + found[MessageStatus.READ]


def kill_in_the_middle(environment) -> None:
    """Start a worker that sends, let it get a quarter through, and kill it with messages on the wire."""
    with sender(environment) as worker:
        dispatch.wake()
        until(lambda: counts()[MessageStatus.QUEUED] < CUSTOMERS * EACH * 3 / 4)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    assert counts()[MessageStatus.SENDING] > 0
    assert counts()[MessageStatus.QUEUED] > 0


def in_order_per_customer(booked: list[dict]) -> bool:
    heard: dict[int, list[int]] = {}
    for message in booked:
        heard.setdefault(message["customer_id"], []).append(int(message["content"]["body"]))
    return all(turns == sorted(turns) for turns in heard.values())


def test_with_retry_every_message_arrives_exactly_once(send, whatsapp, number, account, environment_of_workers, others):
    number.unconfirmed_policy = UnconfirmedPolicy.RETRY
    db.session.commit()
    write_to_everybody(send, whatsapp, number, account)
    # Some answers are lost on the way, half of them after Meta has accepted the message.
    whatsapp.post("faults", answer="drop", booked=True, times=4, chance=0.2)
    whatsapp.post("faults", answer="drop", booked=False, times=4, chance=0.2)

    kill_in_the_middle(environment_of_workers)
    with sender(environment_of_workers):
        until(lambda: arrived() == CUSTOMERS * EACH, 60)

    booked = whatsapp.booked()
    client_ids = Counter(message["callback_data"] for message in booked)
    assert set(client_ids.values()) == {1}
    assert len(client_ids) == CUSTOMERS * EACH
    assert in_order_per_customer(booked)


def test_with_ask_nothing_is_doubled_and_what_is_in_doubt_shows(
    send, whatsapp, number, account, environment_of_workers, others
):
    assert number.unconfirmed_policy is UnconfirmedPolicy.ASK
    write_to_everybody(send, whatsapp, number, account)
    whatsapp.turn(paused=True)  # no webhook comes to settle anything

    kill_in_the_middle(environment_of_workers)
    with sender(environment_of_workers):
        until(lambda: set(counts()) == {MessageStatus.SENT, MessageStatus.UNCONFIRMED} and all_decided(), 60)

    in_doubt = unconfirmed()
    assert in_doubt
    assert all(failures.of(message).can_resend for message in in_doubt)
    booked = Counter(message["callback_data"] for message in whatsapp.booked())
    assert set(booked.values()) == {1}
    sent = db.session.scalars(sa.select(Message.client_id).where(Message.status == MessageStatus.SENT))
    assert {str(client_id) for client_id in sent} <= set(booked)

    whatsapp.turn(paused=False)
    whatsapp.post("webhooks/retry")
    until(lambda: arrived() == len(booked), 30)
    assert {str(message.client_id) for message in unconfirmed()}.isdisjoint(booked)


def unconfirmed() -> list[Message]:
    return list(db.session.scalars(sa.select(Message).where(Message.status == MessageStatus.UNCONFIRMED)))


def all_decided() -> bool:
    return all(message.next_attempt_at is None for message in unconfirmed())


def test_sigterm_finishes_what_is_on_the_wire_and_leaves_the_rest_queued(
    send, whatsapp, number, account, environment_of_workers
):
    write_to_everybody(send, whatsapp, number, account)
    whatsapp.turn(latency_low_ms=600, latency_high_ms=900)
    with sender(environment_of_workers) as worker:
        dispatch.wake()
        until(lambda: counts()[MessageStatus.SENDING] > 0)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0
    after = counts()
    assert set(after) == {MessageStatus.SENT, MessageStatus.QUEUED}
    assert after[MessageStatus.SENT] == len(whatsapp.booked())
