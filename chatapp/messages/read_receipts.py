"""Blue ticks and "typing..." on the customer's phone.

Both are courtesies, asked of Meta after the caller's commit: whatever goes wrong is logged and never disturbs anybody.
"""

import logging

import sqlalchemy as sa
from redis import RedisError

from chatapp import clock
from chatapp.extensions import db, redis
from chatapp.graph import graph
from chatapp.jobs import DEFAULT, job
from chatapp.messages import queries
from chatapp.models import Conversation, Message, PhoneNumber, ReadReceipts
from chatapp.secret_keys import UnreadableSecret
from chatapp.transactions import on_commit
from chatapp.whatsapp import window
from chatapp.whatsapp.failures import GraphError
from chatapp.whatsapp.window import WindowState

log = logging.getLogger(__name__)

#: Seconds. Meta shows the indicator for 25, so a new one each 20 keeps it lit while an agent types.
TYPING_INTERVAL = 20
#: Seconds to remember which message a customer has been shown as read. Forgetting costs one needless call.
REMEMBERED = 24 * 3600


def opened(conversation: Conversation, up_to: Message | None = None) -> None:
    """An agent has the conversation before their eyes, all of it or up to this message."""
    wamid = queries.last_received(up_to) if up_to else conversation.last_inbound_wamid
    _receipt(conversation, wamid, ReadReceipts.ON_OPEN)


def replied(conversation: Conversation) -> None:
    """An agent has answered, which by either policy means that they have read."""
    _receipt(conversation, conversation.last_inbound_wamid, ReadReceipts.ON_OPEN, ReadReceipts.ON_REPLY)


def typing(conversation: Conversation) -> None:
    """An agent is writing an answer. Meta's indicator is a read receipt too, so it follows the ON_OPEN policy."""
    conversation_id, wamid = conversation.id, conversation.last_inbound_wamid
    shut = window.state(conversation.window_expires_at, clock.now()) is WindowState.CLOSED
    if shut or not wamid or _policy(conversation) is not ReadReceipts.ON_OPEN:
        return
    on_commit(
        lambda: _begins(f"typing:{conversation_id}", TYPING_INTERVAL) and show_typing.wake(conversation_id, wamid)
    )


@job(DEFAULT, timeout=60)
def mark_read(conversation_id: int, wamid: str) -> None:
    """Turn the customer's ticks blue, up to this message of theirs."""
    _tell_meta(conversation_id, wamid, typing=False)


@job(DEFAULT, timeout=60)
def show_typing(conversation_id: int, wamid: str) -> None:
    """Show "typing..." for 25 seconds or until the answer arrives."""
    _tell_meta(conversation_id, wamid, typing=True)


def _receipt(conversation: Conversation, wamid: str | None, *policies: ReadReceipts) -> None:
    conversation_id = conversation.id
    if wamid and _policy(conversation) in policies:
        on_commit(lambda: _is_news(conversation_id, wamid) and mark_read.wake(conversation_id, wamid))


def _policy(conversation: Conversation) -> ReadReceipts:
    return db.session.scalar(sa.select(PhoneNumber.read_receipts).where(PhoneNumber.id == conversation.number_id))


def _receipt_key(conversation_id: int) -> str:
    return f"receipt:{conversation_id}"


def _is_news(conversation_id: int, wamid: str) -> bool:
    """Whether Meta has not been told yet that this message was read. Without Redis: better one courtesy too few."""
    try:
        return redis.client.set(_receipt_key(conversation_id), wamid, ex=REMEMBERED, get=True) != wamid.encode()
    except RedisError as error:
        log.warning("redis is away, so no read receipt: %s", error)
        return False


def _begins(key: str, seconds: int) -> bool:
    """True once in so many seconds."""
    try:
        return bool(redis.client.set(key, 1, nx=True, ex=seconds))
    except RedisError as error:
        log.warning("redis is away, so no typing indicator: %s", error)
        return False


def _tell_meta(conversation_id: int, wamid: str, *, typing: bool) -> None:
    select = sa.select(PhoneNumber).join(Conversation, Conversation.number_id == PhoneNumber.id)
    try:
        number = db.session.scalar(select.where(Conversation.id == conversation_id))
        if number is None:
            return
        phone_number_id, token = number.phone_number_id, number.access_token
        db.session.rollback()  # no transaction stays open while Meta thinks
        graph().mark_read(phone_number_id, token, wamid, typing=typing)
    except (GraphError, UnreadableSecret) as error:
        log.info("conversation %s: the customer does not see this: %s", conversation_id, error)
        if not typing:
            _forget(conversation_id)


def _forget(conversation_id: int) -> None:
    """So that the next opening tries again."""
    try:
        redis.client.delete(_receipt_key(conversation_id))
    except RedisError as error:
        log.warning("redis is away: %s", error)
