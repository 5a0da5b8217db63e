"""An empty database and an empty Redis, between tests that begin from nothing."""

from psycopg.errors import DeadlockDetected
from sqlalchemy.exc import OperationalError

from chatapp.extensions import db, redis

ATTEMPTS = 5


def make_blank() -> None:
    """Truncation, because jobs and sockets see only what is committed: no test can live in a transaction."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            _truncate()
            break
        except OperationalError as error:
            # A process that the test has started may be answering its last request, with locks in another order.
            if attempt == ATTEMPTS or not isinstance(error.orig, DeadlockDetected):
                raise
    redis.client.flushdb()


def _truncate() -> None:
    tables = ", ".join(table.name for table in db.metadata.sorted_tables)
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
