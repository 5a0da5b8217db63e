"""Plans of statements that are kept, unlike anywhere else (docs/adr/0003)."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from chatapp.extensions import db

#: A statement that came so often before is one of those that always come.
AFTER = 2


def find_by_keys() -> None:
    """For the rest of this transaction, tables are read through their indexes only.

    All that a batch looks for it looks for by unique keys, so that is the right plan however large the tables are. A
    plan that was made while they were small, and kept, would go on reading the whole of them.
    """
    db.session.execute(_FIND_BY_KEYS)


@contextmanager
def kept() -> Iterator[None]:
    """Within, the current transaction's connection plans each statement once: a batch is the same few dozen again and
    again, and planning them takes longer than doing them."""
    connection = db.session.connection().connection.driver_connection
    connection.prepare_threshold = AFTER
    try:
        yield
    finally:
        connection.prepare_threshold = None


_FIND_BY_KEYS = sa.text("""
    SELECT set_config(name, 'off', true)
    FROM unnest(ARRAY['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']) AS name
""")
