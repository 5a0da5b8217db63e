"""Emoji on a message. A removal is kept too, so that an older reaction that arrives late stays removed."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db
from chatapp.models.columns import Created, Id, Moment


class Reaction(db.Model):
    __tablename__ = "reactions"
    __table_args__ = (
        sa.UniqueConstraint("number_id", "target_wamid", "reactor"),
        sa.Index("reactions_of", "message_id"),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    number_id: Mapped[int] = mapped_column(sa.ForeignKey("phone_numbers.id"))
    #: None until the message it reacts to is known.
    message_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    target_wamid: Mapped[str]
    #: "contact:<id>" or "user:<id>": one reaction per person and message.
    reactor: Mapped[str]
    emoji: Mapped[str | None]
    reacted_at: Mapped[Moment]
    created_at: Mapped[Created]
