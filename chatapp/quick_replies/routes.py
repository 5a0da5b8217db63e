"""Quick replies: a page to look after them, a list to choose from while writing, and the same as JSON."""

from dataclasses import replace
from uuid import UUID, uuid4

from flask import Blueprint, Response, request

from chatapp import conversations, kinds, messages, quick_replies
from chatapp.composing.pages import content_of
from chatapp.extensions import db
from chatapp.kinds import Kind
from chatapp.messages import queries as threads
from chatapp.messages import schema as thread_schema
from chatapp.messages.bubbles import Bubble
from chatapp.messages.signing import signed
from chatapp.models import QuickReply
from chatapp.quick_replies import queries, schema
from chatapp.quick_replies.pages import Entry, Form
from chatapp.refusals import Refusal
from chatapp.web.forms import Field, fields, sent_names
from chatapp.web.negotiation import wants_fragment, wants_json
from chatapp.web.respond import respond
from chatapp.web.security import current_user, signed_in

blueprint = Blueprint("quick_replies", __name__, url_prefix="/quick-replies")
PAGE, CHOICE = "quick_replies/index.html", "quick_replies/choice.html"
NAME, SHARED = Field(max_length=80), Field(bool, default=False)
#: Kinds whose own content has a `name`, which forms would confuse with that of the quick reply.
_HAVE_NAMES = ("location", "template")


@blueprint.get("")
@signed_in
def index() -> Response:
    """All that this person may use; `?q=` searches. htmx gets the list, or with `?conversation_id=` one to choose from
    while writing there."""
    words = request.args.get("q", "")
    replies = queries.search(current_user, words)
    if wants_fragment() and "conversation_id" in request.args:
        conversation = conversations.queries.get(current_user, request.args.get("conversation_id", type=int))
        return respond(CHOICE, {"entries": _entries(replies), "conversation": conversation, "q": words})
    return respond(PAGE, _page(replies, words), block="found", schema=schema.several)


@blueprint.post("")
@signed_in
def create() -> Response:
    """Keep `content` of a `kind` (a `body` alone is a text) under a `name`; `shared` for the whole company."""
    try:
        reply = quick_replies.keep(current_user, **_sent())
    except Refusal as refusal:
        return _mistaken(Form("/quick-replies"), refusal)
    db.session.commit()
    return _saved(reply, status=201)


@blueprint.get("/<int:reply_id>")
@signed_in
def show(reply_id: int) -> Response:
    """Its form."""
    reply = queries.get(current_user, reply_id)
    data = _page(queries.search(current_user), form=Form.of(_entry(reply)))
    return respond(PAGE, {**data, "reply": reply}, block="form", schema=schema.alone)


@blueprint.post("/<int:reply_id>")
@blueprint.patch("/<int:reply_id>", endpoint="update")
@signed_in
def change(reply_id: int) -> Response:
    """What is sent is set; what is not sent stays, apart from `shared` in forms."""
    reply = queries.get(current_user, reply_id)
    try:
        quick_replies.change(reply, current_user, **_sent(reply))
    except Refusal as refusal:
        return _mistaken(Form.of(_entry(queries.get(current_user, reply_id))), refusal)
    db.session.commit()
    return _saved(reply)


@blueprint.delete("/<int:reply_id>")
@blueprint.post("/<int:reply_id>/deletion", endpoint="delete_by_form")
@signed_in
def delete(reply_id: int) -> Response:
    quick_replies.delete(queries.get(current_user, reply_id), current_user)
    db.session.commit()
    data = _page(queries.search(current_user))
    status = 204 if wants_json() else 200
    return respond(PAGE, data, block="found", schema=schema.several, status=status, location="/quick-replies")


@blueprint.post("/<int:reply_id>/uses")
@signed_in
def use(reply_id: int) -> Response:
    """It was put into what somebody writes: count that."""
    quick_replies.used(queries.get(current_user, reply_id))
    db.session.commit()
    return Response(status=204)


@blueprint.post("/<int:reply_id>/sends")
@signed_in
def send(reply_id: int) -> Response:
    """Send it as it is to `conversation_id`; the same `client_id` again gives the same message."""
    reply = queries.get(current_user, reply_id)
    given = fields(conversation_id=Field(int), client_id=Field(UUID, default=None))
    sent = messages.send(
        conversations.queries.get(current_user, given["conversation_id"]),
        signed(kinds.compose(reply.kind, reply.content), current_user),
        author=current_user._get_current_object(),
        client_id=given["client_id"] or uuid4(),
    )
    quick_replies.used(reply)
    db.session.commit()
    (message,) = threads.for_display([sent.id])
    return respond(
        "messages/_pushed.html",
        {"message": Bubble(message)},
        status=201,
        schema=lambda **_: thread_schema.as_json(message),
        location=message.conversation.path,
    )


def _sent(reply: QuickReply | None = None) -> dict:
    """What the request says; what it leaves out is as in `reply`."""
    as_it_is = {"name": reply.name, "kind": reply.kind} if reply else {"kind": "text"}
    expected = {"kind": Field(max_length=40, default=as_it_is["kind"]), "shared": SHARED}
    expected["name"] = replace(NAME, default=reply.name) if reply and "name" not in sent_names() else NAME
    if reply and request.is_json:
        expected["shared"] = replace(SHARED, default=reply.owner_id is None)
    sent = fields(**expected)
    return {"name": sent["name"], "shared": sent["shared"], "kind": _kind(sent["kind"], reply)}


def _kind(name: str, reply: QuickReply | None) -> Kind:
    says_something = sent_names() - {"csrf_token", "name", "shared", "kind"}
    if reply is not None and not says_something:
        return kinds.compose(reply.kind, reply.content)
    content = content_of(name)
    if isinstance(content, dict) and "content" not in sent_names():
        beside = {"shared"} if name in _HAVE_NAMES else {"shared", "name"}
        content = {key: value for key, value in content.items() if key not in beside}
    return kinds.compose(name, content)


def _entry(reply: QuickReply) -> Entry:
    return Entry(reply, current_user._get_current_object())


def _entries(replies: list[QuickReply]) -> list[Entry]:
    return [_entry(reply) for reply in replies]


def _page(replies: list[QuickReply], words: str = "", form: Form | None = None) -> dict:
    return {
        "replies": replies,
        "entries": _entries(replies),
        "q": words,
        "form": form or Form("/quick-replies"),
        "counts": conversations.queries.counts(current_user),
    }


def _saved(reply: QuickReply, status: int = 200) -> Response:
    data = {**_page(queries.search(current_user)), "reply": reply}
    location = f"/quick-replies/{reply.id}" if wants_json() else "/quick-replies"
    return respond(PAGE, data, block=("form", "found"), schema=schema.alone, status=status, location=location)


def _mistaken(form: Form, refusal: Refusal) -> Response:
    """The form again with what was typed and what is wrong with it; everybody else hears the refusal itself."""
    if wants_json() or wants_fragment() or not refusal.fields:
        raise refusal
    db.session.rollback()
    typed = replace(
        form,
        name=request.form.get("name", ""),
        body=request.form.get("body", form.body),
        shared="shared" in request.form,
        errors=refusal.fields,
    )
    return respond(PAGE, _page(queries.search(current_user), form=typed), status=refusal.status)
