"""An empty database and an empty Redis, between tests that begin from nothing."""

from chatapp.extensions import db, redis


def make_blank() -> None:
    """Truncation, because jobs and sockets see only what is committed: no test can live in a transaction."""
    tables = ", ".join(table.name for table in db.metadata.sorted_tables)
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    redis.client.flushdb()
