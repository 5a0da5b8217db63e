"""The simulator's memory: one SQLite connection behind a lock, in a file or only in RAM."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = Path(__file__).with_name("schema.sql").read_text()
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
            outermost = not self._depth
            if outermost:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                if outermost:
                    self._connection.execute("COMMIT")
            except BaseException:
                if outermost:
                    self._connection.execute("ROLLBACK")
                    self._after.clear()
                raise
            finally:
                self._depth -= 1
            if not outermost:
                return
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

    def execute(self, sql: str, *values: object) -> int:
        """One statement that changes something; gives how many rows."""
        with self._lock:
            return self._connection.execute(sql, values).rowcount

    def insert(self, sql: str, *values: object) -> sqlite3.Row:
        """An ``INSERT ... RETURNING``; gives the new row."""
        with self._lock:
            # Fetched under the lock: a statement that is not finished would make another thread's commit fail.
            return self._connection.execute(sql, values).fetchone()

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
            # Scripts count on the demonstration's cast having the ids 1 to 5 again.
            self.execute("DELETE FROM sqlite_sequence WHERE name = 'customers'")
