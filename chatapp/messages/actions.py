"""What people do with messages: send one, and send one again."""

import logging
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from chatapp import clock, logs, message_templates
from chatapp.conversations import activity
from chatapp.conversations.activity import Activities
from chatapp.extensions import db
from chatapp.kinds import Kind, MessageStatus, Template
from chatapp.media import attaching, uploading
from chatapp.messages import broadcasts, conditions, delivery, queries, read_receipts
from chatapp.models import Conversation, Direction, Message, User
from chatapp.refusals import Refusal
from chatapp.transactions import on_commit
from chatapp.whatsapp.error_codes import REFUSED_FILES

log = logging.getLogger(__name__)

ON_ITS_WAY = (MessageStatus.QUEUED, MessageStatus.SENDING)


def send(
    conversation: Conversation,
    kind: Kind,
    *,
    author: User,
    client_id: UUID,
    quoted: Message | None = None,
    bulk: bool = False,
) -> Message:
    """Queue `kind` for the customer; the dispatcher takes it from there once the caller has committed.

    The same client id gives the same message, however often and however simultaneously it comes. Refuses content
    beyond Meta's limits (422), outside the service window whatever is no template, and a client id that stands for
    something else. `bulk`: one of many that nobody waits for, which gives way to what people write.
    """
    said = {"conversation_id": conversation.id, "kind": kind.name, "content": kind.to_stored()}
    said["quoted_id"] = quoted.id if quoted else None
    conditions.check_stands_alone(kind.name)
    known = queries.by_client_id(conversation, client_id)
    if known is not None:
        return _the_same(known, said)
    if isinstance(kind, Template):
        said["content"] = message_templates.fitted(kind, conversation).to_stored()
    conditions.check_content(kind)
    attaching.check(author, kind)
    conditions.lock(conversation)
    conditions.check_window(conversation, kind)
    message_id = _insert(conversation, author, client_id, quoted, {**said, "bulk": bulk})
    if message_id is None:
        return _the_same(queries.by_client_id(conversation, client_id), said)
    message = db.session.get(Message, message_id)
    _becomes_last(message)
    broadcasts.appended([message.id])
    on_commit(lambda: log.info("message queued", extra=logs.fields(messages=[message_id])))
    delivery.dispatch.later()
    if not bulk:
        delivery.hurry(conversation.id)
        read_receipts.replied(conversation)
    return message


def resend(message: Message, author: User) -> Message:
    """Queue a failed message, or one that was never confirmed, once more, as the newest of its conversation.

    What went wrong before stays in its failed attempts. If a colleague was faster, their attempt is the answer.
    """
    conditions.check_stands_alone(message.kind)
    conversation = db.session.get(Conversation, message.conversation_id)
    conditions.lock(conversation)
    db.session.refresh(message, ["status"])
    if message.status in ON_ITS_WAY:
        return message
    conditions.check_window(conversation, message.says)
    if message.error_code in REFUSED_FILES:
        uploading.forget({message.number_id: message.says.media_ids})
    if not _queue_again(message):
        raise Refusal("not_resendable", _("Only a message that failed or was not confirmed can be sent again."))
    log.info("message %s is sent again by user %s", message.id, author.id)
    db.session.refresh(message)
    _becomes_last(message)
    broadcasts.changed([message.id])
    delivery.dispatch.later()
    return message


def _the_same(message: Message, said: dict) -> Message:
    if any(_apart_from_shown(getattr(message, name)) != _apart_from_shown(value) for name, value in said.items()):
        raise Refusal("client_id_taken", _("This message was already sent with other content."))
    return message


def _apart_from_shown(value: object) -> object:
    """What a template looks like is written by us, and may have changed since."""
    return {key: part for key, part in value.items() if key != "shown"} if isinstance(value, dict) else value


def _insert(
    conversation: Conversation, author: User, client_id: UUID, quoted: Message | None, values: dict
) -> int | None:
    """The new row's id; None if another request was faster with this client id (its row is committed by now)."""
    row = insert(Message).values(
        account_id=conversation.account_id,
        number_id=conversation.number_id,
        direction=Direction.OUT,
        client_id=client_id,
        status=MessageStatus.QUEUED,
        sent_at=clock.whole_second(clock.now()),
        quoted_wamid=quoted.wamid if quoted else None,
        author_id=author.id,
        attempts=0,
        next_attempt_at=delivery.after_the_others(conversation.id),
        **values,
    )
    row = row.on_conflict_do_nothing(index_elements=["account_id", "client_id"]).returning(Message.id)
    return db.session.scalar(row)


def _queue_again(message: Message) -> bool:
    """The conditional UPDATE decides who sends it again. A new wamid will come; the old one stays in the events."""
    gone = sa.and_(
        Message.status == MessageStatus.UNCONFIRMED,
        sa.or_(Message.next_attempt_at.is_(None), Message.next_attempt_at <= clock.now()),
    )
    update = (
        sa.update(Message)
        .where(Message.id == message.id, Message.direction == Direction.OUT)
        .where(sa.or_(Message.status == MessageStatus.FAILED, gone))
        .values(
            status=MessageStatus.QUEUED,
            sent_at=clock.whole_second(clock.now()),
            wamid=None,
            attempts=0,
            bulk=False,
            next_attempt_at=None,
            claimed_at=None,
            error_code=None,
            error_detail=None,
        )
    )
    return db.session.execute(update.execution_options(synchronize_session=False)).rowcount > 0


def _becomes_last(message: Message) -> None:
    """The list shows it, unless something later is there already. What we write is never unread."""
    activities = Activities()
    activities[message.conversation_id].said(message.sent_at, message.id, message.says.preview.text)
    activity.record(activities)
