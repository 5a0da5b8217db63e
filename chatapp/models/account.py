"""The tenant: a company. Every other row belongs to one, and every query is scoped by it."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db
from chatapp.models.columns import Created, Id


class Account(db.Model):
    __tablename__ = "accounts"

    id: Mapped[Id]
    name: Mapped[str]
    timezone: Mapped[str] = mapped_column(default="America/Sao_Paulo")
    locale: Mapped[str] = mapped_column(default="pt_BR")
    #: What belongs to nobody, neither person nor team.
    agents_see_unassigned: Mapped[bool] = mapped_column(default=True)
    #: What belongs to their teams and to nobody in particular.
    agents_see_their_teams: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    created_at: Mapped[Created]
