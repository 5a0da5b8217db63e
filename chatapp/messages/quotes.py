"""Which message a message answers: Meta names it by wamid, and perhaps before it has brought it."""

from collections.abc import Collection

import sqlalchemy as sa

from chatapp.extensions import db


def resolve(message_ids: Collection[int]) -> list[int]:
    """Link these messages with those they quote and those that quote them, within their conversations.

    Returns ids of messages that were waiting for the quoted one, and look different now.
    """
    if not message_ids:
        return []
    ids = sorted(message_ids)
    db.session.execute(_QUOTED, {"ids": ids})
    return list(db.session.scalars(_QUOTING, {"ids": ids}))


_QUOTED = sa.text("""
    UPDATE messages AS m SET quoted_id = q.id
    FROM messages q
    WHERE m.id = ANY(CAST(:ids AS bigint[])) AND m.quoted_id IS NULL AND m.quoted_wamid IS NOT NULL
      AND q.number_id = m.number_id AND q.wamid = m.quoted_wamid AND q.conversation_id = m.conversation_id
""")

# Nothing quotes what is not there yet, so only the later part of the thread has to be looked through; the minutes are
# for the difference between Meta's clock and ours, which dates what we send.
_QUOTING = sa.text("""
    UPDATE messages AS m SET quoted_id = q.id
    FROM messages q
    WHERE q.id = ANY(CAST(:ids AS bigint[])) AND m.quoted_wamid = q.wamid AND m.quoted_id IS NULL
      AND m.conversation_id = q.conversation_id AND m.sent_at >= q.sent_at - interval '5 minutes'
      AND m.id <> ALL(CAST(:ids AS bigint[]))
    RETURNING m.id
""")
