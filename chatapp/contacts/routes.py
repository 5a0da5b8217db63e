"""Contacts that our people look at, write down or name."""

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from chatapp.contacts import actions, schema
from chatapp.conversations import people
from chatapp.conversations import queries as conversations
from chatapp.conversations.starting import opening
from chatapp.extensions import db
from chatapp.models import Contact
from chatapp.refusals import Refusal, invalid
from chatapp.web.forms import Field, field, fields, sent_names
from chatapp.web.negotiation import wants_fragment, wants_json
from chatapp.web.respond import respond
from chatapp.web.security import current_user, signed_in
from chatapp.web.targets import safe_target

blueprint = Blueprint("contacts", __name__)
LONGEST_NAME = 80
LONGEST_PHONE = 40


@blueprint.get("/contacts/new")
@signed_in
def new() -> Response:
    """A form, with what the query knows already: `?name=&phone=` of a contact card."""
    return respond("contacts/new.html", _form(request.args.to_dict()))


@blueprint.post("/contacts")
@signed_in
def create() -> Response:
    """Write down `name` and `phone`, from a contact card for instance; somebody whom we know is given that name."""
    try:
        sent = fields(name=Field(max_length=LONGEST_NAME), phone=Field(max_length=LONGEST_PHONE))
        contact = actions.of_phone(current_user.account_id, sent["phone"])
        people.check(current_user, contact)
    except Refusal as refusal:
        return _mistaken(refusal)
    return _named(contact, sent["name"], status=201)


@blueprint.get("/contacts/<int:contact_id>")
@signed_in
def show(contact_id: int) -> Response:
    """Who they are to us, and where we talk."""
    return respond("contacts/show.html", _page(people.contact(current_user, contact_id)), schema=schema.alone)


@blueprint.post("/contacts/<int:contact_id>")
@blueprint.patch("/contacts/<int:contact_id>", endpoint="update")
@signed_in
def rename(contact_id: int) -> Response:
    """Call them `name` from now on; an empty one is the name of their WhatsApp profile."""
    contact = people.contact(current_user, contact_id)
    if "name" not in sent_names():
        raise invalid({"name": _("Please fill this in.")}, _("Please check what you entered."))
    return _named(contact, field("name", default=None, max_length=LONGEST_NAME))


def _named(contact: Contact, name: str | None, status: int = 200) -> Response:
    actions.rename(contact, name)
    db.session.flush()
    people.renamed(contact)
    db.session.commit()
    data = _page(people.contact(current_user, contact.id))
    words = _("Saved as %(name)s.", name=data["contact"].name)
    if not (wants_json() or wants_fragment()):
        flash(words)
    own = url_for("contacts.show", contact_id=contact.id)
    location = safe_target(request.form["next"]) if "next" in request.form else own
    data["words"] = words
    return respond("contacts/_saved.html", data, status=status, schema=schema.alone, location=location)


def _page(contact: Contact) -> dict:
    return {
        "contact": contact,
        "conversations": people.conversations_with(current_user, contact),
        "lines": opening.lines(current_user, contact),
        "counts": conversations.counts(current_user),
    }


def _form(values: dict, errors: dict | None = None, fault: str | None = None) -> dict:
    counts = conversations.counts(current_user)
    return {"values": values, "errors": errors or {}, "fault": fault, "counts": counts}


def _mistaken(refusal: Refusal) -> Response:
    """The form again with what was typed and what is wrong with it; programs and toasts hear the refusal itself."""
    if wants_json() or wants_fragment():
        raise refusal
    db.session.rollback()
    again = _form(request.form.to_dict(), refusal.fields, str(refusal.message))
    return respond("contacts/new.html", again, status=refusal.status)
