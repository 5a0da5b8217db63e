"""Taking messages for sending, each with all that it takes to send it."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.kinds.file import NO_IDS
from chatapp.messages.delivery.attempts import Delivery
from chatapp.models import PhoneNumber
from chatapp.secret_keys import UnreadableSecret

log = logging.getLogger(__name__)

_TAKE = sa.text(f"""
    WITH message AS (
        UPDATE messages SET status = {int(MessageStatus.SENDING)}, attempts = attempts + 1, claimed_at = :now,
            next_attempt_at = NULL
        WHERE id = ANY(:ids) AND status = {int(MessageStatus.QUEUED)}
        RETURNING *
    )
    SELECT message.id AS message_id, message.account_id, message.number_id, message.conversation_id,
           conversation.contact_id, message.bulk, message.kind, message.content, message.client_id,
           coalesce(message.quoted_wamid, quoted.wamid) AS quoted_wamid, message.attempts AS attempt,
           message.claimed_at, number.phone_number_id, phone.value AS wa_id, scoped.value AS bsuid
    FROM message
    JOIN conversations conversation ON conversation.id = message.conversation_id
    JOIN phone_numbers number ON number.id = message.number_id
    LEFT JOIN messages quoted ON quoted.id = message.quoted_id
    LEFT JOIN LATERAL (SELECT value FROM contact_identities
        WHERE contact_id = conversation.contact_id AND kind = 'WA_ID' ORDER BY id DESC LIMIT 1) phone ON TRUE
    LEFT JOIN LATERAL (SELECT value FROM contact_identities
        WHERE contact_id = conversation.contact_id AND kind = 'BSUID' ORDER BY id DESC LIMIT 1) scoped ON TRUE
    ORDER BY message.bulk, message.id
""")


def take(message_ids: Sequence[int], now: datetime, meta_ids: Mapping[int, Mapping[int, str]]) -> list[Delivery]:
    """Those that nobody else has taken meanwhile. `meta_ids`: by message, what Meta calls its files."""
    rows = db.session.execute(_TAKE, {"ids": message_ids, "now": now}).mappings().all()
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
