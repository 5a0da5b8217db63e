"""Plans of statements that are kept, unlike anywhere else (docs/adr/0003)."""

from collections.abc import Iterator
from contextlib import contextmanager

from chatapp.extensions import db

#: A statement that came so often before is one of those that always come.
AFTER = 2


@contextmanager
def kept() -> Iterator[None]:
    """Within, the current transaction's connection plans each statement once: a batch is the same few dozen again and
    again, all by unique keys, and planning them takes longer than doing them."""
    connection = db.session.connection().connection.driver_connection
    connection.prepare_threshold = AFTER
    try:
        yield
    finally:
        connection.prepare_threshold = None
