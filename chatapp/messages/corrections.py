"""Edits and deletions of messages (by whoever wrote them), as webhooks bring them: in any order, and more than once.

Before its message is known, a correction is a line of its own.
"""

from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from chatapp import kinds
from chatapp.conversations import activity
from chatapp.extensions import db
from chatapp.kinds import Kind
from chatapp.kinds.edit import Edit
from chatapp.messages import broadcasts, lines, revisions
from chatapp.messages.arrivals import Arrival
from chatapp.messages.lines import Line, Name
from chatapp.messages.revisions import Change
from chatapp.models import Direction, Message
from chatapp.whatsapp.facts import MessageEdit, MessageRevoke

Correction = MessageEdit | MessageRevoke


def of_known(arrivals: Iterable[Arrival[Correction]]) -> tuple[list[Arrival[Correction]], list[Arrival[Correction]]]:
    """Those whose message is here, and those that have to wait for it."""
    arrivals = list(arrivals)
    known = lines.known(_target(arrival) for arrival in arrivals)
    return (
        [arrival for arrival in arrivals if _target(arrival) in known],
        [arrival for arrival in arrivals if _target(arrival) not in known],
    )


def apply(arrivals: Iterable[Arrival[Correction]]) -> list[int]:
    """Write corrections beside their messages; returns ids of messages that look different now."""
    return _write((_target(a), Change(a.fact.wamid, a.fact.sent_at, _says(a.fact))) for a in arrivals)


def wait(arrivals: Sequence[tuple[Arrival[Correction], int]]) -> list[int]:
    """Write corrections as lines of their conversations (the second of each pair); returns ids of new lines."""
    return list(lines.insert([_line(arrival, conversation_id) for arrival, conversation_id in arrivals]).values())


def adopt_waiting_corrections(message_ids: Collection[int]) -> list[int]:
    """Apply corrections that came before these messages and drop their lines; returns ids of messages changed."""
    if not message_ids:
        return []
    waiting = db.session.execute(_WAITING, {"ids": sorted(message_ids)}).all()
    if not waiting:
        return []
    db.session.execute(sa.delete(Message).where(Message.id.in_([row.id for row in waiting])))
    broadcasts.gone({row.id: row.conversation_id for row in waiting})
    return _write((Name(row.number_id, row.quoted_wamid), _waited(row)) for row in waiting)


def _target(arrival: Arrival[Correction]) -> Name:
    return Name(arrival.number_id, arrival.fact.target_wamid)


def _says(fact: Correction) -> Kind:
    """What the message says from then on."""
    return fact.kind if isinstance(fact, MessageEdit) else kinds.read(fact.raw)


def _waited(row: sa.Row) -> Change:
    kept = kinds.restore(row.kind, row.content)
    return Change(row.wamid, row.sent_at, kept.inner if isinstance(kept, Edit) else kept)


def _line(arrival: Arrival[Correction], conversation_id: int) -> Line:
    fact = arrival.fact
    kind = kinds.read(fact.raw)
    return Line(
        account_id=arrival.account_id,
        name=Name(arrival.number_id, fact.wamid),
        conversation_id=conversation_id,
        direction=Direction.OUT if fact.outgoing else Direction.IN,
        kind=kind.name,
        content=kind.to_stored(),
        sent_at=fact.sent_at,
        quoted_wamid=fact.target_wamid,
    )


def _write(changes: Iterable[tuple[Name, Change]]) -> list[int]:
    changed = []
    for target, change in sorted(changes, key=lambda pair: pair[0]):
        message = db.session.scalar(
            sa.select(Message)
            .where(Message.number_id == target.number_id, Message.wamid == target.wamid)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if message is not None and revisions.apply(message, change):
            activity.reworded(message.id, message.says.preview.text)
            changed.append(message.id)
    return changed


# A message that was deleted looks like a deletion that waits, apart from the moment at which that happened.
_WAITING = sa.text("""
    SELECT m.id, m.conversation_id, m.number_id, m.wamid, m.quoted_wamid, m.sent_at, m.kind, m.content
    FROM messages q
    JOIN messages m ON m.conversation_id = q.conversation_id AND m.quoted_wamid = q.wamid
                   AND m.kind IN ('edit', 'revoke') AND m.sent_at >= q.sent_at
                   AND NOT jsonb_exists(m.content, 'revoked_at')
    WHERE q.id = ANY(CAST(:ids AS bigint[]))
""")
