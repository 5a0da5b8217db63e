"""Emoji on messages: per person and message the newest one counts, and "none" is one of them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from chatapp.extensions import db


class Reacted(NamedTuple):
    """`reactor` is "contact:<id>", "user:<id>", or "number:<id>" for the company's own phone. `emoji` None removes."""

    account_id: int
    number_id: int
    target_wamid: str
    reactor: str
    emoji: str | None
    at: datetime


def record(reacted: Iterable[Reacted]) -> list[int]:
    """Keep these reactions, also for messages that we do not know yet; returns ids of messages that look different.

    A late one never replaces a newer one; of two in the same second, Meta's unit, the one that arrives later counts.
    """
    newest: dict[tuple[int, str, str], Reacted] = {}
    for one in sorted(reacted, key=lambda one: one.at):
        newest[(one.number_id, one.target_wamid, one.reactor)] = one
    if not newest:
        return []
    rows = [newest[key] for key in sorted(newest)]
    values = {
        "accounts": [row.account_id for row in rows],
        "numbers": [row.number_id for row in rows],
        "wamids": [row.target_wamid for row in rows],
        "reactors": [row.reactor for row in rows],
        "emojis": [row.emoji for row in rows],
        "moments": [row.at for row in rows],
    }
    changed = db.session.scalars(_RECORD, values)
    return touch(message_id for message_id in changed if message_id)


def adopt_waiting_reactions(message_ids: Collection[int]) -> list[int]:
    """Put reactions that came before their message onto it; returns ids of messages that look different."""
    if not message_ids:
        return []
    return touch(db.session.scalars(_ADOPT, {"ids": sorted(message_ids)}))


def touch(message_ids: Iterable[int]) -> list[int]:
    """Mark messages as changed, for whoever asks what changed: what hangs on them is part of how they look."""
    ids = sorted(set(message_ids))
    if ids:
        db.session.execute(_TOUCH, {"ids": ids})
    return ids


_RECORD = sa.text("""
    INSERT INTO reactions AS r (account_id, number_id, message_id, target_wamid, reactor, emoji, reacted_at)
    SELECT n.account_id, n.number_id, m.id, n.target_wamid, n.reactor, n.emoji, n.at
    FROM unnest(
        CAST(:accounts AS bigint[]), CAST(:numbers AS bigint[]), CAST(:wamids AS text[]), CAST(:reactors AS text[]),
        CAST(:emojis AS text[]), CAST(:moments AS timestamptz[])
    ) AS n (account_id, number_id, target_wamid, reactor, emoji, at)
    LEFT JOIN messages m ON m.number_id = n.number_id AND m.wamid = n.target_wamid
    ON CONFLICT (number_id, target_wamid, reactor) DO UPDATE SET
        emoji = excluded.emoji, reacted_at = excluded.reacted_at,
        message_id = coalesce(r.message_id, excluded.message_id)
    WHERE excluded.reacted_at >= r.reacted_at
    RETURNING r.message_id
""")

_ADOPT = sa.text("""
    UPDATE reactions AS r SET message_id = m.id
    FROM messages m
    WHERE m.id = ANY(CAST(:ids AS bigint[])) AND r.number_id = m.number_id AND r.target_wamid = m.wamid
      AND r.message_id IS NULL
    RETURNING m.id
""")

_TOUCH = sa.text("UPDATE messages SET changed_at = changed_at WHERE id = ANY(CAST(:ids AS bigint[]))")
