"""Signing in and out: pages for people, tokens for programs."""

from flask import Blueprint, Response, redirect, request, url_for
from flask_babel import gettext as _

from chatapp import sessions
from chatapp.accounts.queries import normal_email
from chatapp.extensions import db, limiter
from chatapp.refusals import Refusal
from chatapp.sessions import schema
from chatapp.web.forms import Field, field, fields
from chatapp.web.negotiation import wants_json
from chatapp.web.respond import json_response, respond
from chatapp.web.security import bearer, current_user, public, public_json, signed_in
from chatapp.web.targets import safe_target

blueprint = Blueprint("sessions", __name__)

CREDENTIALS = {
    "email": Field(max_length=254),
    "password": Field(max_length=1024, strip=False),
}


def _attempted_email() -> str:
    """Whose door is being tried, from whatever was sent."""
    sent = request.get_json(silent=True) if request.is_json else request.form
    email = sent.get("email") if isinstance(sent, dict) else None
    return normal_email(email) if isinstance(email, str) else ""


#: One count for both doors. A whole office may stand behind one address, but nobody mistypes ten times in a row.
per_address = limiter.shared_limit("60 per 5 minutes", scope="sign-in by address")
per_email = limiter.shared_limit("10 per 5 minutes", scope="sign-in by e-mail", key_func=_attempted_email)


@blueprint.get("/login")
@public
def login() -> Response:
    target = safe_target(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(target, 303)
    return respond("accounts/login.html", {"email": "", "error": None, "next": target})


@blueprint.post("/login")
@per_address
@per_email
@public
def sign_in() -> Response:
    """The inbox, or the page that was asked for before; the form again with one and the same words for any mistake."""
    target = safe_target(request.form.get("next"))
    form = {"email": request.form.get("email", ""), "error": None, "next": target}
    remember = field("remember", bool, default=False)
    try:
        user = sessions.sign_in(**fields(**CREDENTIALS))
    except Refusal as refusal:
        return respond("accounts/login.html", {**form, "error": refusal.message}, status=refusal.status)
    db.session.commit()
    sessions.open_session(user, remember=remember)
    return respond("accounts/login.html", form, location=target)


@blueprint.post("/logout")
@signed_in
def logout() -> Response:
    sessions.close_session()
    return redirect(url_for("sessions.login"), 303)


@blueprint.post("/tokens")
@per_address
@per_email
@public_json
def create_tokens() -> Response:
    user = sessions.sign_in(**fields(**CREDENTIALS))
    pair = sessions.issue(user)
    db.session.commit()
    return json_response(schema.tokens(pair), 201)


@blueprint.post("/tokens/refresh")
@public_json
def refresh_tokens() -> Response:
    pair = sessions.refresh(field("refresh_token", max_length=128))
    # Also when it is refused: the reuse of an old token has ended its family.
    db.session.commit()
    if pair is None:
        raise Refusal(
            "refresh_refused", _("This refresh token has expired or was revoked. Please sign in again."), status=401
        )
    return json_response(schema.tokens(pair))


@blueprint.delete("/tokens")
@signed_in
def end_tokens() -> Response:
    """Sign this app out: its access token and every refresh token of its family end now."""
    if not wants_json():
        raise Refusal("not_acceptable", _("This address answers programs, not people."), status=406)
    sessions.revoke(bearer().family)
    db.session.commit()
    return Response(status=204)
