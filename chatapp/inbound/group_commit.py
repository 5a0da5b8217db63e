"""Writes webhook bodies into the ledger; those that come while one commit is under way share the next.

A commit waits for the disk, so one per webhook would allow a few hundred a second. The writer is one thread with one
connection, made when the first body comes: never before a fork, and after gevent has patched `threading`, which then
gives a greenlet.
"""

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future

import psycopg
from sqlalchemy.engine import make_url

BODIES_AT_ONCE = 1_000
BYTES_AT_ONCE = 16 * 1024 * 1024
ANSWER_WITHIN = 8.0
PAUSE_AFTER_FAILURE = 0.05

INSERT = "INSERT INTO webhook_events (body) SELECT * FROM unnest(%b::bytea[])"

log = logging.getLogger(__name__)


class GroupCommit:
    """`store(body)` returns when the body is committed. `after_commit` is called soon after, and may fail or be slow:
    it only wakes whoever reads the ledger."""

    def __init__(self, database_url: str, after_commit: Callable[[], object]):
        url = make_url(database_url).set(drivername="postgresql")
        self.conninfo = url.render_as_string(hide_password=False)
        self.after_commit = after_commit
        self.starting = threading.Lock()
        self.writer: _Writer | None = None

    def store(self, body: bytes) -> None:
        """Commit `body`; raises what kept it from being stored, TimeoutError after eight seconds."""
        self._running_writer().submit(body).result(timeout=ANSWER_WITHIN)

    def _running_writer(self) -> "_Writer":
        writer = self.writer
        if writer is None or writer.process != os.getpid():
            with self.starting:
                if self.writer is None or self.writer.process != os.getpid():
                    self.writer = _Writer(self.conninfo, self.after_commit)
                writer = self.writer
        return writer


class _Writer:
    def __init__(self, conninfo: str, after_commit: Callable[[], object]):
        self.process = os.getpid()
        self.conninfo = conninfo
        self.after_commit = after_commit
        self.connection: psycopg.Connection | None = None
        self.waiting: deque[tuple[bytes, Future]] = deque()
        self.came = threading.Event()
        self.committed = threading.Event()
        for work in (self._write_for_ever, self._tell_for_ever):
            threading.Thread(target=work, name=f"webhook ledger: {work.__name__}", daemon=True).start()

    def submit(self, body: bytes) -> Future:
        future: Future = Future()
        self.waiting.append((body, future))
        self.came.set()
        return future

    def _write_for_ever(self) -> None:
        while True:
            self.came.wait()
            self.came.clear()
            while self.waiting:
                self._write(self._batch())

    def _batch(self) -> list[tuple[bytes, Future]]:
        batch, size = [], 0
        while self.waiting and len(batch) < BODIES_AT_ONCE and size < BYTES_AT_ONCE:
            batch.append(self.waiting.popleft())
            size += len(batch[-1][0])
        return batch

    def _write(self, batch: list[tuple[bytes, Future]]) -> None:
        try:
            self._insert([body for body, _ in batch])
        except Exception as error:
            self._disconnect()
            for _, future in batch:
                future.set_exception(error)
            time.sleep(PAUSE_AFTER_FAILURE)
            return
        for _, future in batch:
            future.set_result(None)
        self.committed.set()

    def _insert(self, bodies: list[bytes]) -> None:
        """A connection that was idle may have died unnoticed, which is no reason to send Meta away. Should the bodies
        be stored twice then, they are read twice, and that does no harm."""
        if self.connection is not None:
            try:
                self.connection.execute(INSERT, (bodies,))
                return
            except psycopg.OperationalError:
                self._disconnect()
        self.connection = psycopg.connect(self.conninfo, autocommit=True, connect_timeout=3)
        self.connection.execute(INSERT, (bodies,))

    def _disconnect(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _tell_for_ever(self) -> None:
        """Apart from the writer, so that a Redis that does not answer never delays a commit."""
        while True:
            self.committed.wait()
            self.committed.clear()
            try:
                self.after_commit()
            except Exception:
                log.exception("the ledger's reader was not woken; the sweep will do it")
            time.sleep(PAUSE_AFTER_FAILURE / 10)
