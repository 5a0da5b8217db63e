"""A file of a message: where it is at Meta, where it is with us, and how far it has come."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db
from chatapp.models.columns import Created, Id, words


class MediaState(StrEnum):
    PENDING = "PENDING"
    READY = "READY"
    FAILED = "FAILED"


class Media(db.Model):
    __tablename__ = "media"

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    number_id: Mapped[int] = mapped_column(sa.ForeignKey("phone_numbers.id"))
    message_id: Mapped[int | None] = mapped_column(sa.ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    meta_id: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str]
    mime_type: Mapped[str | None]
    file_name: Mapped[str | None]
    size: Mapped[int | None] = mapped_column(sa.BigInteger)
    sha256: Mapped[str | None]
    storage_key: Mapped[str | None]
    state: Mapped[MediaState] = mapped_column(words(MediaState), default=MediaState.PENDING)
    error: Mapped[str | None]
    created_at: Mapped[Created]
