"""Reading a conversation, up to what somebody has before their eyes: what came after that stays unread."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chatapp import clock
from chatapp.conversations import broadcasts, places
from chatapp.extensions import db
from chatapp.models import Conversation, ConversationParticipant, Direction, Message, User

#: Lines on the customer's side that nobody has to answer, so `activity` does not count them as unread either.
SILENT = ("system", "edit", "revoke")


def mark_read(conversation: Conversation, reader: User, up_to: Message | None = None) -> bool:
    """`reader` has seen everything, or everything up to this message. True if less is unread than before."""
    places.lock([conversation.id])
    _remember(conversation, reader, up_to.id if up_to else conversation.last_message_id)
    left = _heard_after(up_to) if up_to else 0
    fewer = sa.update(Conversation).where(Conversation.id == conversation.id, Conversation.unread_count > left)
    if not db.session.execute(fewer.values(unread_count=left)).rowcount:
        return False
    broadcasts.changed([conversation.id])
    return True


def _remember(conversation: Conversation, reader: User, message_id: int | None) -> None:
    read = insert(ConversationParticipant).values(
        conversation_id=conversation.id,
        user_id=reader.id,
        account_id=conversation.account_id,
        last_read_at=clock.now(),
        last_read_message_id=message_id,
    )
    db.session.execute(
        read.on_conflict_do_update(
            index_elements=["conversation_id", "user_id"],
            set_={
                "last_read_at": read.excluded.last_read_at,
                "last_read_message_id": sa.func.greatest(
                    ConversationParticipant.last_read_message_id, read.excluded.last_read_message_id
                ),
            },
        )
    )


def _heard_after(seen: Message) -> int:
    later = sa.select(sa.func.count()).where(
        Message.conversation_id == seen.conversation_id,
        Message.direction == Direction.IN,
        Message.kind.not_in(SILENT),
        sa.tuple_(Message.sent_at, Message.id) > (seen.sent_at, seen.id),
    )
    return db.session.scalar(later)
