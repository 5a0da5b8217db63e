"""The door for sockets. How it speaks is written in the package's docstring."""

from collections.abc import Mapping
from functools import partial
from threading import Thread

from flask import Blueprint, Response, abort, current_app, request, session

from chatapp.models import User
from chatapp.realtime.hub import hub
from chatapp.realtime.sockets import Socket, Visitor
from chatapp.realtime.streams import JSON
from chatapp.realtime.wire import NoHandshake, Wire
from chatapp.sessions import browser, tokens
from chatapp.web import security

blueprint = Blueprint("realtime", __name__)


@blueprint.before_request
def _admit() -> None:
    """A page of another site could open a socket with our cookie; a page cannot send an Authorization header."""
    if "Authorization" not in request.headers and not security.same_origin():
        abort(403)


@blueprint.get("/live", websocket=True)
@security.public
def live() -> Response:
    """Public, because only an open socket can tell a page's script *why* it is closed (4401)."""
    try:
        wire = Wire.take_over(request.environ)
    except NoHandshake:
        abort(400)
    socket = Socket(wire, _visitor(), current_app._get_current_object())
    hub.join(socket)
    Thread(target=socket.serve, name="realtime-socket", daemon=True).start()
    return _TakenOver()


class _TakenOver(Response):
    """What gunicorn understands as: this connection is somebody else's, forget it."""

    def __call__(self, *_args: object) -> None:
        raise StopIteration


def _visitor() -> Visitor:
    """What the socket keeps of its handshake: who came, to be asked again and again without the request."""
    if "Authorization" in request.headers:
        scheme, _, token = request.headers["Authorization"].partition(" ")
        return partial(_program, token.strip() if scheme.lower() == "bearer" else "")
    return partial(_person, dict(session))


def _program(token: str) -> tuple[User, str] | None:
    bearer = tokens.read_access_token(token)
    return bearer and (bearer.user, JSON)


def _person(cookie: Mapping[str, object]) -> tuple[User, str] | None:
    user = browser.user_of(cookie)
    return user and (user, user.locale)
