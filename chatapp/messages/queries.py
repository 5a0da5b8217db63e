"""Reading threads. Whoever reads one has loaded its conversation through the user first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from chatapp import kinds
from chatapp.conversations.queries import visibility
from chatapp.conversations.reading import SILENT
from chatapp.extensions import db
from chatapp.models import Contact, Conversation, Direction, Message, PhoneNumber, Reaction, User
from chatapp.refusals import Refusal

PAGE_SIZE = 50

#: Kinds of lines on the customer's side that are no message of theirs to Meta.
NOT_MESSAGES = (*SILENT, "call")

_OF_ITSELF = (
    joinedload(Message.author),
    selectinload(Message.reaction_rows).selectinload(Reaction.sending),
)
#: Everything that a bubble or a JSON object shows, in a number of queries that does not grow with the thread.
FOR_DISPLAY = (
    *_OF_ITSELF,
    joinedload(Message.quoted).options(joinedload(Message.author), joinedload(Message.conversation)),
    joinedload(Message.conversation).options(
        joinedload(Conversation.contact).selectinload(Contact.identities),
        joinedload(Conversation.number).joinedload(PhoneNumber.account),
    ),
)


#: Reactions of ours are sent like messages, and are seen on those that they are on.
IS_LINE = Message.kind != kinds.Reaction.name


@dataclass(frozen=True)
class Position:
    """A place in a thread: between the messages before (at, id) and those after it."""

    at: datetime
    id: int

    @classmethod
    def of(cls, message: Message) -> "Position":
        return cls(message.sent_at, message.id)


@dataclass(frozen=True)
class Thread:
    """Messages in reading order, and whether there is more on either side."""

    messages: list[Message]
    older: Position | None = None
    newer: Position | None = None


def thread(
    conversation: Conversation, *, before: Position | None = None, after: Position | None = None, limit: int = PAGE_SIZE
) -> Thread:
    """The last messages of a conversation that was loaded for display, or those right before or after a position."""
    select = sa.select(Message).where(Message.conversation_id == conversation.id, IS_LINE)
    place = sa.tuple_(Message.sent_at, Message.id)
    if after is not None:
        select = select.where(place > (after.at, after.id)).order_by(Message.sent_at, Message.id)
        found = _in(conversation, select.limit(limit + 1))
        shown = found[:limit]
        return Thread(shown, newer=Position.of(shown[-1]) if len(found) > limit else None)
    if before is not None:
        select = select.where(place < (before.at, before.id))
    select = select.order_by(Message.sent_at.desc(), Message.id.desc())
    found = _in(conversation, select.limit(limit + 1))
    shown = found[:limit][::-1]
    return Thread(shown, older=Position.of(shown[0]) if len(found) > limit else None)


def changed(conversation: Conversation, since: datetime, limit: int) -> list[Message]:
    """What was written at or after `since` (new messages, ticks, failures), in that order, in a conversation that was
    loaded for display."""
    select = sa.select(Message).where(Message.conversation_id == conversation.id, Message.changed_at >= since, IS_LINE)
    select = select.order_by(Message.changed_at, Message.id).limit(limit)
    return _in(conversation, select)


def _in(conversation: Conversation, select: sa.Select[tuple[Message]]) -> list[Message]:
    """For display, what was said in this conversation: it is known, and so it need not come with every message.

    Quotes are of the same thread; few messages have one, and another join takes longer to plan than to run.
    """
    quoted = selectinload(Message.quoted).joinedload(Message.author)
    messages = list(db.session.scalars(select.options(*_OF_ITSELF, quoted)))
    for message in (*messages, *(message.quoted for message in messages if message.quoted)):
        set_committed_value(message, "conversation", conversation)
    return messages


def for_display(message_ids: Collection[int]) -> list[Message]:
    """These messages whoever looks, as the database has them now: for broadcasts."""
    select = sa.select(Message).where(Message.id.in_(message_ids)).order_by(Message.sent_at, Message.id)
    return list(db.session.scalars(select.options(*FOR_DISPLAY).execution_options(populate_existing=True)))


def get(user: User, message_id: int) -> Message:
    """One message of a conversation that this person sees; Refusal 404 otherwise."""
    select = sa.select(Message).join(Message.conversation).where(Message.id == message_id, visibility(user))
    message = db.session.scalar(select.options(*FOR_DISPLAY))
    if message is None:
        raise Refusal("not_found", _("This message does not exist, or it is not yours to see."), status=404)
    return message


def of_thread(conversation: Conversation, message_id: int) -> Message:
    """One message of this thread, without what a bubble shows; Refusal 404 otherwise."""
    select = sa.select(Message).where(Message.id == message_id, Message.conversation_id == conversation.id)
    message = db.session.scalar(select)
    if message is None:
        raise Refusal("not_found", _("This message does not exist, or it is not yours to see."), status=404)
    return message


def last_received(up_to: Message) -> str | None:
    """The wamid of the customer's last message at or before this line: what a read receipt can name. Calls and
    notices of WhatsApp have ids too, and cannot be named."""
    select = sa.select(Message.wamid).where(
        Message.conversation_id == up_to.conversation_id,
        Message.direction == Direction.IN,
        Message.kind.not_in(NOT_MESSAGES),
        sa.tuple_(Message.sent_at, Message.id) <= (up_to.sent_at, up_to.id),
    )
    return db.session.scalar(select.order_by(Message.sent_at.desc(), Message.id.desc()).limit(1))


def quotable(conversation: Conversation, message_id: int | None) -> Message | None:
    """The message an answer quotes. It must be of the same conversation and known to Meta."""
    if message_id is None:
        return None
    select = sa.select(Message).where(Message.id == message_id, Message.conversation_id == conversation.id)
    message = db.session.scalar(select.options(*FOR_DISPLAY))
    if message is None or message.wamid is None:
        raise Refusal("not_quotable", _("The message you quoted is not available. Remove the quote and send again."))
    return message


def by_client_id(conversation: Conversation, client_id: UUID) -> Message | None:
    """The message that this client id stands for, if it has been written before."""
    select = sa.select(Message).where(Message.account_id == conversation.account_id, Message.client_id == client_id)
    return db.session.scalar(select.options(*FOR_DISPLAY))


def first_unread(thread: Thread, unread_count: int) -> Message | None:
    """Where the divider goes: the oldest of the last `unread_count` inbound messages that are on the page."""
    inbound = [message for message in thread.messages if message.is_inbound]
    return inbound[-unread_count:][0] if unread_count and inbound else None
