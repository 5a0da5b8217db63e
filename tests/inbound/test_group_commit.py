"""Bodies that come together share a commit, and nobody is told 200 for what is not on the disk."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.inbound.group_commit import GroupCommit
from chatapp.models import WebhookEvent
from tests.patience import until

PROGRAMS = Path(__file__).parent / "programs"


@pytest.fixture
def url(app) -> str:
    return app.config["SQLALCHEMY_DATABASE_URI"]


def stored() -> set[bytes]:
    return set(db.session.scalars(sa.select(WebhookEvent.body)))


def commits() -> int:
    """Every row remembers the transaction that wrote it."""
    return db.session.scalar(sa.text("SELECT count(DISTINCT CAST(xmin AS text)) FROM webhook_events"))


def test_bodies_that_come_during_a_commit_share_the_next_one(url):
    ledger = GroupCommit(url, after_commit=list)
    ledger.store(b"first")
    with ThreadPoolExecutor(50) as senders, db.engine.connect() as other:
        other.exec_driver_sql("LOCK TABLE webhook_events IN SHARE MODE")
        waiting = [senders.submit(ledger.store, b"%d" % n) for n in range(50)]
        until(lambda: len(ledger.writer.waiting) >= 25)  # the others are in the commit that cannot end
        assert not any(one.done() for one in waiting)
        other.rollback()
        for one in waiting:
            one.result()

    assert stored() == {b"first", *(b"%d" % n for n in range(50))}
    assert commits() <= 3


def test_a_connection_that_died_while_it_was_idle_is_replaced(url):
    ledger = GroupCommit(url, after_commit=list)
    ledger.store(b"before")
    with db.engine.begin() as other:
        other.exec_driver_sql(f"SELECT pg_terminate_backend({ledger.writer.connection.info.backend_pid})")

    ledger.store(b"after")

    assert stored() == {b"before", b"after"}


def test_a_database_that_refuses_fails_its_batch_and_no_other(url):
    ledger = GroupCommit(url, after_commit=list)
    ledger.store(b"before")
    with db.engine.begin() as other:
        other.exec_driver_sql("ALTER TABLE webhook_events RENAME TO webhook_events_away")
    try:
        with pytest.raises(psycopg.errors.UndefinedTable):
            ledger.store(b"meanwhile")
    finally:
        with db.engine.begin() as other:
            other.exec_driver_sql("ALTER TABLE webhook_events_away RENAME TO webhook_events")
    ledger.store(b"after")

    assert stored() == {b"before", b"after"}


def test_a_slow_or_failing_wake_up_holds_up_nothing(url):
    woken = threading.Event()

    def slow() -> None:
        woken.set()
        time.sleep(0.5)
        raise RuntimeError("nobody wakes up")

    ledger = GroupCommit(url, after_commit=slow)
    ledger.store(b"first")
    assert woken.wait(2)
    woken.clear()
    began = time.monotonic()
    for n in range(10):
        ledger.store(b"%d" % n)

    assert time.monotonic() - began < 0.4
    assert woken.wait(2), "what was committed during the wake-up deserves another"


@pytest.mark.parametrize("program", ["gevent_storing.py", "forked_storing.py"])
def test_it_works_in_the_processes_we_have(app, program, process_environment):
    run = subprocess.run(
        [sys.executable, PROGRAMS / program], env=process_environment, capture_output=True, text=True, timeout=60
    )

    assert run.returncode == 0, run.stderr
    assert stored() == {b"%d" % n for n in range(20)}
