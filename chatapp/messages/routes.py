"""Threads: reading on, sending, sending again, and what a page missed."""

from uuid import UUID

from flask import Blueprint, Response, redirect, request
from flask_babel import gettext as _

from chatapp import kinds, messages, realtime
from chatapp.composing import pages as composing
from chatapp.conversations import queries as conversations
from chatapp.extensions import db
from chatapp.messages import catching_up, queries, schema
from chatapp.messages.bubbles import Bubble
from chatapp.messages.pages import ThreadPage, place
from chatapp.messages.signing import signed
from chatapp.models import Conversation, Message
from chatapp.refusals import Refusal, invalid
from chatapp.web.addresses import row_id
from chatapp.web.forms import Field, fields
from chatapp.web.negotiation import wants_fragment, wants_json
from chatapp.web.respond import respond
from chatapp.web.security import current_user, signed_in

blueprint = Blueprint("messages", __name__)


@blueprint.get("/conversations/<int:conversation_id>/messages")
@signed_in
def index(conversation_id: int) -> Response:
    """A page of the thread: the last, `?before=` or `?after=` a cursor; `?since=` a moment, what was written since."""
    conversation = conversations.get(current_user, conversation_id)
    if "since" in request.args:
        found = catching_up.missed_in_thread(conversation, realtime.since(request.args["since"]))
        return respond("messages/_missed.html", found.for_display(), schema=schema.missed)
    thread = queries.thread(conversation, before=place("before"), after=place("after"))
    data = {"conversation": conversation, "thread": ThreadPage(thread, conversation)}
    if not (wants_json() or wants_fragment()):
        return redirect(f"{conversation.path}?{request.query_string.decode()}", 303)
    return respond("messages/_page.html", data, schema=schema.thread)


@blueprint.post("/conversations/<int:conversation_id>/messages")
@signed_in
def create(conversation_id: int) -> Response:
    """Send a message of any `kind` with its `content`; `body` alone is a text. `client_id` is the writer's own key: the
    same one again gives the same message."""
    conversation = conversations.get(current_user, conversation_id)
    sent = fields(client_id=Field(UUID), kind=Field(default="text", max_length=40), quoted_id=Field(int, default=None))
    try:
        message = messages.send(
            conversation,
            signed(kinds.compose(sent["kind"], composing.content_of(sent["kind"])), current_user),
            author=current_user._get_current_object(),
            client_id=sent["client_id"],
            quoted=queries.quotable(conversation, sent["quoted_id"]),
        )
    except Refusal as refusal:
        return _refused(conversation, sent["kind"], refusal)
    db.session.commit()
    return _shown(message.id, status=201)


@blueprint.post("/messages/<int:message_id>/delivery")
@signed_in
def deliver_again(message_id: int) -> Response:
    """Send a failed or unconfirmed message again."""
    message = queries.get(current_user, message_id)
    messages.resend(message, author=current_user._get_current_object())
    db.session.commit()
    return _shown(message.id)


@blueprint.get("/messages/<int:message_id>")
@signed_in
def show(message_id: int) -> Response:
    return _shown(queries.get(current_user, message_id).id)


@blueprint.get("/live/missed")
@signed_in
def missed() -> Response:
    """What the list, and the thread among `streams`, have not shown since the page's cursor."""
    since = realtime.since(request.args.get("since", ""))
    found = catching_up.missed(current_user, since, _watched_thread())
    response = respond("messages/_missed.html", found.for_display(), schema=schema.missed)
    response.headers["X-Cursor"] = found.cursor
    response.headers["X-More"] = "1" if found.more else "0"
    return response


def _refused(conversation: Conversation, kind: str, refusal: Refusal) -> Response:
    """A form of ours comes back with what is wrong; everybody else hears the refusal itself."""
    if wants_json() or not composing.came_from_a_panel(kind):
        raise refusal
    db.session.rollback()
    conversation = conversations.get(current_user, conversation.id)
    again = composing.refused(conversation, kind, refusal)
    return respond(composing.PAGE, again, block="panel", status=refusal.status)


def _watched_thread() -> Conversation | None:
    """The conversation among `streams`, if there is one; Refusal 404 if it is not theirs to see."""
    streams = (name.partition(":") for name in request.args.get("streams", "").split())
    watched = next((rest for prefix, _colon, rest in streams if prefix == "conversation"), None)
    if watched is None:
        return None
    try:
        return conversations.get(current_user, row_id(watched))
    except ValueError:
        faults = {"streams": _("This is not one of the possible values.")}
        raise invalid(faults, _("Please check what you entered.")) from None


def _shown(message_id: int, status: int = 200) -> Response:
    """The bubble as everybody sees it, so that answer and push are the same."""
    message: Message = queries.for_display([message_id])[0]
    data = {"message": Bubble(message)}
    return respond(
        "messages/_pushed.html",
        data,
        status=status,
        schema=lambda **_: schema.as_json(message),
        location=message.conversation.path,
    )
