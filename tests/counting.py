"""How many questions the database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from chatapp.extensions import db


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL that runs inside the block, whichever connection runs it."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
