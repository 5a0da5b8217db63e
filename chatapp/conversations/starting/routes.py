"""Writing to somebody first: the question from which number of ours, and its answer."""

from flask import Blueprint, Response, redirect, request, url_for
from flask_babel import gettext as _

from chatapp.contacts import actions
from chatapp.contacts import queries as contacts
from chatapp.conversations import people, queries
from chatapp.conversations import schema as conversations
from chatapp.conversations.starting import opening, schema
from chatapp.extensions import db
from chatapp.models import Contact
from chatapp.refusals import invalid
from chatapp.web.addresses import row_id
from chatapp.web.forms import Field, fields
from chatapp.web.negotiation import wants_fragment, wants_json
from chatapp.web.respond import respond
from chatapp.web.security import current_user, signed_in
from chatapp.whatsapp.identity import display_phone

blueprint = Blueprint("starting", __name__)
WHOM = {"phone": Field(max_length=40, default=None), "contact_id": Field(int, default=None)}


@blueprint.get("/conversations/start")
@signed_in
def choose() -> Response:
    """From which number of ours to write to `?phone=` or `?contact_id=`."""
    asked = _question(request.args.get("phone"), request.args.get("contact_id", type=row_id))
    return respond("conversations/start.html", asked, block="panel", schema=schema.lines)


@blueprint.post("/conversations/start")
@signed_in
def start() -> Response:
    """Open the conversation with `phone` or `contact_id`, from `number_id` of ours.

    Without a number people are asked, if there are several; for programs it is the first of those that `choose` tells.
    """
    sent = fields(**WHOM, number_id=Field(int, default=None))
    number_id = sent.pop("number_id")
    if number_id is None and not wants_json():
        asked = _question(**sent)
        if len(asked["lines"]) > 1:
            return _ask(asked, sent)
    conversation = opening.start(current_user._get_current_object(), _whom(**sent), number_id)
    db.session.commit()
    if wants_fragment():
        return Response(status=204, headers={"HX-Redirect": conversation.path})
    data = {"conversation": conversation}
    return respond("", data, status=201, schema=conversations.alone, location=conversation.path)


def _question(phone: str | None, contact_id: int | None) -> dict:
    """Writes nobody down: that is done when the conversation is begun."""
    if contact_id is not None:
        contact = people.contact(current_user, contact_id)
    elif contact := contacts.of_phone(current_user.account_id, _given(phone)):
        people.check(current_user, contact)
    return {
        "to": contact,
        "phone": phone,
        "name": contact.name if contact else display_phone(phone),
        "lines": opening.lines(current_user, contact),
        "counts": queries.counts(current_user),
    }


def _ask(asked: dict, whom: dict) -> Response:
    """In a panel over the thread, or on a page of its own."""
    if wants_fragment():
        return respond("conversations/_asked.html", asked)
    return redirect(url_for("starting.choose", **whom), 303)


def _whom(phone: str | None, contact_id: int | None) -> Contact:
    if contact_id is not None:
        return people.contact(current_user, contact_id)
    contact = actions.of_phone(current_user.account_id, _given(phone))
    people.check(current_user, contact)
    return contact


def _given(phone: str | None) -> str:
    if phone is None:
        raise invalid({"phone": _("Please fill this in.")}, _("Say to whom you want to write."))
    return phone
