"""Webhooks come in any order: what is about a message that we do not know yet waits for it, and is adopted here."""

from collections.abc import Collection

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.messages import quotes
from chatapp.messages.corrections import adopt_waiting_corrections
from chatapp.messages.reactions import adopt_waiting_reactions
from chatapp.messages.statuses import adopt_waiting_statuses


def adopt(message_ids: Collection[int]) -> list[int]:
    """To be called once these messages are known by their wamid; returns ids of messages that look different now."""
    awaited = _awaited(message_ids)
    changed = {
        *adopt_waiting_corrections(awaited),
        *quotes.resolve(awaited),
        *adopt_waiting_reactions(awaited),
        *adopt_waiting_statuses(awaited),
    }
    return sorted(changed)


def _awaited(message_ids: Collection[int]) -> list[int]:
    """Those for which anything waits, or that quote another: hardly ever any, so one question saves six."""
    return list(db.session.scalars(_AWAITED, {"ids": sorted(message_ids)})) if message_ids else []


# Each part finds by keys, whatever PostgreSQL knows of the tables. What quotes or corrects a message stands in the
# thread no more than these minutes before it: Meta's clock and ours differ, and ours dates what we send.
_AWAITED = sa.text("""
    WITH m AS MATERIALIZED (
        SELECT id, conversation_id, number_id, wamid, quoted_wamid, sent_at, direction
        FROM messages WHERE id = ANY(CAST(:ids AS bigint[]))
    )
    SELECT id FROM m WHERE quoted_wamid IS NOT NULL
    UNION
    SELECT m.id FROM m JOIN messages q ON q.conversation_id = m.conversation_id AND q.quoted_wamid = m.wamid
                                      AND q.sent_at >= m.sent_at - interval '5 minutes'
    UNION
    SELECT m.id FROM m JOIN reactions r ON r.number_id = m.number_id AND r.target_wamid = m.wamid
    WHERE r.message_id IS NULL
    UNION
    SELECT m.id FROM m JOIN message_events e ON e.number_id = m.number_id AND e.wamid = m.wamid
    WHERE e.message_id IS NULL AND m.direction = 'out'
""")
