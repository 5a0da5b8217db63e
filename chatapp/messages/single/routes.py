"""Reacting to a message, passing it on, and looking into it."""

from uuid import UUID, uuid4

import orjson
from flask import Blueprint, Response
from flask_babel import gettext as _

from chatapp.conversations import queries as conversations
from chatapp.extensions import db
from chatapp.messages import queries
from chatapp.messages import schema as messages
from chatapp.messages.bubbles import Bubble
from chatapp.messages.forwarding import forward
from chatapp.messages.reacting import react
from chatapp.messages.single import schema
from chatapp.messages.single.pages import earlier
from chatapp.models import Message, Role
from chatapp.web.forms import Field, field, fields
from chatapp.web.negotiation import wants_json
from chatapp.web.respond import respond
from chatapp.web.security import current_user, roles, signed_in

blueprint = Blueprint("message", __name__, url_prefix="/messages/<int:message_id>")


@blueprint.post("/reaction")
@signed_in
def put_reaction(message_id: int) -> Response:
    """Put `emoji` onto the message, in the place of ours that is there; an empty one takes that away."""
    return _reacted(message_id, field("emoji", default=None, max_length=32))


@blueprint.delete("/reaction")
@signed_in
def take_reaction(message_id: int) -> Response:
    return _reacted(message_id, None)


@blueprint.post("/forwards")
@signed_in
def forwards(message_id: int) -> Response:
    """Pass the message on to `conversation_id`; the same `client_id` again gives the same message."""
    message = queries.get(current_user, message_id)
    sent = fields(conversation_id=Field(int), client_id=Field(UUID, default=None))
    destination = conversations.get(current_user, sent["conversation_id"])
    words = _("Forwarded to %(name)s.", name=destination.contact.name)
    forwarded = forward(
        message,
        destination,
        author=current_user._get_current_object(),
        client_id=sent["client_id"] or uuid4(),
    )
    db.session.commit()
    return respond(
        "layout/_told.html",
        {"words": words},
        status=201,
        schema=lambda **_: messages.as_json(queries.for_display([forwarded.id])[0]),
        location=destination.path if not wants_json() else f"/messages/{forwarded.id}",
    )


@blueprint.get("/revisions")
@signed_in
def story(message_id: int) -> Response:
    """What it said before it was edited or deleted."""
    message = queries.get(current_user, message_id)
    return respond("messages/_revisions.html", {"message": message, "earlier": earlier(message)}, schema=schema.story)


@blueprint.get("/payload")
@roles(Role.ADMIN)
def payload(message_id: int) -> Response:
    """What Meta sent, for administrators: indented text for people."""
    message = queries.get(current_user, message_id)
    if wants_json():
        return respond("", {"message": message}, schema=schema.payload)
    text = orjson.dumps(schema.payload(message), option=orjson.OPT_INDENT_2)
    return Response(text, mimetype="text/plain")


def _reacted(message_id: int, emoji: str | None) -> Response:
    """The bubble as everybody sees it then."""
    message = queries.get(current_user, message_id)
    react(message, emoji, author=current_user._get_current_object())
    db.session.commit()
    shown: Message = queries.for_display([message_id])[0]
    return respond(
        "messages/_pushed.html",
        {"message": Bubble(shown)},
        schema=lambda **_: messages.as_json(shown),
        location=shown.conversation.path,
    )
