"""The ledger of webhook bodies: which of them are due, and what became of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import orjson
import sqlalchemy as sa

from chatapp.extensions import db

#: After so many vain attempts a body is set aside: it stays in the ledger, with its error, until it is replayed.
MAX_ATTEMPTS = 5


class Body(NamedTuple):
    """One webhook as it came."""

    id: int
    received_at: datetime
    body: bytes
    signed_for: tuple[int, ...] | None


@dataclass(slots=True)
class Outcome:
    """What became of one body. `faults`: parts set aside for good, `{"path", "code", "reason"}` each; `errors`: why
    parts of it, or all of it, must be tried again."""

    event_id: int
    received_at: datetime
    signed_for: tuple[int, ...] | None = None
    faults: list[dict[str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def may_speak_of(self, account_id: int) -> bool:
        """Whether whoever signed the body answers for this account's numbers."""
        return self.signed_for is None or account_id in self.signed_for

    def fault(self, path: str, code: str, reason: str) -> None:
        self.faults.append({"path": path, "code": code, "reason": reason})


def due(limit: int, most_bytes: int) -> list[Body]:
    """The oldest unprocessed bodies, locked: at most `limit`, up to the one that makes them `most_bytes`.

    A body that failed n times rests for n x n minutes first, so that it neither holds up its successors nor uses up its
    attempts in one bad moment.
    """
    rows = db.session.execute(_DUE, {"limit": limit, "bytes": most_bytes, "max": MAX_ATTEMPTS})
    return [Body(row.id, row.received_at, bytes(row.body), row.signed_for and tuple(row.signed_for)) for row in rows]


def is_empty() -> bool:
    """Whether nothing is due now."""
    return not db.session.scalar(_IS_DUE, {"max": MAX_ATTEMPTS})


def settle(outcomes: Iterable[Outcome]) -> list[float]:
    """Note what became of these bodies: processed, or one attempt more and why. Returns how many seconds each of those
    that are processed now has waited for it."""
    rows = sorted(outcomes, key=lambda outcome: outcome.event_id)
    values = {
        "ids": [row.event_id for row in rows],
        "faults": [orjson.dumps(row.faults).decode() if row.faults else None for row in rows],
        "errors": ["\n".join(row.errors) or None for row in rows],
    }
    return [float(waited) for waited in db.session.scalars(_SETTLE, values) if waited is not None]


def rearm(ids: Collection[int]) -> int:
    """Let these bodies be processed again, with all their attempts; returns how many there are."""
    return db.session.execute(_REARM, {"ids": sorted(ids)}).rowcount


def find(*, since: datetime | None = None, until: datetime | None = None, failed: bool = False) -> list[int]:
    """Ids of bodies received in [since, until), or only of those among them that were not processed in full."""
    return list(db.session.scalars(_FIND, {"since": since, "until": until, "failed": failed}))


def delete_processed(before: datetime, limit: int) -> int:
    """Forget at most `limit` bodies that were received before then and are done with; returns how many it was."""
    return db.session.scalar(_DELETE, {"before": before, "limit": limit})


_IS_READY = """
    processed_at IS NULL AND attempts < :max
    AND (attempts = 0 OR received_at < clock_timestamp() - attempts * attempts * interval '1 minute')
"""

# Which ones first, from the index of what is left to do, and then those by their key: as one condition PostgreSQL would
# look through the whole backlog for every batch of it.
_DUE = sa.text(f"""
    WITH oldest AS MATERIALIZED (
        SELECT id, octet_length(body) AS size FROM webhook_events WHERE {_IS_READY} ORDER BY id LIMIT :limit
    ), summed AS MATERIALIZED (
        SELECT id, sum(size) OVER (ORDER BY id) - size AS before FROM oldest
    )
    SELECT e.id, e.received_at, e.body, e.signed_for
    FROM summed JOIN webhook_events AS e ON e.id = summed.id
    WHERE summed.before < :bytes AND e.processed_at IS NULL
    ORDER BY e.id FOR UPDATE OF e SKIP LOCKED
""")

_IS_DUE = sa.text(f"SELECT EXISTS (SELECT FROM webhook_events WHERE {_IS_READY})")

#: How many were never tried, failed, failed too often; how long the oldest of the first has waited (seconds).
BACKLOG = sa.text("""
    SELECT count(*) FILTER (WHERE attempts = 0),
           count(*) FILTER (WHERE attempts BETWEEN 1 AND :max - 1),
           count(*) FILTER (WHERE attempts >= :max),
           coalesce(extract(epoch FROM clock_timestamp() - min(received_at) FILTER (WHERE attempts = 0)), 0)
    FROM webhook_events WHERE processed_at IS NULL
""")

_SETTLE = sa.text("""
    UPDATE webhook_events AS e SET
        processed_at = CASE WHEN o.error IS NULL THEN clock_timestamp() END,
        attempts = e.attempts + CASE WHEN o.error IS NULL THEN 0 ELSE 1 END,
        error = o.error,
        faults = CAST(o.faults AS jsonb)
    FROM unnest(CAST(:ids AS bigint[]), CAST(:faults AS text[]), CAST(:errors AS text[])) AS o (id, faults, error)
    WHERE e.id = o.id
    RETURNING extract(epoch FROM e.processed_at - e.received_at)
""")

_REARM = sa.text("""
    UPDATE webhook_events SET processed_at = NULL, attempts = 0, error = NULL
    WHERE id = ANY(CAST(:ids AS bigint[]))
""")

_FIND = sa.text("""
    SELECT id FROM webhook_events
    WHERE (CAST(:since AS timestamptz) IS NULL OR received_at >= :since)
      AND (CAST(:until AS timestamptz) IS NULL OR received_at < :until)
      AND (NOT :failed OR error IS NOT NULL OR faults IS NOT NULL)
    ORDER BY id
""")

_DELETE = sa.text("""
    WITH old AS (
        DELETE FROM webhook_events WHERE id IN (
            SELECT id FROM webhook_events
            WHERE processed_at IS NOT NULL AND received_at < :before ORDER BY received_at LIMIT :limit
        ) RETURNING id, subjects
    ), found_by AS (
        DELETE FROM webhook_subjects AS s USING (SELECT id, unnest(subjects) AS subject FROM old) AS gone
        WHERE s.subject = gone.subject AND s.event_id = gone.id
    )
    SELECT count(*) FROM old
""")
