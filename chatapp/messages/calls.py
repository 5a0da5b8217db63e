"""Voice calls as lines of a thread: one per call, however many steps of it are reported."""

from collections.abc import Iterable, Sequence

import orjson
import sqlalchemy as sa

from chatapp.conversations.activity import Activities
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.messages.arrivals import Arrival
from chatapp.models import Direction
from chatapp.whatsapp import window
from chatapp.whatsapp.facts import CallEvent

#: The steps that say something of the call as a whole; what lies between (ringing, accepted) is of the moment.
BEGINS, ENDS = "connect", "terminate"


def concerning_threads(arrivals: Iterable[Arrival[CallEvent]]) -> list[Arrival[CallEvent]]:
    """Steps that leave a line, or open Meta's service window."""
    return [a for a in arrivals if a.fact.event in (BEGINS, ENDS) or window.opens(a.fact)]


def receive(arrivals: Sequence[tuple[Arrival[CallEvent], int]], activities: Activities) -> list[int]:
    """Write calls into their conversations (the second of each pair), and note what that means there.

    Returns the ids of their lines, new or not.
    """
    written = set()
    for arrival, conversation_id in sorted(arrivals, key=lambda pair: pair[0].fact.occurred_at):
        fact, activity = arrival.fact, activities[conversation_id]
        if fact.event in (BEGINS, ENDS):
            line = db.session.execute(_WRITE, _values(arrival, conversation_id)).one()
            written.add(line.id)
            activity.said(fact.occurred_at, line.id, None)
            if line.is_new and not fact.outgoing:
                activity.heard(fact.occurred_at, None)
        if window.opens(fact):
            activity.window_until(window.expires_at(fact.occurred_at))
    return sorted(written)


def _values(arrival: Arrival[CallEvent], conversation_id: int) -> dict[str, object]:
    fact = arrival.fact
    return {
        "account": arrival.account_id,
        "number": arrival.number_id,
        "conversation": conversation_id,
        "direction": (Direction.OUT if fact.outgoing else Direction.IN).value,
        "wamid": fact.call_id,
        "kind": fact.kind.name,
        "content": orjson.dumps(fact.kind.to_stored()).decode(),
        "status": int(MessageStatus.SENT if fact.outgoing else MessageStatus.RECEIVED),
        "at": fact.occurred_at,
        "ends": fact.event == ENDS,
    }


# Both ends of a call may come first: what the end says wins, and the line stands where the call began.
_WRITE = sa.text("""
    INSERT INTO messages AS m
        (account_id, number_id, conversation_id, direction, wamid, kind, content, status, sent_at, attempts)
    VALUES (:account, :number, :conversation, :direction, :wamid, :kind, CAST(:content AS jsonb), :status, :at, 0)
    ON CONFLICT (number_id, wamid) DO UPDATE SET
        content = CASE WHEN :ends THEN m.content || excluded.content ELSE excluded.content || m.content END,
        sent_at = least(m.sent_at, excluded.sent_at)
    RETURNING m.id, m.xmax = 0 AS is_new
""")
