"""What became of the messages we sent: each report kept as an event, the message itself only moving forward.

A report names its message by Meta's id or, before we have stored that, by the client id it carries for us (that also
settles a send whose answer we never got). A report of a message that we do not know yet waits for it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import orjson
import sqlalchemy as sa

from chatapp import contacts
from chatapp.contacts import Learned
from chatapp.extensions import db
from chatapp.jobs import DEFAULT, job
from chatapp.messages import broadcasts, progress
from chatapp.messages.arrivals import Arrival
from chatapp.whatsapp.facts import StatusUpdate

ORPHANS_AT_ONCE = 1_000


class Matched(NamedTuple):
    """Our message that a report is about, and whom it was written to."""

    message_id: int
    contact_id: int


def match(arrivals: Sequence[Arrival[StatusUpdate]]) -> list[Matched | None]:
    """The message of each report, in their order; None where we do not know it yet."""
    if not arrivals:
        return []
    values = {
        "accounts": [a.account_id for a in arrivals],
        "numbers": [a.number_id for a in arrivals],
        "wamids": [a.fact.wamid for a in arrivals],
        "client_ids": [_client_id(a.fact.callback_data) for a in arrivals],
    }
    found: list[Matched | None] = [None] * len(arrivals)
    for row in db.session.execute(_MATCH, values):
        found[row.n - 1] = Matched(row.message_id, row.contact_id)
    return found


def learn_recipients(arrivals: Sequence[Arrival[StatusUpdate]], matched: Sequence[Matched | None]) -> None:
    """Whoever a message reached bears the names in its reports: often the first time that we learn a BSUID."""
    contacts.learn(
        Learned(a.account_id, m.contact_id, a.fact.customer, a.fact.occurred_at)
        for a, m in zip(arrivals, matched, strict=True)
        if m is not None and a.fact.customer.is_known
    )


def record(arrivals: Sequence[Arrival[StatusUpdate]], matched: Sequence[Matched | None]) -> list[int]:
    """Keep each report once and move its message forward; returns ids of messages that look different now."""
    if not arrivals:
        return []
    rows = sorted(zip(arrivals, matched, strict=True), key=lambda row: (row[0].number_id, row[0].fact.wamid))
    values = {
        "accounts": [a.account_id for a, _ in rows],
        "numbers": [a.number_id for a, _ in rows],
        "messages": [m and m.message_id for _, m in rows],
        "wamids": [a.fact.wamid for a, _ in rows],
        "statuses": [int(a.fact.status) for a, _ in rows],
        "moments": [a.fact.occurred_at for a, _ in rows],
        "errors": [_error(a.fact) for a, _ in rows],
        "pricings": [a.fact.pricing and orjson.dumps(a.fact.pricing).decode() for a, _ in rows],
    }
    event_ids = list(db.session.scalars(_KEEP, values))
    return progress.move_forward(event_ids)


def adopt_waiting_statuses(message_ids: Collection[int]) -> list[int]:
    """Apply the reports that came before these messages were known by their wamid; returns ids of those changed."""
    if not message_ids:
        return []
    progress.lock(message_ids)
    return progress.move_forward(list(db.session.scalars(_ADOPT, {"ids": sorted(message_ids)})))


@job(DEFAULT)
def adopt_orphans() -> None:
    """Sweep: a report and its message may be committed at the same moment, each without seeing the other."""
    message_ids = db.session.scalars(_ORPHANS, {"limit": ORPHANS_AT_ONCE}).all()
    changed = adopt_waiting_statuses(message_ids)
    broadcasts.changed(changed)
    db.session.commit()


def delete_orphans(before: datetime, limit: int) -> int:
    """Forget at most `limit` reports, kept since before then, whose message never came; returns how many it was."""
    return db.session.execute(_DELETE_ORPHANS, {"before": before, "limit": limit}).rowcount


def _client_id(callback_data: str | None) -> str | None:
    """Ours is the message's client id; other software on the same number may put anything there."""
    try:
        return str(UUID(callback_data)) if callback_data else None
    except ValueError:
        return None


def _error(fact: StatusUpdate) -> str | None:
    if not fact.errors:
        return None
    first = fact.errors[0]
    return orjson.dumps({"code": first.code, "title": first.title, "details": first.details}).decode()


_MATCH = sa.text("""
    SELECT r.n, m.id AS message_id, c.contact_id
    FROM unnest(
        CAST(:accounts AS bigint[]), CAST(:numbers AS bigint[]), CAST(:wamids AS text[]), CAST(:client_ids AS uuid[])
    ) WITH ORDINALITY AS r (account_id, number_id, wamid, client_id, n)
    LEFT JOIN messages named ON named.number_id = r.number_id AND named.wamid = r.wamid
    LEFT JOIN messages ours ON ours.account_id = r.account_id AND ours.client_id = r.client_id
                           AND ours.number_id = r.number_id
    JOIN messages m ON m.id = coalesce(named.id, ours.id) AND m.direction = 'out'
    JOIN conversations c ON c.id = m.conversation_id
""")

# What `progress.lock` does comes first, as part of the same statement: a condition on no row is asked before any.
_KEEP = sa.text("""
    WITH locked AS (
        SELECT id FROM messages WHERE id = ANY(CAST(:messages AS bigint[])) ORDER BY id FOR UPDATE
    )
    INSERT INTO message_events (account_id, number_id, message_id, wamid, status, occurred_at, error, pricing)
    SELECT account_id, number_id, message_id, wamid, status, occurred_at, CAST(error AS jsonb), CAST(pricing AS jsonb)
    FROM unnest(
        CAST(:accounts AS bigint[]), CAST(:numbers AS bigint[]), CAST(:messages AS bigint[]), CAST(:wamids AS text[]),
        CAST(:statuses AS smallint[]), CAST(:moments AS timestamptz[]), CAST(:errors AS text[]),
        CAST(:pricings AS text[])
    ) AS r (account_id, number_id, message_id, wamid, status, occurred_at, error, pricing)
    WHERE (SELECT count(*) FROM locked) >= 0
    ON CONFLICT (number_id, wamid, status) DO NOTHING
    RETURNING id
""")

_ADOPT = sa.text("""
    UPDATE message_events AS e SET message_id = m.id
    FROM messages m
    WHERE m.id = ANY(CAST(:ids AS bigint[])) AND e.number_id = m.number_id AND e.wamid = m.wamid
      AND e.message_id IS NULL AND m.direction = 'out'
    RETURNING e.id
""")

_ORPHANS = sa.text("""
    SELECT DISTINCT m.id FROM (
        SELECT number_id, wamid FROM message_events
        WHERE message_id IS NULL AND created_at > now() - interval '15 minutes'
        ORDER BY id DESC LIMIT :limit
    ) AS e JOIN messages m USING (number_id, wamid) WHERE m.direction = 'out'
""")

_DELETE_ORPHANS = sa.text("""
    DELETE FROM message_events WHERE id IN (
        SELECT id FROM message_events WHERE message_id IS NULL AND created_at < :before ORDER BY id LIMIT :limit
    )
""")
