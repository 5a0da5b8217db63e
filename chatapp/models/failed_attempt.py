"""An attempt to send that did not end in a wamid: what Meta answered, or how the connection broke."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db
from chatapp.models.columns import Id, Moment


class FailedAttempt(db.Model):
    __tablename__ = "failed_attempts"

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    message_id: Mapped[int] = mapped_column(sa.ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    code: Mapped[int]
    detail: Mapped[str | None]
    occurred_at: Mapped[Moment]
