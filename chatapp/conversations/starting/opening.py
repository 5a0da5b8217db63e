"""Writing to a customer first: from which number of ours, and the conversation that this opens."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp import clock
from chatapp.conversations import broadcasts, places, queries
from chatapp.conversations.places import Opening, Place
from chatapp.extensions import db
from chatapp.models import Contact, Conversation, PhoneNumber, User
from chatapp.refusals import Refusal, invalid


class Line(NamedTuple):
    """A number of ours, and when the customer last wrote to it."""

    number: PhoneNumber
    heard_at: datetime | None


def lines(user: User, contact: Contact | None) -> list[Line]:
    """The numbers from which this person may write to the contact (None: somebody unknown): the one that they wrote to
    last comes first. Those through which they talk to a colleague alone are not among them."""
    talked = sa.and_(Conversation.number_id == PhoneNumber.id, Conversation.contact_id == (contact and contact.id))
    select = sa.select(PhoneNumber, Conversation.last_inbound_at).outerjoin(Conversation, talked)
    free = sa.or_(Conversation.id.is_(None), queries.visibility(user))
    liveliest = (Conversation.last_inbound_at.desc().nulls_last(), Conversation.last_message_at.desc().nulls_last())
    select = select.where(PhoneNumber.account_id == user.account_id, free).order_by(*liveliest, PhoneNumber.id)
    return [Line(*row) for row in db.session.execute(select)]


def start(user: User, contact: Contact, number_id: int | None) -> Conversation:
    """The conversation with this contact, opened if there is none yet; then it belongs to `user`.

    Without a number of ours it is the first of `lines`. Nothing is sent: until the customer has written, only templates
    can be.
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


def _number(user: User, contact: Contact, number_id: int | None) -> PhoneNumber:
    if number_id is None:
        number = next((line.number for line in lines(user, contact)), None)
    else:
        ours = sa.select(PhoneNumber).where(PhoneNumber.account_id == user.account_id, PhoneNumber.id == number_id)
        number = db.session.scalar(ours)
    if number is None:
        raise invalid({"number_id": _("Choose one of your company's numbers.")}, _("There is no number to write from."))
    return number
