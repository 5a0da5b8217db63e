"""Signing in and out: pages for people, tokens for programs."""

from flask import Blueprint, Response, redirect, request, url_for
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address

from chatapp import realtime, sessions
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


LONGEST_EMAIL = CREDENTIALS["email"].max_length


def _attempted_email() -> str:
    """Whose door is being tried, from whatever was sent, as a key that any store can hold."""
    sent = request.get_json(silent=True) if request.is_json else request.form
    email = sent.get("email") if isinstance(sent, dict) else None
    known = normal_email(email[:LONGEST_EMAIL]) if isinstance(email, str) else ""
    return known.encode(errors="replace").decode()


def _attempt() -> str:
    """Who is trying whose door."""
    return f"{get_remote_address()} {_attempted_email()}"


#: Each counts both doors. A whole office may stand behind one address, but nobody mistypes ten times in a row; who
#: only knows somebody's e-mail cannot shut them out from elsewhere, while guessing from many addresses stays slow.
per_address = limiter.shared_limit("60 per 5 minutes", scope="sign-in by address")
per_attempt = limiter.shared_limit("10 per 5 minutes", scope="sign-in by address and e-mail", key_func=_attempt)
per_email = limiter.shared_limit("100 per 5 minutes", scope="sign-in by e-mail", key_func=_attempted_email)


@blueprint.get("/login")
@public
def login() -> Response:
    target = safe_target(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(target, 303)
    return respond("accounts/login.html", {"email": "", "error": None, "next": target})


@blueprint.post("/login")
@per_address
@per_attempt
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
    sessions.open_session(user, remember=remember)
    db.session.commit()
    return respond("accounts/login.html", form, location=target)


@blueprint.post("/logout")
@signed_in
def logout() -> Response:
    """Ends this browser's session. Sockets do not say whose browser they are in, so all of the user's come anew."""
    realtime.close_user(current_user.id)
    sessions.close_session()
    db.session.commit()
    return redirect(url_for("sessions.login"), 303)


@blueprint.post("/tokens")
@per_address
@per_attempt
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
