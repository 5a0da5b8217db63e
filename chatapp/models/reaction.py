"""Emoji on a message. A removal is kept too, so that an older reaction that arrives late stays removed."""

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chatapp.extensions import db
from chatapp.kinds.status import MessageStatus
from chatapp.models.columns import Created, Id, Moment

if TYPE_CHECKING:
    from chatapp.models.message import Message

_NOT_SENT_YET = (MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.UNCONFIRMED)


class Reaction(db.Model):
    __tablename__ = "reactions"
    __table_args__ = (
        sa.UniqueConstraint("number_id", "target_wamid", "reactor"),
        sa.Index("reactions_of", "message_id"),
        sa.Index("reactions_sending", "sending_id", postgresql_where=sa.text("sending_id IS NOT NULL")),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    number_id: Mapped[int] = mapped_column(sa.ForeignKey("phone_numbers.id"))
    #: None until the message it reacts to is known.
    message_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    target_wamid: Mapped[str]
    #: "contact:<id>", "user:<id>", or "number:<id>" for the company's own phone: one reaction per person and message.
    reactor: Mapped[str]
    emoji: Mapped[str | None]
    reacted_at: Mapped[Moment]
    #: The outbox row with which one of ours, or its removal, goes to Meta; its content's `former` is what was there.
    sending_id: Mapped[int | None] = mapped_column(sa.ForeignKey("messages.id", ondelete="SET NULL"))
    created_at: Mapped[Created]

    message: Mapped["Message | None"] = relationship(
        primaryjoin="foreign(Reaction.message_id) == Message.id", viewonly=True, lazy="raise"
    )
    sending: Mapped["Message | None"] = relationship(foreign_keys=[sending_id], viewonly=True, lazy="raise")

    @property
    def is_pending(self) -> bool:
        """One of ours that Meta has not taken yet."""
        return self.sending is not None and self.sending.status in _NOT_SENT_YET

    @property
    def has_failed(self) -> bool:
        """One of ours that never reached the customer."""
        return self.sending is not None and self.sending.status is MessageStatus.FAILED

    @property
    def shown(self) -> str | None:
        """The emoji below the message: a removal that failed has left there what was there."""
        if self.emoji is None and self.has_failed:
            return self.sending.content.get("former")
        return self.emoji
