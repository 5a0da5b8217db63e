"""What people do to a conversation."""

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from chatapp import clock
from chatapp.conversations import broadcasts
from chatapp.extensions import db
from chatapp.models import Conversation, ConversationParticipant, ConversationStatus, User
from chatapp.refusals import invalid

SETTABLE = (ConversationStatus.OPEN, ConversationStatus.PENDING, ConversationStatus.RESOLVED)


def mark_read(conversation: Conversation, reader: User) -> bool:
    """Nothing here is unread any more, and `reader` has seen it all. True if anything was unread."""
    read = insert(ConversationParticipant).values(
        conversation_id=conversation.id,
        user_id=reader.id,
        account_id=conversation.account_id,
        last_read_at=clock.now(),
        last_read_message_id=conversation.last_message_id,
    )
    db.session.execute(
        read.on_conflict_do_update(
            index_elements=["conversation_id", "user_id"],
            set_={
                "last_read_at": read.excluded.last_read_at,
                "last_read_message_id": read.excluded.last_read_message_id,
            },
        )
    )
    return _change(conversation, Conversation.unread_count > 0, unread_count=0)


def set_status(conversation: Conversation, status: ConversationStatus) -> None:
    """Resolve, reopen or put aside."""
    if status not in SETTABLE:
        raise invalid({"status": _('Use "open", "pending" or "resolved".')}, _("This status cannot be set by hand."))
    _change(conversation, Conversation.status != status, status=status, snoozed_until=None)


def assign(conversation: Conversation, assignee: User | None) -> None:
    """Give the conversation to one person of the account, or back to everybody."""
    former = broadcasts.list_streams(conversation)
    wanted = assignee.id if assignee else None
    if _update(conversation, Conversation.assignee_id.is_distinct_from(wanted), assignee_id=wanted):
        broadcasts.moved(conversation.id, former)


def _change(conversation: Conversation, unless: sa.ColumnElement[bool], **values: object) -> bool:
    """Write, and show it to those who see the conversation; True if that changed anything."""
    done = _update(conversation, unless, **values)
    if done:
        broadcasts.changed([conversation.id])
    return done


def _update(conversation: Conversation, unless: sa.ColumnElement[bool], **values: object) -> bool:
    """Write only if that changes something: a repeated click must not wake every browser."""
    update = sa.update(Conversation).where(Conversation.id == conversation.id, unless).values(**values)
    return db.session.execute(update).rowcount > 0
