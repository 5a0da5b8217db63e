"""The people who work in the inbox."""

from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chatapp.extensions import db
from chatapp.models.account import Account
from chatapp.models.columns import Created, Id, words
from chatapp.models.naming import hue, initials

if TYPE_CHECKING:
    from chatapp.models.team import Team


team_members = sa.Table(
    "team_members",
    db.metadata,
    sa.Column("team_id", sa.ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Role(StrEnum):
    ADMIN = "ADMIN"
    SUPERVISOR = "SUPERVISOR"
    AGENT = "AGENT"


class UserState(StrEnum):
    """INVITED: has not chosen a password yet."""

    ACTIVE = "active"
    INVITED = "invited"
    INACTIVE = "inactive"


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class User(UserMixin, db.Model):
    __tablename__ = "users"

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    email: Mapped[str] = mapped_column(unique=True)
    #: argon2id; empty until an invitation is accepted, and then nothing verifies against it.
    password_hash: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(words(Role), default=Role.AGENT)
    avatar_key: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    locale: Mapped[str] = mapped_column(default="pt_BR")
    theme: Mapped[Theme] = mapped_column(words(Theme), default=Theme.SYSTEM)
    #: Put below every text they write to a customer; empty for none.
    signature: Mapped[str] = mapped_column(default="", server_default="")
    #: Whether single keys are shortcuts, where their browser does not say otherwise.
    single_keys: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    #: Raised to end every session and token at once: a changed password, a lost phone.
    session_epoch: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Created]

    account: Mapped[Account] = relationship()
    teams: Mapped[list["Team"]] = relationship(secondary=team_members, viewonly=True)

    @property
    def is_active(self) -> bool:
        return self.active

    @property
    def avatar_path(self) -> str | None:
        """Another one for each picture, so that browsers may keep it."""
        return f"/users/{self.id}/avatar?v={self.avatar_key[-8:]}" if self.avatar_key else None

    @property
    def state(self) -> UserState:
        if not self.active:
            return UserState.INACTIVE
        return UserState.ACTIVE if self.password_hash else UserState.INVITED

    @property
    def sees_everything(self) -> bool:
        """Supervisors and admins see every conversation of their account."""
        return self.role in (Role.ADMIN, Role.SUPERVISOR)

    @property
    def team_ids(self) -> list[int]:
        """The teams they are in; asked once for as long as this row is loaded."""
        return sorted(team.id for team in self.teams)

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def hue(self) -> int:
        return hue(self.id)
