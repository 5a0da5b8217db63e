"""Who may call what. Every view declares it; one guard enforces it; a view that declares nothing answers nobody.

Cookies speak for people and so for HTML only; bearer tokens speak for programs and so for JSON only. That makes
CSRF one rule: whatever writes and is not authenticated by a bearer token shows the token of its form.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, Request, Response, current_app, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from chatapp.extensions import csrf, login
from chatapp.models import Role, User
from chatapp.refusals import Refusal
from chatapp.sessions import browser, tokens
from chatapp.sessions.tokens import Bearer
from chatapp.web.negotiation import wants_fragment, wants_json

__all__ = ["bearer", "cookie_user", "current_user", "public", "public_json", "roles", "same_origin", "signed_in"]

View = TypeVar("View", bound=Callable)

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Auth:
    """What a view demands of its callers."""

    signed_in: bool = True
    roles: frozenset[Role] = frozenset()
    csrf: bool = True


def public(view: View) -> View:
    """Anybody may call this; writes still show the token of their form."""
    return _declared(view, Auth(signed_in=False))


def public_json(view: View) -> View:
    """Anybody may call this, and only with a JSON body, which no foreign form can send."""
    return _declared(view, Auth(signed_in=False, csrf=False))


def signed_in(view: View) -> View:
    """Any active user: by cookie for HTML, by bearer token for JSON."""
    return _declared(view, Auth())


def roles(*allowed: Role) -> Callable[[View], View]:
    """Active users who have one of these roles."""
    return lambda view: _declared(view, replace(Auth(), roles=frozenset(allowed)))


def _declared(view: View, auth: Auth) -> View:
    view.auth = auth
    return view


class UndeclaredAuth(Exception):
    """A view without a declaration: a mistake of ours, so it is shut rather than open."""


def init_app(app: Flask) -> None:
    # flask-login would end sessions when a phone changes its network.
    login.session_protection = None
    app.config.update(_session_cookie(app.config["SESSION_COOKIE_SECURE"]))
    app.before_request(_guard)


def _session_cookie(secure: bool) -> dict[str, object]:
    return {
        # Ports do not separate cookies, so a name of our own; the prefix forbids other hosts of the domain to set it.
        "SESSION_COOKIE_NAME": "__Host-chatapp" if secure else "chatapp",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        # A late answer that sends the old cookie again would undo a sign-out.
        "SESSION_REFRESH_EACH_REQUEST": False,
    }


def _guard() -> Response | None:
    if request.endpoint is None:
        return None
    auth = getattr(current_app.view_functions[request.endpoint], "auth", None)
    if auth is None:
        raise UndeclaredAuth(request.endpoint)
    if auth.signed_in and not current_user.is_authenticated:
        return _sign_in_first()
    _check_forgery(auth)
    if auth.roles and current_user.role not in auth.roles:
        raise Refusal("forbidden", _("You may not see or do this. Ask an administrator if you need to."), status=403)
    return None


def _check_forgery(auth: Auth) -> None:
    if request.method not in WRITES:
        return
    if not auth.csrf:
        if not request.is_json:
            raise Refusal("unsupported_media_type", _("Send JSON, with its Content-Type."), status=415)
    elif not (auth.signed_in and wants_json()):
        csrf.protect()


def _sign_in_first() -> Response:
    """JSON hears 401; a page is led to the sign-in form and back again afterwards."""
    if wants_json():
        raise Refusal("unauthenticated", _("Sign in, and send the access token as a bearer token."), status=401)
    target = request.full_path.rstrip("?") if request.method == "GET" and not wants_fragment() else None
    form = url_for("sessions.login", next=target)
    if wants_fragment():
        return Response(status=401, headers={"HX-Redirect": form})
    return redirect(form, 303)


def cookie_user() -> User | None:
    """Whom the session cookie speaks for, whatever form of answer is asked for."""
    return None if g.get("without_database") else browser.user_of(session)


def forget_reader() -> None:
    """From here on this request speaks for nobody: the database is away, and reading it again would fail again."""
    g.without_database = True
    g.pop("_login_user", None)


def bearer(source: Request = request) -> Bearer | None:
    """Whom the request's access token speaks for, if it has one and that is still good."""
    scheme, _sep, token = source.headers.get("Authorization", "").partition(" ")
    if g.get("without_database") or scheme.lower() != "bearer":
        return None
    return tokens.read_access_token(token.strip())


def same_origin(source: Request = request) -> bool:
    """The `Origin` header names this very site: what a socket's handshake has instead of a CSRF token."""
    public_url = urlsplit(current_app.extensions["settings"].public_url)
    own = {f"{source.scheme.replace('ws', 'http')}://{source.host}", f"{public_url.scheme}://{public_url.netloc}"}
    return source.headers.get("Origin") in own


@login.user_loader
def _from_cookie(_user_id: str) -> User | None:
    return None if wants_json() else cookie_user()


@login.request_loader
def _from_bearer(source: Request) -> User | None:
    if not wants_json():
        return None
    found = bearer(source)
    return found and found.user
