"""Edits and deletions of messages (by whoever wrote them): the original stays, what became of it stands beside it.

`content["edits"]` lists the later versions, `{"wamid", "at", "kind", "content"}` in Meta's order;
`content["revoked_at"]` says that it was deleted for everyone. Before its message is known, a correction is a line of
its own.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from chatapp import kinds
from chatapp.extensions import db
from chatapp.messages import lines
from chatapp.messages.arrivals import Arrival
from chatapp.messages.lines import Line, Name
from chatapp.models import Direction, Message
from chatapp.whatsapp.facts import MessageEdit, MessageRevoke

Correction = MessageEdit | MessageRevoke


class _Change(NamedTuple):
    """What is to be written beside the message `target`; `edit` None means that it was deleted."""

    target: Name
    wamid: str
    at: datetime
    edit: kinds.Kind | None


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
    return _write(
        _Change(_target(a), a.fact.wamid, a.fact.sent_at, a.fact.kind if isinstance(a.fact, MessageEdit) else None)
        for a in arrivals
    )


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
    return _write(
        _Change(
            Name(row.number_id, row.quoted_wamid),
            row.wamid,
            row.sent_at,
            kinds.read(row.content["message"]) if row.kind == kinds.REGISTRY["edit"].name else None,
        )
        for row in waiting
    )


def _target(arrival: Arrival[Correction]) -> Name:
    return Name(arrival.number_id, arrival.fact.target_wamid)


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


def _write(changes: Iterable[_Change]) -> list[int]:
    changed = []
    for change in sorted(changes, key=lambda change: change.target):
        message = db.session.scalar(
            sa.select(Message)
            .where(Message.number_id == change.target.number_id, Message.wamid == change.target.wamid)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        content = message and _corrected(message.content, change)
        if content != (message and message.content):
            message.content = content
            changed.append(message.id)
    db.session.flush()
    return changed


def _corrected(content: dict, change: _Change) -> dict:
    if change.edit is None:
        return {**content, "revoked_at": min(change.at.isoformat(), content.get("revoked_at") or "~")}
    edits = {edit["wamid"]: edit for edit in content.get("edits", [])}
    edits.setdefault(
        change.wamid,
        {
            "wamid": change.wamid,
            "at": change.at.isoformat(),
            "kind": change.edit.name,
            "content": change.edit.to_stored(),
        },
    )
    return {**content, "edits": sorted(edits.values(), key=lambda edit: (edit["at"], edit["wamid"]))}


_WAITING = sa.text("""
    SELECT m.id, m.number_id, m.wamid, m.quoted_wamid, m.sent_at, m.kind, m.content
    FROM messages q
    JOIN messages m ON m.conversation_id = q.conversation_id AND m.quoted_wamid = q.wamid
                   AND m.kind IN ('edit', 'revoke') AND m.sent_at >= q.sent_at
    WHERE q.id = ANY(CAST(:ids AS bigint[]))
""")
