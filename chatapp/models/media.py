"""A file of a message: where it is at Meta, where it is with us, and how far it has come."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db
from chatapp.models.columns import Created, Id, Moment, words


class MediaState(StrEnum):
    """A customer's file goes PENDING, PULLING, READY or FAILED; one of ours RECEIVED, CONVERTING, READY or REFUSED."""

    PENDING = "PENDING"
    PULLING = "PULLING"
    RECEIVED = "RECEIVED"
    CONVERTING = "CONVERTING"
    READY = "READY"
    FAILED = "FAILED"
    REFUSED = "REFUSED"


class Media(db.Model):
    __tablename__ = "media"
    __table_args__ = (
        sa.UniqueConstraint("message_id", "position"),
        sa.Index(
            "media_unfinished",
            "next_attempt_at",
            postgresql_where=sa.text("state IN ('PENDING', 'PULLING', 'RECEIVED', 'CONVERTING')"),
        ),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    number_id: Mapped[int | None] = mapped_column(sa.ForeignKey("phone_numbers.id"))
    #: The received message it belongs to. What we send is named by the message (`media_id`): one file, many messages.
    message_id: Mapped[int | None] = mapped_column(sa.ForeignKey("messages.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    uploader_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    #: Meta's id of a received file, good for seven days, and the link that came with it, good for five minutes.
    meta_id: Mapped[str | None] = mapped_column(index=True)
    meta_url: Mapped[str | None]
    meta_sha256: Mapped[str | None]
    kind: Mapped[str]
    mime_type: Mapped[str | None]
    file_name: Mapped[str | None]
    size: Mapped[int | None] = mapped_column(sa.BigInteger)
    #: Hexadecimal, of the bytes we keep.
    sha256: Mapped[str | None]
    storage_key: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    #: Milliseconds.
    duration: Mapped[int | None]
    #: 48 loudnesses from 0 to 100.
    waveform: Mapped[list | None] = mapped_column(JSONB)
    pages: Mapped[int | None]
    #: {"thumbnail" | "poster" | "playable": {"key", "mime_type", "size", "width", "height"}}
    renditions: Mapped[dict] = mapped_column(JSONB, default=dict, server_default=sa.text("'{}'"))
    state: Mapped[MediaState] = mapped_column(words(MediaState), default=MediaState.PENDING)
    #: Per cent of a conversion.
    progress: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    error: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    next_attempt_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    created_at: Mapped[Created]


class MediaUpload(db.Model):
    """A file of ours as one number knows it at Meta: uploaded once, used while it lives (30 days)."""

    __tablename__ = "media_uploads"

    media_id: Mapped[int] = mapped_column(sa.ForeignKey("media.id", ondelete="CASCADE"), primary_key=True)
    number_id: Mapped[int] = mapped_column(sa.ForeignKey("phone_numbers.id", ondelete="CASCADE"), primary_key=True)
    meta_id: Mapped[str]
    expires_at: Mapped[Moment]
    created_at: Mapped[Created]
