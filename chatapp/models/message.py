"""A message of either direction. An outgoing one is its own outbox row."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chatapp import kinds
from chatapp.extensions import db
from chatapp.kinds.status import MessageStatus
from chatapp.models.columns import Changed, Created, Id, Moment, words
from chatapp.models.conversation import Conversation
from chatapp.models.reaction import Reaction
from chatapp.models.sorting import sort_key
from chatapp.models.status_rank import StatusRank
from chatapp.models.user import User


class Direction(StrEnum):
    """Seen from the company: `in` was written by the customer."""

    IN = "in"
    OUT = "out"


WAITING = (MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.UNCONFIRMED)


class Message(db.Model):
    __tablename__ = "messages"
    __table_args__ = (
        sa.UniqueConstraint("number_id", "wamid"),
        sa.UniqueConstraint("account_id", "client_id"),
        sa.Index("messages_thread", "conversation_id", sa.desc("sent_at"), sa.desc("id")),
        sa.Index("messages_changed", "account_id", "changed_at"),
        sa.Index(
            "messages_ready",
            "number_id",
            "bulk",
            "id",
            postgresql_where=sa.text(f"status = {int(MessageStatus.QUEUED)}"),
        ),
        sa.Index(
            "messages_waiting",
            "conversation_id",
            "id",
            postgresql_where=sa.text(f"status IN ({', '.join(str(int(s)) for s in WAITING)})"),
        ),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    number_id: Mapped[int] = mapped_column(sa.ForeignKey("phone_numbers.id"))
    conversation_id: Mapped[int] = mapped_column(sa.ForeignKey("conversations.id", ondelete="CASCADE"))
    direction: Mapped[Direction] = mapped_column(words(Direction, length=3))
    #: Made by whoever writes the message, before it is sent for the first time: the key of "never twice".
    client_id: Mapped[UUID | None]
    wamid: Mapped[str | None]
    kind: Mapped[str]
    content: Mapped[dict] = mapped_column(JSONB, default=dict)
    status: Mapped[MessageStatus] = mapped_column(StatusRank)
    #: Meta's timestamp, in whole seconds; ours, cut to the second, for what we write.
    sent_at: Mapped[Moment]
    #: The quoted message as Meta names it, and as we know it once it is known.
    quoted_wamid: Mapped[str | None]
    quoted_id: Mapped[int | None] = mapped_column(sa.ForeignKey("messages.id", ondelete="SET NULL"))
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    error_code: Mapped[int | None]
    error_detail: Mapped[str | None]
    pricing: Mapped[dict | None] = mapped_column(JSONB)
    #: One of many that nobody waits for: everything else of the same number leaves before it.
    bulk: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    #: When the dispatcher last took it; the grace period of an unconfirmed message counts from here.
    claimed_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    created_at: Mapped[Created]
    changed_at: Mapped[Changed]

    conversation: Mapped[Conversation] = relationship(lazy="raise")
    author: Mapped[User | None] = relationship(lazy="raise")
    quoted: Mapped["Message | None"] = relationship(remote_side="Message.id", lazy="raise")
    #: With removals that are under way; `reactions` are those that are seen.
    reaction_rows: Mapped[list[Reaction]] = relationship(
        primaryjoin=(
            "and_(foreign(Reaction.message_id) == Message.id, or_(Reaction.emoji != None, Reaction.sending_id != None))"
        ),
        order_by=Reaction.id,
        viewonly=True,
        lazy="raise",
    )

    @property
    def says(self) -> kinds.Kind:
        """What the message says, as the dataclass of its kind."""
        return kinds.restore(self.kind, self.content)

    @property
    def reactions(self) -> list[Reaction]:
        """Those that stand below it."""
        return [reaction for reaction in self.reaction_rows if reaction.shown]

    @property
    def dom_id(self) -> str:
        return f"m-{self.client_id or self.id}"

    @property
    def sort_key(self) -> str:
        return sort_key(self.sent_at, self.id)

    @property
    def is_inbound(self) -> bool:
        return self.direction is Direction.IN
