"""The door for sockets. How it speaks is written in the package's docstring."""

from flask import Blueprint, abort, request
from simple_websocket import Server

from chatapp.extensions import sock
from chatapp.models import User
from chatapp.realtime import safesock
from chatapp.realtime.sockets import Socket
from chatapp.realtime.streams import JSON
from chatapp.web import security

blueprint = Blueprint("realtime", __name__)


@blueprint.before_request
def _admit() -> None:
    """A page of another site could open a socket with our cookie; a page cannot send an Authorization header."""
    if "Authorization" not in request.headers and not security.same_origin():
        abort(403)
    safesock.protect(request.environ)


@sock.route("/live", bp=blueprint)
@security.public
def live(ws: Server) -> None:
    """Public, because only an open socket can tell a page's script *why* it is closed (4401)."""
    Socket(ws, _visitor).serve()


def _visitor() -> tuple[User, str] | None:
    if "Authorization" in request.headers:
        bearer = security.bearer()
        return bearer and (bearer.user, JSON)
    user = security.cookie_user()
    return user and (user, user.locale)
