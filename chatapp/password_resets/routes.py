"""The page behind the link."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from chatapp import password_resets, sessions
from chatapp.extensions import db
from chatapp.models import User
from chatapp.refusals import Refusal
from chatapp.web.forms import field
from chatapp.web.respond import respond
from chatapp.web.security import public

blueprint = Blueprint("password_resets", __name__, url_prefix="/password-resets")
PAGE = "accounts/password_reset.html"


@blueprint.get("/<token>")
@public
def show(token: str) -> Response:
    return respond(PAGE, {"person": _whose(token), "errors": {}})


@blueprint.post("/<token>")
@public
def reset(token: str) -> Response:
    """The new `password`, and straight into the inbox."""
    user = _whose(token)
    try:
        password_resets.reset(user, field("password", max_length=1024, strip=False))
    except Refusal as refusal:
        if not refusal.fields:
            raise
        db.session.rollback()
        return respond(PAGE, {"person": _whose(token), "errors": refusal.fields}, status=refusal.status)
    sessions.open_session(user)
    db.session.commit()
    return respond(PAGE, {"person": user, "errors": {}}, location="/")


def _whose(token: str) -> User:
    user = password_resets.user_of(token)
    if user is None:
        raise Refusal("link_over", _("This link has expired or was already used. Ask for a new one."), status=410)
    return user
