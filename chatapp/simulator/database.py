"""The simulator's memory: one SQLite connection behind a lock, in a file or only in RAM."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, wa_id TEXT UNIQUE, user_id TEXT NOT NULL UNIQUE,
    parent_user_id TEXT, username TEXT, shares_phone INTEGER NOT NULL DEFAULT 1, online INTEGER NOT NULL DEFAULT 1,
    auto_read INTEGER NOT NULL DEFAULT 0, read_receipts INTEGER NOT NULL DEFAULT 1, window TEXT NOT NULL DEFAULT 'auto');
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, wamid TEXT NOT NULL UNIQUE, direction TEXT NOT NULL, number_id TEXT NOT NULL,
    customer_id INTEGER, addressed TEXT NOT NULL, type TEXT NOT NULL, content TEXT NOT NULL, quoted TEXT,
    callback_data TEXT, category TEXT, created_at REAL NOT NULL, webhook_accepted_at REAL, read_by_business_at REAL,
    delivered_at REAL, read_at REAL, failed_at REAL);
CREATE INDEX IF NOT EXISTS messages_chat ON messages (customer_id, number_id, id);
CREATE INDEX IF NOT EXISTS messages_delivered ON messages (number_id, delivered_at) WHERE category = 'service';
CREATE TABLE IF NOT EXISTS statuses (
    id INTEGER PRIMARY KEY AUTOINCREMENT, wamid TEXT NOT NULL, status TEXT NOT NULL, at REAL NOT NULL, errors TEXT,
    UNIQUE (wamid, status));
CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL, waba_id TEXT NOT NULL, number_id TEXT NOT NULL,
    field TEXT NOT NULL, value TEXT NOT NULL, wamid TEXT, due_at REAL NOT NULL, not_before REAL NOT NULL,
    created_at REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, accepted_at REAL, gave_up_at REAL);
CREATE INDEX IF NOT EXISTS updates_waiting ON updates (id) WHERE accepted_at IS NULL AND gave_up_at IS NULL;
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, updates TEXT NOT NULL, attempt INTEGER NOT NULL,
    body TEXT NOT NULL, signature TEXT, status INTEGER, error TEXT, milliseconds REAL NOT NULL);
CREATE TABLE IF NOT EXISTS media (
    id TEXT PRIMARY KEY, number_id TEXT NOT NULL, origin TEXT NOT NULL, mime_type TEXT NOT NULL, filename TEXT,
    size INTEGER NOT NULL, sha256 BLOB NOT NULL, created_at REAL NOT NULL, deleted_at REAL);
CREATE TABLE IF NOT EXISTS templates (
    id TEXT PRIMARY KEY, waba_id TEXT NOT NULL, name TEXT NOT NULL, language TEXT NOT NULL, document TEXT NOT NULL,
    UNIQUE (waba_id, name, language));
CREATE TABLE IF NOT EXISTS documents (
    kind TEXT NOT NULL, key TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (kind, key));
"""
TABLES = ("customers", "messages", "statuses", "updates", "deliveries", "media", "templates", "documents")


class Database:
    """SQLite shared by all threads: one writer at a time, transactions nest into the outermost."""

    def __init__(self, folder: Path | None) -> None:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        target = str(folder / "books.sqlite3") if folder else ":memory:"
        self._connection = sqlite3.connect(target, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode=WAL")
        # A killed process loses nothing; only a machine losing power could lose the last moments.
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(SCHEMA)
        self._lock = threading.RLock()
        self._depth = 0
        self._after: list[Callable[[], None]] = []

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; what was given to :meth:`on_commit` runs after the outermost commit."""
        with self._lock:
            if not self._depth:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if not self._depth:
                    self._connection.execute("ROLLBACK")
                    self._after.clear()
                raise
            self._depth -= 1
            if self._depth:
                return
            self._connection.execute("COMMIT")
            after, self._after = self._after, []
        for call in after:
            call()

    def on_commit(self, call: Callable[[], None]) -> None:
        """Run ``call`` once the current transaction is safe; at once when there is none."""
        with self._lock:
            if self._depth:
                self._after.append(call)
                return
        call()

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        """One statement that changes something."""
        with self._lock:
            return self._connection.execute(sql, values)

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with self._lock:
            return self._connection.execute(sql, values).fetchone()

    def close(self) -> None:
        """Close the file; nothing may use this object afterwards."""
        with self._lock:
            self._connection.close()

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction():
            for table in TABLES:
                self.execute(f"DELETE FROM {table}")
