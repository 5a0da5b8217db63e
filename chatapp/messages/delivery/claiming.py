"""Which messages may leave now. They are taken with a conditional UPDATE and committed before anybody calls Meta."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.kinds.file import NO_IDS
from chatapp.messages.delivery import files
from chatapp.messages.delivery.attempts import Delivery
from chatapp.messages.delivery.lanes import NARROWEST
from chatapp.messages.delivery.pacing import Pacer
from chatapp.models import PhoneNumber
from chatapp.secret_keys import UnreadableSecret

log = logging.getLogger(__name__)

_QUEUED, _SENDING, _UNCONFIRMED = map(int, (MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.UNCONFIRMED))

#: The oldest message of each conversation, unless something before it is on its way, backing off or in doubt (until
#: `unconfirmed.settle_overdue` has decided about it): order within a conversation is kept by never having two of it in
#: flight. `room` is what each lane has left.
_HEADS = sa.text(f"""
    SELECT head.id, head.conversation_id, head.kind, number.id AS number_id, number.throughput
    FROM phone_numbers number
    LEFT JOIN unnest(CAST(:numbers AS bigint[]), CAST(:rooms AS int[])) AS lane (number_id, room)
        ON lane.number_id = number.id
    CROSS JOIN LATERAL (
        SELECT message.id, message.conversation_id, message.kind
        FROM messages message
        WHERE message.number_id = number.id AND message.status = {_QUEUED}
          AND (message.next_attempt_at IS NULL OR message.next_attempt_at <= :now)
          AND NOT EXISTS (
              SELECT 1 FROM messages earlier
              WHERE earlier.conversation_id = message.conversation_id AND earlier.id < message.id
                AND earlier.status IN ({_QUEUED}, {_SENDING}, {_UNCONFIRMED})
                AND (earlier.status <> {_UNCONFIRMED} OR earlier.next_attempt_at IS NOT NULL))
        ORDER BY message.id
        LIMIT coalesce(lane.room, {NARROWEST})
        FOR NO KEY UPDATE SKIP LOCKED
    ) head
    ORDER BY number.id, head.id
""")

_TAKE = sa.text(f"""
    UPDATE messages SET status = {_SENDING}, attempts = attempts + 1, claimed_at = :now, next_attempt_at = NULL
    WHERE id = ANY(:ids) AND status = {_QUEUED}
    RETURNING id
""")

_POSTPONE = sa.text(f"""
    UPDATE messages SET next_attempt_at = later.at
    FROM unnest(CAST(:ids AS bigint[]), CAST(:moments AS timestamptz[])) AS later (id, at)
    WHERE messages.id = later.id AND messages.status = {_QUEUED}
""")

_DELIVERIES = sa.text("""
    SELECT message.id AS message_id, message.account_id, message.number_id, message.conversation_id,
           conversation.contact_id, message.kind, message.content, message.client_id,
           coalesce(message.quoted_wamid, quoted.wamid) AS quoted_wamid, message.attempts AS attempt,
           message.claimed_at, number.phone_number_id, phone.value AS wa_id, scoped.value AS bsuid
    FROM messages message
    JOIN conversations conversation ON conversation.id = message.conversation_id
    JOIN phone_numbers number ON number.id = message.number_id
    LEFT JOIN messages quoted ON quoted.id = message.quoted_id
    LEFT JOIN LATERAL (SELECT value FROM contact_identities
        WHERE contact_id = conversation.contact_id AND kind = 'WA_ID' ORDER BY id DESC LIMIT 1) phone ON TRUE
    LEFT JOIN LATERAL (SELECT value FROM contact_identities
        WHERE contact_id = conversation.contact_id AND kind = 'BSUID' ORDER BY id DESC LIMIT 1) scoped ON TRUE
    WHERE message.id = ANY(:ids)
    ORDER BY message.id
""")

#: A message in doubt whose time is over counts as well: the decision about it is at most a second away.
_NEXT_DUE = sa.text(f"""
    SELECT min(next_attempt_at) FROM messages
    WHERE status = {_UNCONFIRMED} OR (status = {_QUEUED} AND next_attempt_at > :now)
""")


@dataclass
class Claim:
    """What was taken, what waits for its customer's sake or for its file, and each number's spent quota (seconds)."""

    deliveries: list[Delivery] = field(default_factory=list)
    throughput: dict[int, int] = field(default_factory=dict)
    paced: list[int] = field(default_factory=list)
    fileless: list[int] = field(default_factory=list)
    exhausted: dict[int, float] = field(default_factory=dict)


def claim(rooms: Mapping[int, int], pacer: Pacer) -> Claim:
    """Take what may leave now, at most `rooms[number id]` of each number. The caller commits, and then sends."""
    now, claim, granted = clock.now(), Claim(), []
    later: dict[int, datetime] = {}
    heads = _heads(rooms, now)
    found = files.look_up([head.id for head in heads if head.kind in files.KINDS])
    files.postpone(found.missing)
    claim.fileless = found.missing
    for number_id, throughput, messages in _queues(head for head in heads if head.id not in found.missing):
        turns = pacer.turns(number_id, throughput, messages)
        granted += turns.granted
        later |= {message_id: now + timedelta(seconds=wait) for message_id, wait in turns.paced.items()}
        claim.throughput[number_id], claim.exhausted[number_id] = throughput, turns.exhausted_for
    if later:
        db.session.execute(_POSTPONE, {"ids": list(later), "moments": list(later.values())})
        claim.paced = list(later)
    if granted:
        taken = db.session.scalars(_TAKE, {"ids": granted, "now": now}).all()
        claim.deliveries = _deliveries(taken, found.meta_ids)
    return claim


def _heads(rooms: Mapping[int, int], now: datetime) -> Sequence[sa.Row]:
    """By number and age, locked against everybody else."""
    return db.session.execute(_HEADS, {"numbers": list(rooms), "rooms": list(rooms.values()), "now": now}).all()


def _queues(heads: Iterable[sa.Row]) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """(number id, its throughput, [(message id, conversation id)] by age)."""
    for (number_id, throughput), messages in groupby(heads, key=lambda head: (head.number_id, head.throughput)):
        yield number_id, throughput, [(message.id, message.conversation_id) for message in messages]


def is_anything_ready() -> bool:
    """Whether a claim would find something."""
    ready = bool(_heads({}, clock.now()))
    db.session.rollback()
    return ready


def next_due() -> datetime | None:
    """When the next message that waits may go on, or is decided about; None if none waits."""
    return db.session.scalar(_NEXT_DUE, {"now": clock.now()})


def _deliveries(message_ids: Sequence[int], meta_ids: Mapping[int, Mapping[int, str]]) -> list[Delivery]:
    rows = db.session.execute(_DELIVERIES, {"ids": message_ids}).mappings().all()
    tokens = {number_id: _token(number_id) for number_id in {row["number_id"] for row in rows}}
    return [
        Delivery(**row, token=tokens[row["number_id"]], meta_ids=meta_ids.get(row["message_id"], NO_IDS))
        for row in rows
    ]


def _token(number_id: int) -> str | None:
    """Read anew for each claim, so that a new token works at once, and one by one, so that a bad one harms no other."""
    try:
        return db.session.scalar(sa.select(PhoneNumber.access_token).where(PhoneNumber.id == number_id))
    except UnreadableSecret as error:
        log.error("number %s: %s", number_id, error)
        return None
