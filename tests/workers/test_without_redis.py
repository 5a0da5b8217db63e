"""A Redis that is gone, or stands still, ends neither receiving nor anybody's patience."""

import signal
import socket
import sys
import time

import pytest
import redis

from chatapp.extensions import db
from chatapp.models import Message, WebhookEvent
from chatapp.resting_redis import RestingRedis
from tests import factories
from tests.inbound import meta
from tests.journeys.programs import Program
from tests.patience import until


@pytest.fixture
def silence():
    """The address of a server that takes every connection, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_what_stands_still_is_waited_for_once(silence):
    client = RestingRedis.from_url(silence, socket_timeout=0.2, retry=None)
    began = time.monotonic()
    for ask in (client.ping, client.pipeline().get("key").execute, client.ping):
        with pytest.raises(redis.TimeoutError):
            ask()
    assert time.monotonic() - began < 2 * 0.2


def test_a_worker_reads_the_ledger_without_anybody_waking_it(app, process_environment, tmp_path):
    number = factories.phone_number(factories.account())
    environment = {**process_environment, "REDIS_URL": f"unix://{tmp_path}/nobody.sock"}
    worker = Program([sys.executable, "worker.py", "receiving"], environment, tmp_path / "worker.log")
    worker.start()
    try:
        body = meta.messages(number.phone_number_id, meta.text("oi", "5511987654321", wamid="wamid.1"))
        db.session.add(WebhookEvent(body=body))
        db.session.commit()
        until(heard)
        worker.process.send_signal(signal.SIGTERM)
        assert worker.process.wait(10) in (0, -signal.SIGTERM), worker.said()
    finally:
        worker.stop()


def heard() -> bool:
    db.session.rollback()
    return db.session.query(Message).count() == 1
