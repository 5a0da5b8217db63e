"""Teams ("setores"): people of a company who answer for the same conversations."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chatapp.extensions import db
from chatapp.models.columns import Created, Id
from chatapp.models.user import User, team_members


class Team(db.Model):
    __tablename__ = "teams"
    __table_args__ = (sa.UniqueConstraint("account_id", "name"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    name: Mapped[str]
    created_at: Mapped[Created]

    members: Mapped[list[User]] = relationship(secondary=team_members, order_by=(User.name, User.id))

    @property
    def path(self) -> str:
        """Where it is looked after."""
        return f"/teams/{self.id}"
