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


# What quotes or corrects a message stands in the thread no more than these minutes before it: Meta's clock and ours
# differ, and ours dates what we send.
_AWAITED = sa.text("""
    SELECT m.id FROM messages m WHERE m.id = ANY(CAST(:ids AS bigint[])) AND (
        m.quoted_wamid IS NOT NULL
        OR EXISTS (
            SELECT FROM messages q WHERE q.conversation_id = m.conversation_id AND q.quoted_wamid = m.wamid
                                     AND q.sent_at >= m.sent_at - interval '5 minutes'
        )
        OR EXISTS (
            SELECT FROM reactions r
            WHERE r.number_id = m.number_id AND r.target_wamid = m.wamid AND r.message_id IS NULL
        )
        OR m.direction = 'out' AND EXISTS (
            SELECT FROM message_events e
            WHERE e.number_id = m.number_id AND e.wamid = m.wamid AND e.message_id IS NULL
        )
    )
""")
