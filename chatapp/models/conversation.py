"""One conversation per customer and number, for ever; its counters are kept, not counted."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chatapp import clock
from chatapp.extensions import db
from chatapp.models.columns import Changed, Created, Id, Moment, words
from chatapp.models.contact import Contact
from chatapp.models.phone_number import PhoneNumber
from chatapp.models.sorting import sort_key, version
from chatapp.models.tag import Tag, conversation_tags
from chatapp.models.team import Team
from chatapp.models.user import User
from chatapp.whatsapp import window

if TYPE_CHECKING:
    from chatapp.models.message import Message
    from chatapp.models.reaction import Reaction


class ConversationStatus(StrEnum):
    OPEN = "OPEN"
    PENDING = "PENDING"
    RESOLVED = "RESOLVED"
    CLOSED = "CLOSED"


class Conversation(db.Model):
    __tablename__ = "conversations"
    __table_args__ = (
        sa.UniqueConstraint("number_id", "contact_id"),
        sa.Index("conversations_list", "account_id", "status", sa.desc("last_message_at"), sa.desc("id")),
        sa.Index("conversations_mine", "assignee_id", "status", sa.desc("last_message_at"), sa.desc("id")),
        sa.Index("conversations_changed", "account_id", "changed_at"),
        sa.Index(
            "conversations_unassigned",
            "account_id",
            "status",
            sa.desc("last_message_at"),
            sa.desc("id"),
            postgresql_where=sa.text("assignee_id IS NULL"),
        ),
        #: All that the counters count, so that they need not look at the rows.
        sa.Index(
            "conversations_counted",
            "account_id",
            "status",
            "assignee_id",
            postgresql_include=["unread_count", "team_id"],
        ),
        sa.Index(
            "conversations_of_teams",
            "team_id",
            "status",
            sa.desc("last_message_at"),
            sa.desc("id"),
            postgresql_where=sa.text("team_id IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    number_id: Mapped[int] = mapped_column(sa.ForeignKey("phone_numbers.id"))
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id"), index=True)
    status: Mapped[ConversationStatus] = mapped_column(words(ConversationStatus), default=ConversationStatus.OPEN)
    snoozed_until: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    assignee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    #: Who answers for it while `assignee_id` names nobody, and again when that person gives it back.
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("teams.id", ondelete="SET NULL"))
    last_message_at: Mapped[Moment]
    #: No foreign key: messages point here already, and a circle would order every insert.
    last_message_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    #: The last message's text, for whoever reads the list without its messages (search, JSON, exports).
    last_message_preview: Mapped[str] = mapped_column(default="")
    #: The latest reaction to any of its messages, or its removal: the list tells of it, and nothing else changes.
    last_reaction_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    unread_count: Mapped[int] = mapped_column(default=0)
    #: Meta's customer service window; None until the customer has written.
    window_expires_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    #: The customer's latest message: read receipts and typing indicators name it.
    last_inbound_wamid: Mapped[str | None]
    last_inbound_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    created_at: Mapped[Created]
    changed_at: Mapped[Changed]

    number: Mapped[PhoneNumber] = relationship(lazy="raise")
    contact: Mapped[Contact] = relationship(lazy="raise")
    assignee: Mapped[User | None] = relationship(lazy="raise")
    team: Mapped[Team | None] = relationship(lazy="raise")
    tags: Mapped[list[Tag]] = relationship(secondary=conversation_tags, order_by=Tag.name, lazy="raise")
    last_message: Mapped["Message | None"] = relationship(
        primaryjoin="foreign(Conversation.last_message_id) == Message.id", viewonly=True, lazy="raise"
    )

    last_reaction: Mapped["Reaction | None"] = relationship(
        primaryjoin="foreign(Conversation.last_reaction_id) == Reaction.id", viewonly=True, lazy="raise"
    )

    @property
    def dom_id(self) -> str:
        return f"c-{self.id}"

    @property
    def sort_key(self) -> str:
        return sort_key(self.last_message_at, self.id)

    @property
    def version(self) -> str:
        """Of its row in the list, which shows the ticks of the last message too."""
        last = self.last_message
        return version(max(self.changed_at, last.changed_at) if last else self.changed_at)

    @property
    def path(self) -> str:
        """Path-only, because fragments are also rendered where there is no request."""
        return f"/conversations/{self.id}"

    @property
    def window_state(self) -> str:
        return window.state(self.window_expires_at, clock.now()).value

    @property
    def window_left(self) -> timedelta:
        return window.remaining(self.window_expires_at, clock.now())


class ConversationParticipant(db.Model):
    """What each person has read of a conversation."""

    __tablename__ = "conversation_participants"

    conversation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    last_read_at: Mapped[Moment]
    last_read_message_id: Mapped[int | None] = mapped_column(sa.BigInteger)
