"""The tenant: a company. Every other row belongs to one, and every query is scoped by it."""

from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db
from chatapp.models.columns import Created, Id


class Account(db.Model):
    __tablename__ = "accounts"

    id: Mapped[Id]
    name: Mapped[str]
    timezone: Mapped[str] = mapped_column(default="America/Sao_Paulo")
    locale: Mapped[str] = mapped_column(default="pt_BR")
    agents_see_unassigned: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Created]
