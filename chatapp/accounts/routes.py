"""What people set for themselves, and how the invited come in."""

from collections.abc import Mapping

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import refresh as refresh_language
from flask_limiter.util import get_remote_address

from chatapp import accounts, conversations, sessions
from chatapp.accounts import schema
from chatapp.extensions import db, limiter
from chatapp.locales import LOCALES
from chatapp.models import Theme, User
from chatapp.refusals import Refusal
from chatapp.sessions import schema as session_schema
from chatapp.web.forms import Field, fields, sent_names
from chatapp.web.negotiation import wants_json
from chatapp.web.respond import json_response, respond
from chatapp.web.security import current_user, public, signed_in

blueprint = Blueprint("accounts", __name__)


def _locale(text: str) -> str:
    if text not in LOCALES:
        raise ValueError(text)
    return text


PROFILE = {
    "name": Field(max_length=80),
    "locale": Field(_locale),
    "theme": Field(Theme),
    "signature": Field(default="", max_length=200),
    "single_keys": Field(bool),
}
SECRET = Field(max_length=1024, strip=False)


def _whoever_asks() -> str:
    return f"user {current_user.id}" if current_user.is_authenticated else get_remote_address()


@blueprint.get("/settings")
@blueprint.get("/me", endpoint="me")
@signed_in
def settings() -> Response:
    return respond("accounts/settings.html", _page(), schema=schema.me)


@blueprint.post("/settings")
@blueprint.patch("/me", endpoint="update_me")
@signed_in
def update() -> Response:
    """What is sent is set; what is not sent stays."""
    try:
        accounts.change_profile(current_user, **fields(**{n: PROFILE[n] for n in PROFILE if n in sent_names()}))
    except Refusal as refusal:
        return _mistaken(refusal)
    db.session.commit()
    refresh_language()
    return _saved(_("Your profile was saved."))


@blueprint.post("/settings/password")
@blueprint.post("/me/password", endpoint="change_my_password")
@limiter.limit("10 per 5 minutes", key_func=_whoever_asks)
@signed_in
def change_password() -> Response:
    """Every other session ends. A page stays signed in; a program gets new tokens in place of its own."""
    user: User = current_user._get_current_object()
    try:
        given = fields(current_password=SECRET, new_password=SECRET)
        accounts.change_password(user, given["current_password"], given["new_password"])
    except Refusal as refusal:
        return _mistaken(refusal)
    if wants_json():
        pair = sessions.issue(user)
        db.session.commit()
        return json_response(session_schema.tokens(pair))
    sessions.renew_session(user)
    db.session.commit()
    return _saved(_("Your password was changed."))


@blueprint.get("/invitations/<token>")
@public
def invitation(token: str) -> Response:
    return respond("accounts/invitation.html", {"invited": _invited(token), "errors": {}})


@blueprint.post("/invitations/<token>")
@public
def accept(token: str) -> Response:
    """The first password, and straight into the inbox."""
    user = _invited(token)
    page = {"invited": user, "errors": {}}
    try:
        accounts.accept_invitation(user, fields(password=SECRET)["password"])
    except Refusal as refusal:
        if not refusal.fields:
            raise
        return respond("accounts/invitation.html", {**page, "errors": refusal.fields}, status=refusal.status)
    sessions.open_session(user)
    db.session.commit()
    return respond("accounts/invitation.html", page, location="/")


def _invited(token: str) -> User:
    user = accounts.invited_user(token)
    if user is None:
        words = _("This invitation has expired or was already used. Ask for a new one, or sign in.")
        raise Refusal("invitation_over", words, status=410)
    return user


def _page(values: Mapping[str, object] | None = None, errors: Mapping[str, str] | None = None) -> dict[str, object]:
    me = current_user._get_current_object()
    own = {name: getattr(me, name) for name in ("name", "locale", "signature")}
    own |= {"theme": me.theme.value, "single_keys": "yes" if me.single_keys else "no"}
    return {
        "me": me,
        "values": {**own, **(values or {})},
        "errors": errors or {},
        "counts": conversations.queries.counts(me),
    }


def _saved(words: str) -> Response:
    if not wants_json():
        flash(words)
    return respond("accounts/settings.html", _page(), schema=schema.me, location=url_for("accounts.settings"))


def _mistaken(refusal: Refusal) -> Response:
    """The form again with what was typed and what is wrong with it; a program hears the refusal itself."""
    if wants_json():
        raise refusal
    db.session.rollback()
    typed = {name: request.form[name] for name in PROFILE if name in request.form}
    return respond("accounts/settings.html", _page(typed, refusal.fields), status=refusal.status)
