"""Where somebody is signed in: a browser's session or an app's family of tokens. Without its row neither is worth
anything."""

from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db
from chatapp.models.columns import Moment, words


class SignInKind(StrEnum):
    BROWSER = "BROWSER"
    APP = "APP"


class SignIn(db.Model):
    __tablename__ = "sign_ins"

    #: Kept in a browser's cookie; an app's is the family of its tokens.
    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    kind: Mapped[SignInKind] = mapped_column(words(SignInKind))
    #: What the browser or app calls itself, and from where it came.
    agent: Mapped[str]
    address: Mapped[str]
    began_at: Mapped[Moment]
    #: To within a few minutes.
    seen_at: Mapped[Moment] = mapped_column(index=True)
