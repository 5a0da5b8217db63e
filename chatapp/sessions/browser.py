"""A browser's session: a signed cookie that names the user and the epoch of their sessions."""

from collections.abc import Mapping

from flask import session
from flask_login import login_user

from chatapp.accounts import queries
from chatapp.models import User

#: How flask-login calls the user's id in the session.
USER = "_user_id"
EPOCH = "epoch"


def open_session(user: User, *, remember: bool = False) -> None:
    """Begin anew, so that nothing planted in the browser before the sign-in survives it.

    Without `remember` the cookie ends with the browser; with it, after PERMANENT_SESSION_LIFETIME.
    """
    session.clear()
    login_user(user)
    session[EPOCH] = user.session_epoch
    session.permanent = remember


def renew_session(user: User) -> None:
    """Keep this one session through a raise of the epoch that ends all others."""
    session[EPOCH] = user.session_epoch


def close_session() -> None:
    session.clear()


def user_of(cookie: Mapping[str, object]) -> User | None:
    """Whom this session speaks for; None once their epoch was raised or they were deactivated."""
    if USER not in cookie:
        return None
    user = queries.active_user(int(cookie[USER]))
    return user if user and user.session_epoch == cookie.get(EPOCH) else None
