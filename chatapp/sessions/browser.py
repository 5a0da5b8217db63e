"""A browser's session: a signed cookie that names the user and the epoch of their sessions."""

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa
from flask import session
from flask_login import login_user

from chatapp.accounts import queries
from chatapp.extensions import db
from chatapp.models import SignIn, SignInKind, User
from chatapp.sessions import register

#: How flask-login calls the user's id in the session.
USER = "_user_id"
EPOCH = "epoch"
SIGN_IN = "sign_in"


def open_session(user: User, *, remember: bool = False) -> None:
    """Begin anew, so that nothing planted in the browser before the sign-in survives it.

    Commit afterwards: what is not in the register is no session. Without `remember` the cookie ends with the browser;
    with it, after PERMANENT_SESSION_LIFETIME.
    """
    session.clear()
    login_user(user)
    _register(user)
    session.permanent = remember


def renew_session(user: User) -> None:
    """Keep this one session through a raise of the epoch that ends all others."""
    _register(user)


def _register(user: User) -> None:
    session[EPOCH] = user.session_epoch
    session[SIGN_IN] = str(register.begin(user, SignInKind.BROWSER))


def close_session() -> None:
    """This one is over, and nobody who has kept its cookie gets in."""
    current = current_sign_in()
    if current is not None:
        db.session.execute(sa.delete(SignIn).where(SignIn.id == current))
    session.clear()


def current_sign_in() -> UUID | None:
    """The one whose cookie this request shows."""
    return UUID(session[SIGN_IN]) if SIGN_IN in session else None


def user_of(cookie: Mapping[str, object]) -> User | None:
    """Whom this session speaks for; None once it was ended, their epoch was raised or they were deactivated."""
    if USER not in cookie or SIGN_IN not in cookie:
        return None
    select = sa.select(User, SignIn).join(SignIn, SignIn.user_id == User.id).options(queries.WITH_ACCOUNT)
    theirs = sa.and_(User.id == int(cookie[USER]), User.active, SignIn.id == UUID(cookie[SIGN_IN]))
    found = db.session.execute(select.where(theirs)).one_or_none()
    if found is None or found.User.session_epoch != cookie.get(EPOCH):
        return None
    register.seen(found.SignIn)
    return found.User
