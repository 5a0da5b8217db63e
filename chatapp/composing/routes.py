"""Panels to write in: one for every kind, and what they offer to choose from."""

from flask import Blueprint, Response, redirect, request
from flask_babel import get_locale

from chatapp.composing import emoji, pages, queries
from chatapp.composing.draft import Draft
from chatapp.composing.pages import IN_PANELS, PAGE
from chatapp.conversations import queries as conversations
from chatapp.extensions import db
from chatapp.media import queries as uploads
from chatapp.media import receiving_uploads
from chatapp.media.conversions.limits import BROUGHT
from chatapp.media.pages import Upload
from chatapp.messages import queries as messages
from chatapp.messages.forwarding import FORWARDABLE
from chatapp.models import Contact
from chatapp.web.forms import field
from chatapp.web.respond import respond
from chatapp.web.security import current_user, signed_in

blueprint = Blueprint("composing", __name__)
blueprint.add_app_template_test(lambda message: message.kind in FORWARDABLE, "forwardable")


@blueprint.url_value_preprocessor
def _may_be_long(endpoint: str | None, _values: dict | None) -> None:
    """Before the form token is looked for, which opens the body. The kind's own limit is checked while it is kept."""
    if endpoint == "composing.bring":
        request.max_content_length = max(BROUGHT.values()) + 1_000_000


#: As a part of an address.
KIND = f"<any({','.join(IN_PANELS)}):kind>"


@blueprint.get(f"/conversations/<int:conversation_id>/compose/{KIND}")
@signed_in
def panel(conversation_id: int, kind: str) -> Response:
    """An empty form."""
    conversation = conversations.get(current_user, conversation_id)
    return respond(PAGE, pages.panel(conversation, Draft(kind, {}), **_chosen(kind)), block="panel")


@blueprint.post(f"/conversations/<int:conversation_id>/compose/{KIND}")
@signed_in
def write(conversation_id: int, kind: str) -> Response:
    """The form as it stands, with what it would look like to the customer; `add` and `remove` name a list's path,
    `taps` (link or buttons) what is on the cards of a carousel."""
    conversation = conversations.get(current_user, conversation_id)
    draft = Draft(kind, pages.content_of(kind))
    if "add" in request.form:
        draft = draft.grown(request.form["add"])
    if "remove" in request.form:
        draft = draft.shrunk(request.form["remove"])
    if "taps" in request.form:
        draft = draft.tapped(links=request.form["taps"] == "link")
    if "pick" in request.form:
        draft = _with_person(draft, queries.person(current_user, request.form.get("pick", type=int)))
    data = pages.panel(conversation, draft, **_chosen(kind))
    if _is_for("people-found"):
        return respond("composing/_people.html", data)
    return respond(PAGE, data, block="preview" if _is_for("compose-preview") else "panel")


@blueprint.get("/conversations/<int:conversation_id>/compose/files")
@signed_in
def files(conversation_id: int) -> Response:
    """A file without script: chosen, then (`?upload=`) watched until it is ready, then sent."""
    conversation = conversations.get(current_user, conversation_id)
    asked = request.args.get("upload", type=int)
    upload = Upload(uploads.upload(current_user, asked)) if asked else None
    return respond("composing/files.html", pages.file(conversation, upload), block="panel")


@blueprint.post("/conversations/<int:conversation_id>/compose/files")
@signed_in
def bring(conversation_id: int) -> Response:
    """The chosen file, as a form sends it."""
    conversation = conversations.get(current_user, conversation_id)
    chosen = pages.chosen_file()
    kept = receiving_uploads.keep(current_user.account_id, field("kind"), chosen.stream, None)
    row = receiving_uploads.receive(current_user._get_current_object(), kept, chosen.filename)
    db.session.commit()
    return redirect(f"{conversation.path}/compose/files?upload={row.id}", 303)


@blueprint.get("/messages/<int:message_id>/compose/forward")
@signed_in
def forward(message_id: int) -> Response:
    """Where a message could be passed on to; `?q=` searches."""
    message = messages.get(current_user, message_id)
    words = request.args.get("q", "")
    data = {"message": message, "found": queries.destinations(current_user, words), "q": words}
    return respond("composing/forward.html", data | _around(message.conversation), block=_found_or("panel"))


@blueprint.get("/messages/<int:message_id>/compose/reaction")
@signed_in
def reaction(message_id: int) -> Response:
    """The emoji that are used most, for whoever has no script."""
    message = messages.get(current_user, message_id)
    data = {"message": message, "quick": emoji.QUICK} | _around(message.conversation)
    return respond("composing/reaction.html", data, block="panel")


@blueprint.get("/emoji")
@signed_in
def find_emoji() -> Response:
    """One group of emoji; `?q=` searches in all of them, in the reader's language."""
    words, group = request.args.get("q", "").strip(), request.args.get("group", 0, type=int)
    language = str(get_locale())
    found = emoji.found(words, language) if words else emoji.of_group(group, language)
    data = {"found": found, "groups": emoji.GROUPS}
    return respond("composing/emoji.html", data, block=_found_or("picker"))


def _around(conversation: object) -> dict:
    return {"conversation": conversation, "counts": conversations.counts(current_user)}


def _chosen(kind: str) -> dict:
    """What a form offers to choose from."""
    if kind != "contacts":
        return {}
    words = request.values.get("q", "")
    return {"people": queries.people(current_user, words), "q": words}


def _with_person(draft: Draft, person: Contact | None) -> Draft:
    if person is None:
        return draft
    phone = person.display_phone
    card = {"name": {"formatted_name": person.name}, "phones": [{"phone": phone}] if phone else [{}]}
    cards = [card for card in draft.content["contacts"] if isinstance(card, dict) and card.get("name")]
    return Draft(draft.kind, draft.content | {"contacts": [*cards, card]})


def _found_or(block: str) -> str:
    """A search that is under way changes only what was found."""
    return "found" if _is_for("forward-found") or _is_for("emoji-found") else block


def _is_for(element: str) -> bool:
    """Whether htmx will put the answer there; it names an element as `tag#id`."""
    return request.headers.get("HX-Target", "").endswith(f"#{element}")
