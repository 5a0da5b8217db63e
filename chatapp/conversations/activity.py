"""A conversation's counters are kept, not counted: last message, unread, service window.

Everything here is a maximum, or a sum over rows that were inserted once, so that webhooks may come in any order and
more than once.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from chatapp.extensions import db


@dataclass(slots=True)
class Activity:
    """What was said in one conversation since its counters were last written."""

    conversation_id: int
    unread: int = 0
    last: tuple[datetime, int] | None = None
    preview: str = ""
    window_expires_at: datetime | None = None
    last_inbound: tuple[datetime, str] | None = None
    reopens: bool = False

    def said(self, at: datetime, message_id: int, preview: str | None) -> None:
        """A message that counts as the last one, if none is later."""
        if self.last is None or (at, message_id) > self.last:
            self.last, self.preview = (at, message_id), preview or ""

    def heard(self, at: datetime, wamid: str | None) -> None:
        """The customer spoke: somebody must look. `wamid` is None for calls, which no read receipt can name."""
        self.unread += 1
        self.reopens = True
        if wamid and (self.last_inbound is None or (at, wamid) > self.last_inbound):
            self.last_inbound = (at, wamid)

    def window_until(self, expires: datetime | None) -> None:
        """Meta's service window is open at least until then."""
        if expires and (self.window_expires_at is None or expires > self.window_expires_at):
            self.window_expires_at = expires


class Activities(dict[int, Activity]):
    """{conversation id: what happened there}; to ask is to begin."""

    def __missing__(self, conversation_id: int) -> Activity:
        return self.setdefault(conversation_id, Activity(conversation_id))


def record(activities: Activities) -> None:
    """Write what happened into the conversations' counters. A resolved, closed or snoozed one opens again when the
    customer speaks. Whoever writes into several has locked them (`places.open_for` does)."""
    if not activities:
        return
    rows = [activities[conversation_id] for conversation_id in sorted(activities)]
    values = {
        "ids": [row.conversation_id for row in rows],
        "unread": [row.unread for row in rows],
        "last_at": [row.last and row.last[0] for row in rows],
        "last_id": [row.last and row.last[1] for row in rows],
        "previews": [row.preview for row in rows],
        "windows": [row.window_expires_at for row in rows],
        "inbound_at": [row.last_inbound and row.last_inbound[0] for row in rows],
        "inbound_wamid": [row.last_inbound and row.last_inbound[1] for row in rows],
        "reopens": [row.reopens for row in rows],
    }
    db.session.execute(_RECORD, values)


def reacted(message_ids: Collection[int]) -> None:
    """Somebody reacted to these messages, or took a reaction away: their conversations' rows tell of the latest one.
    Nobody has to answer that, so nothing is opened, moved or counted."""
    if message_ids:
        db.session.execute(_REACTED, {"ids": sorted(message_ids)})


def reworded(message_id: int, preview: str | None) -> None:
    """The message says something else now: so does its conversation's row, if it was the last one."""
    db.session.execute(_REWORDED, {"message": message_id, "preview": preview or ""})


_REWORDED = sa.text("UPDATE conversations SET last_message_preview = :preview WHERE last_message_id = :message")

_REACTED = sa.text("""
    UPDATE conversations AS c SET last_reaction_id = CASE
        WHEN known.id IS NULL OR (latest.reacted_at, latest.id) >= (known.reacted_at, known.id) THEN latest.id
        ELSE known.id END
    FROM (
        SELECT DISTINCT ON (m.conversation_id) m.conversation_id, r.id, r.reacted_at
        FROM reactions r JOIN messages m ON m.id = r.message_id
        WHERE m.id = ANY(CAST(:ids AS bigint[]))
        ORDER BY m.conversation_id, r.reacted_at DESC, r.id DESC
    ) AS latest
    JOIN conversations former ON former.id = latest.conversation_id
    LEFT JOIN reactions known ON known.id = former.last_reaction_id
    WHERE c.id = latest.conversation_id
""")

_RECORD = sa.text("""
    UPDATE conversations AS c SET
        unread_count = c.unread_count + a.unread,
        last_message_at = CASE WHEN is_last THEN a.last_at ELSE c.last_message_at END,
        last_message_id = CASE WHEN is_last THEN a.last_id ELSE c.last_message_id END,
        last_message_preview = CASE WHEN is_last THEN a.preview ELSE c.last_message_preview END,
        window_expires_at = greatest(c.window_expires_at, a.window_expires_at),
        last_inbound_at = greatest(c.last_inbound_at, a.inbound_at),
        last_inbound_wamid = CASE WHEN is_last_inbound THEN a.inbound_wamid ELSE c.last_inbound_wamid END,
        status = CASE WHEN wakes THEN 'OPEN' ELSE c.status END,
        snoozed_until = CASE WHEN a.reopens THEN NULL ELSE c.snoozed_until END
    FROM (
        SELECT a.*,
            a.last_id IS NOT NULL AND (
                known.last_message_id IS NULL
                OR (a.last_at, a.last_id) > (known.last_message_at, known.last_message_id)
            ) AS is_last,
            a.inbound_at IS NOT NULL AND (
                known.last_inbound_at IS NULL
                OR (a.inbound_at, a.inbound_wamid) > (known.last_inbound_at, coalesce(known.last_inbound_wamid, ''))
            ) AS is_last_inbound,
            a.reopens AND (known.status IN ('RESOLVED', 'CLOSED') OR known.snoozed_until IS NOT NULL) AS wakes
        FROM unnest(
            CAST(:ids AS bigint[]), CAST(:unread AS int[]), CAST(:last_at AS timestamptz[]), CAST(:last_id AS bigint[]),
            CAST(:previews AS text[]), CAST(:windows AS timestamptz[]), CAST(:inbound_at AS timestamptz[]),
            CAST(:inbound_wamid AS text[]), CAST(:reopens AS boolean[])
        ) AS a (id, unread, last_at, last_id, preview, window_expires_at, inbound_at, inbound_wamid, reopens)
        JOIN conversations known USING (id)
    ) AS a
    WHERE c.id = a.id
""")
