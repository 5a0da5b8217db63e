"""One call to Meta, and what it proves."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from uuid import UUID

from chatapp import kinds
from chatapp.kinds import MessageStatus
from chatapp.whatsapp import envelope
from chatapp.whatsapp.client import GraphClient, SendReceipt
from chatapp.whatsapp.error_codes import REFUSED_FILES
from chatapp.whatsapp.errors import NOT_CONFIRMED, Verdict
from chatapp.whatsapp.failures import GraphError, Rejected, Unconfirmed
from chatapp.whatsapp.retries import delay

log = logging.getLogger(__name__)
_rng = Random()

#: Seconds. A wait that is longer would hold up what an agent writes next to the same customer: it is theirs to decide.
LONGEST_WAIT = 900.0

_UNDELIVERABLE, _INVALID, _BAD_TOKEN = 131026, 100, 190


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed message with all that it takes to send it: no thread that sends ever needs the database.

    `attempt` counts from 1; `claimed_at` tells this claim from any other. `token` is None if it cannot be decrypted.
    `meta_ids` is what Meta calls its files.
    """

    message_id: int
    account_id: int
    number_id: int
    conversation_id: int
    contact_id: int
    bulk: bool
    kind: str
    content: dict
    client_id: UUID | None
    quoted_wamid: str | None
    attempt: int
    claimed_at: datetime
    phone_number_id: str
    wa_id: str | None
    bsuid: str | None
    token: str | None
    meta_ids: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an attempt proved: SENT with a receipt; FAILED or UNCONFIRMED with the reason; or QUEUED again, with the
    reason and the seconds to wait. `files_refused`: Meta may not know its files any more."""

    delivery: Delivery
    status: MessageStatus
    receipt: SendReceipt | None = None
    code: int | None = None
    detail: str | None = None
    verdict: Verdict | None = None
    wait: float = 0.0
    files_refused: bool = False

    @property
    def is_tried_again(self) -> bool:
        """By itself, after the wait."""
        return self.status is MessageStatus.QUEUED


def attempt(graph: GraphClient, delivery: Delivery) -> Answer:
    """Send it. Never raises: whatever happens is an answer, and only one of this message."""
    try:
        payload = _payload(delivery)
        token = _token(delivery)
    except GraphError as error:
        return _refused(delivery, error)
    except Exception as error:
        log.exception("message %s cannot be written as Meta wants it", delivery.message_id)
        return _refused(delivery, Rejected(repr(error), http_status=400, code=_INVALID))
    try:
        return Answer(delivery, MessageStatus.SENT, graph.send_message(delivery.phone_number_id, token, payload))
    except Unconfirmed as error:
        return unconfirmed(delivery, str(error))
    except GraphError as error:
        return _refused(delivery, error)
    except Exception as error:
        log.exception("message %s: nobody knows whether it was sent", delivery.message_id)
        return unconfirmed(delivery, repr(error))


def unconfirmed(delivery: Delivery, detail: str) -> Answer:
    """Meta may have it or not."""
    return Answer(delivery, MessageStatus.UNCONFIRMED, code=NOT_CONFIRMED, detail=detail)


def _payload(delivery: Delivery) -> dict:
    if not (delivery.wa_id or delivery.bsuid):
        raise Rejected("no phone number and no BSUID is known", http_status=400, code=_UNDELIVERABLE)
    return envelope.message(
        kinds.restore(delivery.kind, delivery.content),
        wa_id=delivery.wa_id,
        bsuid=delivery.bsuid,
        quoted=delivery.quoted_wamid,
        callback_data=str(delivery.client_id) if delivery.client_id else None,
        meta_ids=delivery.meta_ids,
    )


def _token(delivery: Delivery) -> str:
    if delivery.token is None:
        raise Rejected("the stored access token cannot be decrypted", http_status=401, code=_BAD_TOKEN)
    return delivery.token


def _refused(delivery: Delivery, error: GraphError) -> Answer:
    """Meta does not have it: again after the wait that the cause asks for; never, if that is too long or in vain."""
    # Where something in between refused without one of Meta's codes, its HTTP status is the code.
    code = error.code if error.code is not None else getattr(error, "http_status", None)
    verdict, detail = error.verdict, str(error)
    wait = delay(verdict.retry, delivery.attempt - 1, _rng, error.retry_after)
    refused = bool(delivery.meta_ids) and code in REFUSED_FILES
    if refused and delivery.attempt == 1:
        wait = 0.0  # with its files brought anew it may work; once
    status = MessageStatus.FAILED if wait is None or wait > LONGEST_WAIT else MessageStatus.QUEUED
    return Answer(delivery, status, None, code, detail, verdict, wait or 0.0, files_refused=refused)
