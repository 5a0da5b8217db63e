"""The line before one customer: Meta takes one message per six seconds, so whoever waits can be told until when."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.whatsapp.error_codes import TOO_FAST_FOR_THE_PAIR
from chatapp.whatsapp.limits import PAIR_INTERVAL

#: A turn comes a little after Meta's clock allows it: asking too early would only mean asking twice.
SLACK = timedelta(milliseconds=50)

_QUEUED = int(MessageStatus.QUEUED)

#: Whoever was told a time that is right to the second keeps it: a line must not be drawn anew for each that leaves it.
_POSTPONE = sa.text(f"""
    UPDATE messages SET next_attempt_at = line.at
    FROM (
        SELECT message.id, place > 1 AS told, turn.at + (place - 1) * CAST(:interval AS interval) AS at
        FROM unnest(CAST(:conversations AS bigint[]), CAST(:moments AS timestamptz[])) AS turn (conversation_id, at)
        CROSS JOIN LATERAL (
            SELECT id, row_number() OVER (ORDER BY id) AS place FROM messages
            WHERE conversation_id = turn.conversation_id AND status = {_QUEUED}
        ) message
    ) line
    WHERE messages.id = line.id AND messages.status = {_QUEUED}
      AND NOT (line.told AND messages.next_attempt_at IS NOT NULL
               AND messages.next_attempt_at > line.at - interval '1 second')
    RETURNING messages.id
""")

_LAST_TURN = sa.text(f"""
    SELECT max(next_attempt_at) FROM messages
    WHERE conversation_id = :conversation AND status = {_QUEUED} AND next_attempt_at > :now
      AND (error_code IS NULL OR error_code = {TOO_FAST_FOR_THE_PAIR})
""")

_HURRY = sa.text(f"""
    UPDATE messages SET bulk = FALSE WHERE conversation_id = :conversation AND status = {_QUEUED} AND bulk
""")


def postpone(turns: Mapping[int, datetime]) -> list[int]:
    """The oldest message that waits in each of these conversations leaves then, each next one an interval later;
    returns ids of those whose bubbles have to say so."""
    moments = [moment + SLACK for moment in turns.values()]
    values = {"conversations": list(turns), "moments": moments, "interval": PAIR_INTERVAL}
    return list(db.session.scalars(_POSTPONE, values))


def after_the_others(conversation_id: int) -> datetime | None:
    """When a message that is written now leaves, behind those that wait for their turn; None if none does."""
    last = db.session.scalar(_LAST_TURN, {"conversation": conversation_id, "now": clock.now()})
    return last and last + PAIR_INTERVAL


def hurry(conversation_id: int) -> None:
    """What stands before a person's message leaves as early as that, though it be one of many."""
    db.session.execute(_HURRY, {"conversation": conversation_id})
