"""When webhooks were applied, by the database's own log of commits, and whether all of them were, once each."""

import time
from collections.abc import Iterable

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from tests.bench.posting import Posted
from tests.bench.stand import Stand

PATIENCE = 120.0


def remember_commits(ground: Stand) -> None:
    """Have PostgreSQL note when each transaction was committed, which it only does from its start on."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ALTER SYSTEM SET track_commit_timestamp = on"))
    db.session.remove()
    db.engine.dispose()
    ground.services.postgres.stop()
    ground.services.postgres.start()


def wait_until_applied() -> None:
    """Until nothing is left to do; TimeoutError after two minutes."""
    deadline = time.monotonic() + PATIENCE
    while _asked(_LEFT):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{_asked(_LEFT)} webhooks are not applied")
        time.sleep(0.5)


def delays(posted: Posted) -> list[float]:
    """Milliseconds from due until applied and committed, of those that were acknowledged."""
    first = posted.plan.first
    with db.engine.connect() as connection:
        applied = dict(connection.execute(_COMMITTED, {"first": first, "end": posted.end}).all())
    return [(applied[first + place] - due) * 1000 for place, due in enumerate(posted.due) if first + place in applied]


def last_commit() -> float:
    """When the last webhook was applied, in seconds since 1970."""
    return _asked(_LAST)


def missing_or_doubled(runs: Iterable[Posted]) -> int:
    """How far the database is from what was acknowledged: texts, unread counters, and messages that were read."""
    acknowledged = [
        posted.plan.first + place for posted in runs for place, done in enumerate(posted.acknowledged) if done
    ]
    texts = sum(serial % 4 == 0 for serial in acknowledged)
    read = sum(serial % 4 == 3 for serial in acknowledged)
    written, unread, ticks = _asked(_TEXTS), _asked(_UNREAD), _asked(_READ)
    return abs(written - texts) + abs(unread - texts) + abs(ticks - read)


def _asked(statement: sa.TextClause) -> int:
    with db.engine.connect() as connection:
        return connection.scalar(statement)


_LEFT = sa.text(
    "SELECT count(*) FROM webhook_events WHERE processed_at IS NULL OR error IS NOT NULL OR faults IS NOT NULL"
)

# What changed the row last is what marked it as processed.
_COMMITTED = sa.text(r"""
    SELECT serial, commit FROM (
        SELECT CAST(substring(convert_from(body, 'UTF8') FROM '"serial":(\d+)') AS bigint) AS serial,
               extract(epoch FROM pg_xact_commit_timestamp(xmin))::float AS commit
        FROM webhook_events
    ) AS applied WHERE serial >= :first AND serial < :end
""")

_LAST = sa.text("""
    SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin))::float FROM webhook_events ORDER BY id DESC LIMIT 1
""")
_TEXTS = sa.text("SELECT count(*) FROM messages WHERE direction = 'in'")
_UNREAD = sa.text("SELECT sum(unread_count) FROM conversations")
_READ = sa.text(f"SELECT count(*) FROM messages WHERE direction = 'out' AND status = {int(MessageStatus.READ)}")
