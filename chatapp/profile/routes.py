"""One's own picture, and the places where one is signed in."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request
from flask_babel import gettext as _
from flask_babel import ngettext

from chatapp import conversations
from chatapp.extensions import db, limiter
from chatapp.models import User
from chatapp.profile import avatars, schema
from chatapp.refusals import invalid
from chatapp.sessions import browser, register
from chatapp.sessions.devices import device
from chatapp.storage import NotKept, storage
from chatapp.users import queries as users
from chatapp.web.done import done
from chatapp.web.negotiation import wants_json
from chatapp.web.respond import respond
from chatapp.web.security import bearer, current_user, signed_in

blueprint = Blueprint("profile", __name__)
blueprint.add_app_template_filter(device, "device")
YEAR = 365 * 24 * 3600


@blueprint.url_value_preprocessor
def _may_be_long(endpoint: str | None, _values: dict | None) -> None:
    """Before the form token is looked for, which opens the body."""
    if endpoint == "profile.put_avatar":
        request.max_content_length = avatars.LARGEST + 100_000


@blueprint.post("/me/avatar")
@limiter.limit("20 per minute", key_func=lambda: f"avatar:{current_user.get_id()}")
@signed_in
def put_avatar() -> Response:
    """`avatar`: a picture, as a form with a file sends it."""
    chosen = request.files.get("avatar")
    if not chosen:
        raise invalid({"avatar": _("Choose a file first.")}, _("Choose a file first."))
    avatars.put(_me(), chosen.stream)
    db.session.commit()
    return done(_("Your picture was saved."), {"me": _me()}, "/settings", 200, schema.avatar)


@blueprint.delete("/me/avatar")
@blueprint.post("/me/avatar/deletion", endpoint="remove_avatar_by_form")
@signed_in
def remove_avatar() -> Response:
    avatars.remove(_me())
    db.session.commit()
    return done(_("Your picture was removed."), {"me": _me()}, "/settings", 200, schema.avatar)


@blueprint.get("/users/<int:user_id>/avatar")
@signed_in
def avatar(user_id: int) -> Response:
    """A colleague's picture; its address changes with it, so browsers may keep it."""
    key = users.get(current_user, user_id).avatar_key or abort(404)
    url = storage().url(key, content_type=avatars.MIME_TYPE, disposition="inline", seconds=300)
    if url is not None:
        return redirect(url, 302)
    try:
        with storage().open(key) as stream:
            answer = Response(stream.read(), mimetype=avatars.MIME_TYPE)
    except NotKept:
        abort(404)
    answer.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    return answer


@blueprint.get("/sessions")
@signed_in
def index() -> Response:
    """Where one is signed in, the place used last first."""
    data = {"sign_ins": register.of_user(_me()), "current": _current()}
    page = data | {"counts": conversations.queries.counts(current_user)}
    return respond("profile/sessions.html", page, schema=schema.sign_ins)


@blueprint.delete("/sessions")
@blueprint.post("/sessions/end", endpoint="end_others_by_form")
@signed_in
def end_others() -> Response:
    """Sign out everywhere but here."""
    count = register.end_others(_me(), _current())
    db.session.commit()
    words = ngettext("%(num)s session was ended.", "%(num)s sessions were ended.", count)
    return done(words, {"count": count}, "/sessions", 200, schema.ended)


@blueprint.delete("/sessions/<uuid:sign_in_id>")
@blueprint.post("/sessions/<uuid:sign_in_id>/end", endpoint="end_by_form")
@signed_in
def end(sign_in_id: UUID) -> Response:
    """Sign out there."""
    register.end(_me(), sign_in_id)
    db.session.commit()
    return done(_("The session was ended."), {"count": 1}, "/sessions", 200, schema.ended)


def _current() -> UUID:
    return bearer().family if wants_json() else browser.current_sign_in()


def _me() -> User:
    return current_user._get_current_object()
