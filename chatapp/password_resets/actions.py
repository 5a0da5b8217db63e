"""Links that stand for a lost password."""

from datetime import timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp import accounts
from chatapp.accounts import passwords, queries, signatures
from chatapp.extensions import db
from chatapp.models import User, UserState
from chatapp.refusals import Refusal

LIFETIME = timedelta(days=1)
PURPOSE = "password reset"


def link_token(user: User) -> str:
    """Names the user and their epoch, which a new password raises. Refusal 409 for who has none, or has left."""
    if user.state is not UserState.ACTIVE:
        raise Refusal("no_password", _("Only who can sign in needs a new password."))
    return signatures.sign(PURPOSE, {"sub": str(user.id), "epoch": user.session_epoch}, LIFETIME)


def user_of(token: str) -> User | None:
    """Whose password it may replace; None if it is forged, over or used."""
    claims = signatures.read(PURPOSE, token)
    user = claims and queries.active_user(int(claims["sub"]))
    return user if user and user.session_epoch == claims["epoch"] else None


def reset(user: User, password: str) -> None:
    """The new password, which ends every session. Of two who hold the same link, exactly one gets in."""
    epoch = user.session_epoch
    db.session.execute(sa.select(User.id).where(User.id == user.id).with_for_update())
    db.session.refresh(user)
    if user.session_epoch != epoch:
        raise Refusal("link_over", _("This link has expired or was already used. Ask for a new one."), status=410)
    passwords.set_password(user, password)
    accounts.end_sessions(user)
