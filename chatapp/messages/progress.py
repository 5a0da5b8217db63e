"""Messages only move forward: sent, delivered, read; a failure stands until the customer has it after all."""

from collections.abc import Iterable

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus


def lock(message_ids: Iterable[int]) -> None:
    """Before anything is written about these messages, their reports too: whoever records what became of a message
    locks first, in the order of ids, and as strongly as giving it a wamid needs. So nobody waits in a circle.
    """
    db.session.execute(_LOCK, {"ids": sorted(set(message_ids))})


def move_forward(event_ids: list[int]) -> list[int]:
    """Apply these reports to their messages, which are locked; returns ids of messages whose status changed.

    Only reports that were not applied before: what an agent sent again must not be undone by an old one.
    """
    if not event_ids:
        return []
    rows = db.session.execute(_MOVE, {"events": event_ids}).all()
    return [row.id for row in rows if row.visibly]


_LOCK = sa.text("SELECT id FROM messages WHERE id = ANY(CAST(:ids AS bigint[])) ORDER BY id FOR UPDATE")

# A message that is sent again has no wamid until Meta gives it another. Reports on the attempt that was given up, by a
# wamid that was the message's own once, count only if they say that the customer has it after all.
_MOVE = sa.text(f"""
    WITH news AS (
        SELECT m.id, m.status AS before, max(e.status) AS status,
            (array_agg(e.wamid ORDER BY e.status DESC, e.id))[1] AS wamid,
            (array_agg(e.error ORDER BY e.id) FILTER (WHERE e.status = {int(MessageStatus.FAILED)}))[1] AS error,
            (array_agg(e.pricing ORDER BY e.status) FILTER (WHERE e.pricing IS NOT NULL))[1] AS pricing
        FROM message_events e JOIN messages m ON m.id = e.message_id
        WHERE e.id = ANY(CAST(:events AS bigint[])) AND (
            e.status > {int(MessageStatus.FAILED)} OR e.wamid = m.wamid
            OR (m.wamid IS NULL AND NOT EXISTS (
                SELECT FROM message_events former
                WHERE former.message_id = m.id AND former.wamid = e.wamid
                  AND former.id <> ALL(CAST(:events AS bigint[]))
            ))
        )
        GROUP BY m.id
    )
    UPDATE messages AS m SET
        status = greatest(m.status, news.status),
        wamid = coalesce(m.wamid, news.wamid),
        pricing = coalesce(m.pricing, news.pricing),
        error_code = CASE WHEN greatest(m.status, news.status) = {int(MessageStatus.FAILED)}
                          THEN coalesce(CAST(news.error ->> 'code' AS int), m.error_code) END,
        error_detail = CASE WHEN greatest(m.status, news.status) = {int(MessageStatus.FAILED)}
                            THEN coalesce(news.error ->> 'details', news.error ->> 'title', m.error_detail) END
    FROM news WHERE m.id = news.id
    RETURNING m.id, m.status <> news.before AS visibly
""")
