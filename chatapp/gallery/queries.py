"""Reading the files of a conversation, the newest first."""

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.messages.queries import FOR_DISPLAY, Position
from chatapp.models import Conversation, Message

PAGE_SIZE = 24


class Shelf(StrEnum):
    """What is looked at together."""

    PICTURES = "pictures"
    DOCUMENTS = "documents"


_KINDS = {Shelf.PICTURES: ("image", "video"), Shelf.DOCUMENTS: ("document",)}


@dataclass(frozen=True)
class Shared:
    """Messages that carry a file, and where older ones begin."""

    messages: list[Message]
    older: Position | None


def shared(conversation: Conversation, shelf: Shelf, before: Position | None = None, limit: int = PAGE_SIZE) -> Shared:
    """A page of what both sides sent; what was deleted is of no such kind any more.

    Whoever reads it has loaded the conversation through the user.
    """
    select = (
        sa.select(Message)
        .where(
            Message.conversation_id == conversation.id,
            Message.kind.in_(_KINDS[shelf]),
        )
        .order_by(Message.sent_at.desc(), Message.id.desc())
        .limit(limit + 1)
        .options(*FOR_DISPLAY)
    )
    if before is not None:
        select = select.where(sa.tuple_(Message.sent_at, Message.id) < (before.at, before.id))
    found = list(db.session.scalars(select))
    shown = found[:limit]
    return Shared(shown, Position.of(shown[-1]) if len(found) > limit else None)
