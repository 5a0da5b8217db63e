"""What a message said before its author edited or deleted it."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db
from chatapp.models.columns import Created, Id, Moment


class MessageRevision(db.Model):
    """One row per edit or revoke; the webhook that brought it is its key, so that a redelivery changes nothing."""

    __tablename__ = "message_revisions"
    __table_args__ = (sa.UniqueConstraint("number_id", "wamid"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    number_id: Mapped[int] = mapped_column(sa.ForeignKey("phone_numbers.id"))
    message_id: Mapped[int] = mapped_column(sa.ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    #: Of the edit or revoke itself.
    wamid: Mapped[str]
    kind: Mapped[str]
    content: Mapped[dict] = mapped_column(JSONB)
    revised_at: Mapped[Moment]
    created_at: Mapped[Created]
