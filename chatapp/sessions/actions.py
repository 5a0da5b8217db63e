"""Signing in, whichever way the session is kept afterwards."""

from flask_babel import gettext as _

from chatapp.accounts import passwords, queries
from chatapp.models import User
from chatapp.refusals import Refusal


def sign_in(email: str, password: str) -> User:
    """Who has this address and password; one and the same Refusal for every reason why not."""
    user = queries.user_by_email(email)
    known = passwords.verify(user, password)
    if not known or not user.active:
        raise Refusal("wrong_credentials", _("The address or the password is wrong."), status=401)
    return user
