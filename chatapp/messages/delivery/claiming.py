"""Which messages may leave now. They are taken with a conditional UPDATE and committed before anybody calls Meta."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.messages.delivery import files, turns
from chatapp.messages.delivery.attempts import Delivery
from chatapp.messages.delivery.lanes import FIRST_ROOM, Room
from chatapp.messages.delivery.pacing import Pacer, Turns
from chatapp.messages.delivery.taking import take

_QUEUED, _SENDING, _UNCONFIRMED = map(int, (MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.UNCONFIRMED))

#: The oldest message of each conversation, unless something before it is on its way, backing off or in doubt (until
#: `unconfirmed.settle_overdue` has decided about it): order within a conversation is kept by never having two of it in
#: flight. `room` is what each lane has left, for bulk messages and for others, which come first.
_HEADS = sa.text(f"""
    SELECT head.id, head.conversation_id, head.kind, queue.bulk, number.id AS number_id, number.throughput
    FROM phone_numbers number
    CROSS JOIN (VALUES (FALSE, {FIRST_ROOM.messages}), (TRUE, {FIRST_ROOM.bulk})) AS queue (bulk, first_room)
    LEFT JOIN unnest(CAST(:numbers AS bigint[]), CAST(:queues AS boolean[]), CAST(:rooms AS int[]))
        AS lane (number_id, bulk, room) ON lane.number_id = number.id AND lane.bulk = queue.bulk
    CROSS JOIN LATERAL (
        SELECT message.id, message.conversation_id, message.kind
        FROM messages message
        WHERE message.number_id = number.id AND message.bulk = queue.bulk AND message.status = {_QUEUED}
          AND (message.next_attempt_at IS NULL OR message.next_attempt_at <= :now)
          AND NOT EXISTS (
              SELECT 1 FROM messages earlier
              WHERE earlier.conversation_id = message.conversation_id AND earlier.id < message.id
                AND earlier.status IN ({_QUEUED}, {_SENDING}, {_UNCONFIRMED})
                AND (earlier.status <> {_UNCONFIRMED} OR earlier.next_attempt_at IS NOT NULL))
        ORDER BY message.id
        LIMIT coalesce(lane.room, queue.first_room)
        FOR NO KEY UPDATE SKIP LOCKED
    ) head
    ORDER BY number.id, queue.bulk, head.id
""")

#: A message in doubt whose time is over counts as well: the decision about it is at most a second away.
_NEXT_DUE = sa.text(f"""
    SELECT min(next_attempt_at) FROM messages
    WHERE status = {_UNCONFIRMED} OR (status = {_QUEUED} AND next_attempt_at > :now)
""")


@dataclass
class Claim:
    """What was taken; what was given a time for its customer's sake, and what has no file yet; and what became of each
    number's quota, with the throughput that it comes from."""

    deliveries: list[Delivery] = field(default_factory=list)
    paced: list[int] = field(default_factory=list)
    fileless: list[int] = field(default_factory=list)
    quotas: dict[int, tuple[int, Turns]] = field(default_factory=dict)


def claim(rooms: Mapping[int, Room], pacer: Pacer) -> Claim:
    """Take what may leave now, at most `rooms[number id]` of each number. The caller commits, and then sends."""
    now, claim, granted = clock.now(), Claim(), []
    heads = _heads(rooms, now)
    found = files.look_up([head.id for head in heads if head.kind in files.KINDS])
    files.postpone(found.missing)
    claim.fileless = found.missing
    later: dict[int, datetime] = {}
    for (number_id, throughput), queue in groupby(heads, key=lambda head: (head.number_id, head.throughput)):
        # Both queues may have been asked for more than fits together.
        ready = [h for h in queue if h.id not in found.missing][: rooms.get(number_id, FIRST_ROOM).messages]
        result = pacer.turns(number_id, throughput, _pairs(ready, bulk=False), _pairs(ready, bulk=True))
        claim.quotas[number_id] = throughput, result
        granted += result.granted
        later |= {h.conversation_id: now + timedelta(seconds=result.paced[h.id]) for h in ready if h.id in result.paced}
    if later:
        claim.paced = turns.postpone(later)
    if granted:
        claim.deliveries = take(granted, now, found.meta_ids)
    return claim


def _heads(rooms: Mapping[int, Room], now: datetime) -> Sequence[sa.Row]:
    """By number, bulk messages last, and age; locked against everybody else."""
    values = {
        "numbers": [number_id for number_id in rooms for _ in range(2)],
        "queues": [bulk for _ in rooms for bulk in (False, True)],
        "rooms": [count for room in rooms.values() for count in (room.messages, room.bulk)],
    }
    return db.session.execute(_HEADS, {**values, "now": now}).all()


def _pairs(heads: Sequence[sa.Row], *, bulk: bool) -> list[tuple[int, int]]:
    return [(head.id, head.conversation_id) for head in heads if head.bulk == bulk]


def is_anything_ready() -> bool:
    """Whether a claim would find something."""
    ready = bool(_heads({}, clock.now()))
    db.session.rollback()
    return ready


def next_due() -> datetime | None:
    """When the next message that waits may go on, or is decided about; None if none waits."""
    return db.session.scalar(_NEXT_DUE, {"now": clock.now()})
