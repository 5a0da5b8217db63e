"""One holder at a time, in all processes: PostgreSQL's advisory lock, which ends with its connection."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from chatapp.extensions import db


class Lock:
    """A lock that is held for as long as its connection lives."""

    def __init__(self, connection: sa.Connection):
        self._connection = connection

    def check(self) -> None:
        """Raises SQLAlchemyError when the connection, and so the lock, is gone."""
        self._connection.scalar(sa.select(1))


@contextmanager
def only_one(key: int) -> Iterator[Lock | None]:
    """Hold the lock inside the block; None when somebody else holds it."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(key))):
            yield None
            return
        try:
            yield Lock(connection)
        finally:
            with suppress(SQLAlchemyError):  # a broken connection has let go of it already
                connection.scalar(sa.select(sa.func.pg_advisory_unlock(key)))
