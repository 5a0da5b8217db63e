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
from collections.abc import Callable, Sequence

import psycopg
from sqlalchemy.engine import make_url

from chatapp import logs

BODIES_AT_ONCE = 1_000
BYTES_AT_ONCE = 16 * 1024 * 1024
ANSWER_WITHIN = 8.0
PAUSE_AFTER_FAILURE = 0.05
#: Seconds that the next commit waits when several bodies shared the last one: half as many commits cost half as much.
GATHER = 0.004
#: Seconds between two wake-ups: shorter than a reader lingers, so whatever is committed meanwhile finds it awake.
BETWEEN_WAKES = 0.1

INSERT = """
    WITH stored AS (
        INSERT INTO webhook_events (body, signed_for, subjects)
        SELECT body, string_to_array(accounts, ',')::bigint[], string_to_array(subjects, ',')
        FROM unnest(%b::bytea[], %s::text[], %s::text[]) AS arrived (body, accounts, subjects)
        RETURNING id, subjects
    ), found_by AS (
        INSERT INTO webhook_subjects (subject, event_id) SELECT subject, id FROM stored, unnest(subjects) AS subject
    )
    SELECT id FROM stored
"""

#: A body, the accounts it may speak for (None: every account), and what it speaks of: ids with commas between them.
Row = tuple[bytes, str | None, str]

log = logging.getLogger(__name__)


class _Arrived:
    """A body on its way into the ledger. (An Event would do, or a Future; but they cost several times as much.)"""

    __slots__ = ("_error", "_settled", "request_id", "row")

    def __init__(self, row: Row, request_id: str):
        self.row, self.request_id = row, request_id
        self._settled, self._error = threading.Lock(), None
        self._settled.acquire()

    def settle(self, error: Exception | None = None) -> None:
        self._error = error
        self._settled.release()

    def wait(self, seconds: float) -> None:
        if not self._settled.acquire(timeout=seconds):
            raise TimeoutError("the ledger did not answer in time")
        if self._error is not None:
            raise self._error


class GroupCommit:
    """`store(body)` returns when the body is committed. `after_commit` is called soon after, and may fail or be slow:
    it only wakes whoever reads the ledger."""

    def __init__(self, database_url: str, after_commit: Callable[[], object]):
        url = make_url(database_url).set(drivername="postgresql")
        self.conninfo = url.render_as_string(hide_password=False)
        self.after_commit = after_commit
        self.starting = threading.Lock()
        self.writer: _Writer | None = None

    def store(self, body: bytes, signed_for: Sequence[int] | None = None, subjects: Sequence[str] = ()) -> None:
        """Commit `body`; raises what kept it from being stored, TimeoutError after eight seconds.

        signed_for  the accounts whose app secret signed it; None if that is the installation's
        subjects    Meta's ids of what it speaks of, each once
        """
        accounts = None if signed_for is None else ",".join(map(str, signed_for))
        arrived = _Arrived((body, accounts, ",".join(subjects)), str(logs.names().get("request_id")))
        self._running_writer().submit(arrived)
        arrived.wait(ANSWER_WITHIN)

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
        self.waiting: deque[_Arrived] = deque()
        self.came = threading.Event()
        self.committed = threading.Event()
        for work in (self._write_for_ever, self._tell_for_ever):
            threading.Thread(target=work, name=f"webhook ledger: {work.__name__}", daemon=True).start()

    def submit(self, arrived: _Arrived) -> None:
        self.waiting.append(arrived)
        if not self.came.is_set():
            self.came.set()

    def _write_for_ever(self) -> None:
        while True:
            self.came.wait()
            self.came.clear()
            while self.waiting:
                self._write(self._batch())

    def _batch(self) -> list[_Arrived]:
        batch, size = [], 0
        while self.waiting and len(batch) < BODIES_AT_ONCE and size < BYTES_AT_ONCE:
            batch.append(self.waiting.popleft())
            size += len(batch[-1].row[0])
        return batch

    def _write(self, batch: list[_Arrived]) -> None:
        try:
            ids = self._insert([arrived.row for arrived in batch])
        except Exception as error:
            self._disconnect()
            for arrived in batch:
                arrived.settle(error)
            time.sleep(PAUSE_AFTER_FAILURE)
            return
        for arrived in batch:
            arrived.settle()
        self.committed.set()
        # One line per commit: where a request becomes rows of the ledger, whose ids all that follows names.
        request_ids = [arrived.request_id for arrived in batch]
        log.info("webhooks stored", extra=logs.fields(request_ids=request_ids, webhooks=ids))
        if len(batch) > 1:
            time.sleep(GATHER)

    def _insert(self, rows: list[Row]) -> list[int]:
        """A connection that was idle may have died unnoticed, which is no reason to send Meta away. Should the bodies
        be stored twice then, they are read twice, and that does no harm."""
        columns = tuple(map(list, zip(*rows, strict=True)))
        if self.connection is not None:
            try:
                return _ids(self.connection.execute(INSERT, columns))
            except psycopg.OperationalError:
                self._disconnect()
        self.connection = psycopg.connect(self.conninfo, autocommit=True, connect_timeout=3)
        return _ids(self.connection.execute(INSERT, columns))

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
            time.sleep(BETWEEN_WAKES)


def _ids(inserted: psycopg.Cursor) -> list[int]:
    return [row_id for (row_id,) in inserted]
