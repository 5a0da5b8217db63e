"""A template as Meta knows it: name and language are its key within a WhatsApp business account."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db
from chatapp.models.columns import Created, Id


class MessageTemplate(db.Model):
    __tablename__ = "message_templates"
    __table_args__ = (sa.UniqueConstraint("account_id", "waba_id", "name", "language"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    waba_id: Mapped[str]
    meta_id: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    category: Mapped[str]
    status: Mapped[str]
    quality: Mapped[str] = mapped_column(default="UNKNOWN")
    parameter_format: Mapped[str] = mapped_column(default="POSITIONAL")
    components: Mapped[list] = mapped_column(JSONB, default=list)
    rejected_reason: Mapped[str | None]
    #: What Meta announces or has done: {"category": ..., "correct_category": ..., "at": ...}.
    category_change: Mapped[dict | None] = mapped_column(JSONB)
    deleted_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    synced_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    created_at: Mapped[Created]


class TemplateFavourite(db.Model):
    """A template that somebody wants at hand."""

    __tablename__ = "template_favourites"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    template_id: Mapped[int] = mapped_column(
        sa.ForeignKey("message_templates.id", ondelete="CASCADE"), primary_key=True, index=True
    )
