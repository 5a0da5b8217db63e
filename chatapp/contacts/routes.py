"""Contacts that our people write down or name, and writing to somebody first."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from chatapp.contacts import actions, schema
from chatapp.conversations import people
from chatapp.conversations import schema as conversations
from chatapp.extensions import db
from chatapp.models import Contact
from chatapp.refusals import invalid
from chatapp.web.forms import Field, field, fields
from chatapp.web.negotiation import wants_fragment
from chatapp.web.respond import respond
from chatapp.web.security import current_user, signed_in

blueprint = Blueprint("contacts", __name__)
NAME = Field(max_length=80)
PHONE = Field(max_length=40, default=None)


@blueprint.post("/contacts")
@signed_in
def create() -> Response:
    """Write down `name` and `phone`, from a contact card for instance; somebody whom we know is given that name."""
    sent = fields(name=NAME, phone=Field(max_length=40))
    contact = actions.of_phone(current_user.account_id, sent["phone"])
    people.check(current_user, contact)
    return _named(contact, sent["name"], status=201)


@blueprint.get("/contacts/<int:contact_id>")
@signed_in
def show(contact_id: int) -> Response:
    """For programs; people see contacts beside their conversations."""
    return respond("", {"contact": people.contact(current_user, contact_id)}, schema=schema.alone)


@blueprint.post("/contacts/<int:contact_id>")
@blueprint.patch("/contacts/<int:contact_id>", endpoint="update")
@signed_in
def rename(contact_id: int) -> Response:
    """Call them `name` from now on; an empty one is the name of their WhatsApp profile."""
    contact = people.contact(current_user, contact_id)
    return _named(contact, field("name", default=None, max_length=80))


@blueprint.post("/conversations/start")
@signed_in
def start() -> Response:
    """Open the conversation with `phone` or `contact_id`, from `number_id` of ours if that matters."""
    sent = fields(phone=PHONE, contact_id=Field(int, default=None), number_id=Field(int, default=None))
    conversation = people.start(current_user._get_current_object(), _whom(sent), sent["number_id"])
    db.session.commit()
    response = respond(
        "layout/_told.html",
        {"words": _("The conversation is open."), "conversation": conversation},
        status=201,
        schema=lambda conversation, **_rest: conversations.alone(conversation),
        location=conversation.path,
    )
    if wants_fragment():
        response.headers["HX-Redirect"] = conversation.path
    return response


def _whom(sent: dict) -> Contact:
    if sent["contact_id"] is not None:
        return people.contact(current_user, sent["contact_id"])
    if sent["phone"] is None:
        raise invalid({"phone": _("Please fill this in.")}, _("Say to whom you want to write."))
    contact = actions.of_phone(current_user.account_id, sent["phone"])
    people.check(current_user, contact)
    return contact


def _named(contact: Contact, name: str | None, status: int = 200) -> Response:
    actions.rename(contact, name)
    db.session.flush()
    people.renamed(contact)
    db.session.commit()
    contact = people.contact(current_user, contact.id)
    data = {"contact": contact, "words": _("Saved as %(name)s.", name=contact.name)}
    return respond("layout/_told.html", data, status=status, schema=schema.alone, location="/conversations")
