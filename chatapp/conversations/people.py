"""Contacts, as conversations know them: who may see them, what shows their name, and writing to them first."""

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp import clock
from chatapp.contacts import queries as contacts
from chatapp.conversations import broadcasts, places, queries
from chatapp.conversations.places import Opening, Place
from chatapp.extensions import db
from chatapp.models import Contact, Conversation, PhoneNumber, User
from chatapp.refusals import Refusal, invalid


def contact(user: User, contact_id: int) -> Contact:
    """A contact that this person may see; Refusal 404 otherwise."""
    found = contacts.of_account(user.account_id, contact_id)
    if found is None or not _may_see(user, found):
        raise Refusal("not_found", _("This contact does not exist, or it is not yours to see."), status=404)
    return found


def check(user: User, known: Contact) -> None:
    """Refusal 409 when a contact is a colleague's alone, for people who do not see everything."""
    if not _may_see(user, known):
        raise Refusal("with_a_colleague", _("A colleague is already in touch with this person."))


def renamed(contact: Contact) -> None:
    """Every conversation of this contact shows the new name."""
    touched = sa.update(Conversation).where(Conversation.contact_id == contact.id).values(contact_id=contact.id)
    broadcasts.changed(list(db.session.scalars(touched.returning(Conversation.id))))


def start(user: User, contact: Contact, number_id: int | None) -> Conversation:
    """The conversation with this contact, opened if there is none yet; then it belongs to `user`.

    Without a number of ours it is the one through which they talked to us last, else our first. Nothing is sent: until
    the customer has written, only templates can be.
    """
    number = _number(user, contact, number_id)
    place = Place(number.id, contact.id)
    is_new = not places.find([place])
    opened = places.open_for([Opening(user.account_id, place, clock.whole_second(clock.now()))])
    if is_new:
        mine = sa.update(Conversation).where(Conversation.id == opened[place], Conversation.assignee_id.is_(None))
        db.session.execute(mine.values(assignee_id=user.id))
        broadcasts.changed([opened[place]])
    try:
        return queries.get(user, opened[place])
    except Refusal:
        raise Refusal("with_a_colleague", _("A colleague is already in touch with this person.")) from None


def _may_see(user: User, known: Contact) -> bool:
    """Whoever has no conversation yet belongs to nobody."""
    talks = sa.select(Conversation.id).where(Conversation.contact_id == known.id)
    seen = sa.or_(talks.where(queries.visibility(user)).exists(), ~talks.exists())
    return db.session.scalar(sa.select(seen)) is True


def _number(user: User, contact: Contact, number_id: int | None) -> PhoneNumber:
    ours = sa.select(PhoneNumber).where(PhoneNumber.account_id == user.account_id)
    if number_id is not None:
        ours = ours.where(PhoneNumber.id == number_id)
    talked = sa.and_(Conversation.number_id == PhoneNumber.id, Conversation.contact_id == contact.id)
    latest = ours.outerjoin(Conversation, talked).order_by(Conversation.last_message_at.desc().nulls_last())
    number = db.session.scalar(latest.order_by(PhoneNumber.id).limit(1))
    if number is None:
        raise invalid({"number_id": _("Choose one of your company's numbers.")}, _("There is no number to write from."))
    return number
