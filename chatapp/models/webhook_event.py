"""The ledger: every webhook body exactly as it came, committed before Meta is told 200."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db
from chatapp.models.columns import Id


class WebhookEvent(db.Model):
    """Belongs to no account: one body may speak of several, or of none that we know."""

    __tablename__ = "webhook_events"
    __table_args__ = (
        sa.Index("webhook_events_todo", "id", postgresql_where=sa.text("processed_at IS NULL")),
        sa.Index("webhook_events_received", "received_at"),
        sa.Index("webhook_events_failed", "id", postgresql_where=sa.text("error IS NOT NULL OR faults IS NOT NULL")),
    )

    id: Mapped[Id]
    received_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp())
    body: Mapped[bytes]
    #: The accounts whose app secret signed it: it may speak of no other's numbers. None: the installation's own secret.
    signed_for: Mapped[list[int] | None] = mapped_column(ARRAY(sa.BigInteger))
    #: Meta's ids of what it speaks of: numbers, and the WhatsApp account where a change names no number.
    subjects: Mapped[list[str] | None] = mapped_column(ARRAY(sa.String))
    processed_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    attempts: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    #: Why the body as a whole could not be processed.
    error: Mapped[str | None]
    #: Facts that were set aside, each with its path and reason, while their siblings went on.
    faults: Mapped[list | None] = mapped_column(JSONB)


class WebhookSubject(db.Model):
    """Which webhooks speak of a number, the latest first: what an index of an array cannot tell."""

    __tablename__ = "webhook_subjects"

    subject: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
