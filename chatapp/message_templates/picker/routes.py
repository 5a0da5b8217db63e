"""Templates in a conversation: the list to choose from, the form, its preview, and sending."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from chatapp import messages
from chatapp.conversations import queries as conversations
from chatapp.extensions import db
from chatapp.kinds import Template
from chatapp.message_templates import queries
from chatapp.message_templates.pages import TemplateView
from chatapp.message_templates.picker import schema
from chatapp.message_templates.picker.pages import Filling, message, written
from chatapp.messages import queries as threads
from chatapp.messages import schema as message_schema
from chatapp.messages.bubbles import Bubble
from chatapp.models import Conversation, MessageTemplate
from chatapp.refusals import Refusal
from chatapp.web.forms import field
from chatapp.web.negotiation import wants_json
from chatapp.web.respond import respond
from chatapp.web.security import current_user, signed_in

blueprint = Blueprint("template_picker", __name__)
LIST, FORM = "message_templates/picker.html", "message_templates/fill.html"
ONE = "/conversations/<int:conversation_id>/templates/<int:template_id>"


@blueprint.get("/conversations/<int:conversation_id>/templates")
@signed_in
def index(conversation_id: int) -> Response:
    """What may be sent here; `?q=` searches. `?part=list` is the search and the list, `found` only what it found."""
    conversation = conversations.get(current_user, conversation_id)
    words = request.args.get("q", "").strip()
    rows, favourites = queries.sendable(current_user, conversation, words), queries.favourites(current_user)
    data = {
        "conversation": conversation,
        "rows": rows,
        "favourites": favourites,
        "templates": [TemplateView(row, favourites) for row in rows],
        "q": words,
        "counts": conversations.counts(current_user),
    }
    part = request.args.get("part")
    return respond(LIST, data, block=part if part in ("list", "found") else "panel", schema=schema.offered)


@blueprint.get(ONE)
@signed_in
def show(conversation_id: int, template_id: int) -> Response:
    """The form, with what we know of the customer already in it."""
    conversation, row = _asked_for(conversation_id, template_id)
    return respond(FORM, _form(Filling(row, conversation), row, conversation), block="panel", schema=schema.begun)


@blueprint.post(f"{ONE}/preview")
@signed_in
def preview(conversation_id: int, template_id: int) -> Response:
    """What the customer would see with what is in the form now."""
    conversation, row = _asked_for(conversation_id, template_id)
    filling = Filling(row, conversation, _fields())
    return respond(FORM, _form(filling, row, conversation), block="preview", schema=schema.preview)


@blueprint.post(ONE)
@signed_in
def send(conversation_id: int, template_id: int) -> Response:
    """Send it, whether the window is open or shut. A program sends `client_id` and the content of a template, without
    its name and language."""
    conversation, row = _asked_for(conversation_id, template_id)
    client_id = field("client_id", UUID)
    try:
        sent = messages.send(
            conversation, _message(row), author=current_user._get_current_object(), client_id=client_id
        )
    except Refusal as refusal:
        return _refused(refusal, conversation_id, template_id)
    db.session.commit()
    return _shown(sent.id)


def _message(row: MessageTemplate) -> Template:
    return message(row, request.get_json() if request.is_json else written(_fields()))


def _fields() -> dict[str, Any]:
    """The form's fields by name. Of a program's JSON the values, as it may preview a form of its own."""
    sent = request.get_json(silent=True) if request.is_json else request.form.to_dict()
    return sent if isinstance(sent, dict) else {}


def _asked_for(conversation_id: int, template_id: int) -> tuple[Conversation, MessageTemplate]:
    return conversations.get(current_user, conversation_id), queries.get(current_user, template_id)


def _form(filling: Filling, row: MessageTemplate, conversation: Conversation) -> dict:
    return {
        "filling": filling,
        "row": row,
        "conversation": conversation,
        "favourites": queries.favourites(current_user),
        "counts": conversations.counts(current_user),
    }


def _refused(refusal: Refusal, conversation_id: int, template_id: int) -> Response:
    """The form as it was sent, with what keeps it from being a message; a program hears the refusal itself."""
    if wants_json():
        raise refusal
    db.session.rollback()
    conversation, row = _asked_for(conversation_id, template_id)
    filling = Filling(row, conversation, _fields(), refusal.fields, str(refusal.message))
    return respond(FORM, _form(filling, row, conversation), block="panel", status=refusal.status)


def _shown(message_id: int) -> Response:
    """The bubble as everybody sees it."""
    (sent,) = threads.for_display([message_id])
    return respond(
        "messages/_pushed.html",
        {"message": Bubble(sent)},
        status=201,
        schema=lambda **_: message_schema.as_json(sent),
        location=sent.conversation.path,
    )
