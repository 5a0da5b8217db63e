"""A message kept for reuse: personal or the whole company's."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db
from chatapp.models.columns import Created, Id


class QuickReply(db.Model):
    __tablename__ = "quick_replies"

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    #: None: everybody's.
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    kind: Mapped[str]
    content: Mapped[dict] = mapped_column(JSONB)
    uses: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[Created]
