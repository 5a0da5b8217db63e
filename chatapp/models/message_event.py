"""Each status Meta reported, with its time. A status of a message that we do not know yet waits here for it."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db
from chatapp.kinds.status import MessageStatus
from chatapp.models.columns import Created, Id, Moment
from chatapp.models.status_rank import StatusRank


class MessageEvent(db.Model):
    __tablename__ = "message_events"
    __table_args__ = (
        sa.UniqueConstraint("number_id", "wamid", "status"),
        sa.Index("message_events_of", "message_id", "occurred_at"),
        sa.Index("message_events_orphans", "id", postgresql_where=sa.text("message_id IS NULL")),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    number_id: Mapped[int] = mapped_column(sa.ForeignKey("phone_numbers.id"))
    message_id: Mapped[int | None] = mapped_column(sa.ForeignKey("messages.id", ondelete="CASCADE"))
    wamid: Mapped[str]
    status: Mapped[MessageStatus] = mapped_column(StatusRank)
    occurred_at: Mapped[Moment]
    error: Mapped[dict | None] = mapped_column(JSONB)
    pricing: Mapped[dict | None] = mapped_column(JSONB)
    created_at: Mapped[Created]
