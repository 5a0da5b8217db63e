"""Emoji on messages: per person and message the newest one counts, and "none" is one of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from chatapp.conversations import activity
from chatapp.conversations.queries import Ownership
from chatapp.extensions import db
from chatapp.models import Message, Reaction


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
    changed = {message_id for message_id in db.session.scalars(_RECORD, values) if message_id}
    changed |= _keep_one_of_ours(rows)
    activity.reacted(changed)
    return touch(changed)


def of_ours(message: Message) -> Sequence[Reaction]:
    """What the company has put onto this message, be it on its way there or back."""
    rows = sa.select(Reaction).where(Reaction.message_id == message.id, Reaction.reactor.not_like("contact:%"))
    rows = rows.options(joinedload(Reaction.sending)).execution_options(populate_existing=True)
    return db.session.scalars(rows).all()


def put(reacted: Reacted, sending: Message) -> None:
    """Our own reaction (or removal), which goes to Meta with the outbox row `sending`, in the place of whatever the
    company had put there before."""
    db.session.execute(_PUT, {**reacted._asdict(), "sending": sending.id})
    changed = _keep_one_of_ours([reacted])
    activity.reacted(changed)
    touch(changed)


def as_seen(message_ids: Collection[int]) -> dict[int, Ownership]:
    """{id of a message that shows what these say: its conversation}. Reactions of ours are no bubbles: in their place
    stand the messages that they are on, marked as changed."""
    rows = db.session.execute(_SEEN, {"ids": sorted(message_ids)}).all()
    touch(row.seen_id for row in rows if row.seen_id and row.seen_id != row.id)
    return {row.seen_id: Ownership(*row[2:]) for row in rows if row.seen_id}


def _keep_one_of_ours(reacted: Sequence[Reacted]) -> set[int]:
    """The company is one person to WhatsApp: whoever of us reacts last replaces what a colleague, or the company's own
    phone, had put there. Returns ids of the messages concerned."""
    names = {(one.number_id, one.target_wamid) for one in reacted if not one.reactor.startswith("contact:")}
    if not names:
        return set()
    numbers, wamids = zip(*sorted(names), strict=True)
    rows = db.session.execute(_KEEP_ONE, {"numbers": list(numbers), "wamids": list(wamids)})
    return {row.message_id for row in rows if row.message_id}


def adopt_waiting_reactions(message_ids: Collection[int]) -> list[int]:
    """Put reactions that came before their message onto it; returns ids of messages that look different."""
    if not message_ids:
        return []
    adopted = set(db.session.scalars(_ADOPT, {"ids": sorted(message_ids)}))
    activity.reacted(adopted)
    return touch(adopted)


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
        emoji = excluded.emoji, reacted_at = excluded.reacted_at, sending_id = NULL,
        message_id = coalesce(r.message_id, excluded.message_id)
    WHERE excluded.reacted_at >= r.reacted_at
    RETURNING r.message_id
""")

_PUT = sa.text("""
    INSERT INTO reactions (account_id, number_id, message_id, target_wamid, reactor, emoji, reacted_at, sending_id)
    SELECT :account_id, m.number_id, m.id, m.wamid, :reactor, CAST(:emoji AS text), :at, :sending
    FROM messages m WHERE m.number_id = :number_id AND m.wamid = :target_wamid
    ON CONFLICT (number_id, target_wamid, reactor) DO UPDATE SET
        emoji = excluded.emoji, reacted_at = excluded.reacted_at, sending_id = excluded.sending_id
""")

# Whichever comes first, what happened last is what WhatsApp shows.
_KEEP_ONE = sa.text("""
    WITH ours AS (
        SELECT r.id, r.message_id, row_number() OVER (
            PARTITION BY number_id, target_wamid ORDER BY reacted_at DESC, r.id DESC
        ) AS age
        FROM unnest(CAST(:numbers AS bigint[]), CAST(:wamids AS text[])) AS n (number_id, target_wamid)
        JOIN reactions r USING (number_id, target_wamid)
        WHERE r.reactor NOT LIKE 'contact:%'
    ), replaced AS (
        UPDATE reactions SET emoji = NULL, sending_id = NULL FROM ours
        WHERE reactions.id = ours.id AND ours.age > 1
    )
    SELECT DISTINCT message_id FROM ours
""")

_SEEN = sa.text("""
    SELECT m.id, CASE WHEN m.kind = 'reaction' THEN r.message_id ELSE m.id END AS seen_id,
        c.id AS conversation_id, c.account_id, c.assignee_id, c.team_id
    FROM messages m JOIN conversations c ON c.id = m.conversation_id
    LEFT JOIN reactions r ON r.sending_id = m.id AND m.kind = 'reaction'
    WHERE m.id = ANY(CAST(:ids AS bigint[]))
""")

_ADOPT = sa.text("""
    UPDATE reactions AS r SET message_id = m.id
    FROM messages m
    WHERE m.id = ANY(CAST(:ids AS bigint[])) AND r.number_id = m.number_id AND r.target_wamid = m.wamid
      AND r.message_id IS NULL
    RETURNING m.id
""")

_TOUCH = sa.text("UPDATE messages SET changed_at = changed_at WHERE id = ANY(CAST(:ids AS bigint[]))")
