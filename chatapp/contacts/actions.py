"""What our people do with contacts: name them, and write down those who have not written to us."""

from flask_babel import gettext as _

from chatapp import clock
from chatapp.contacts import identities, queries
from chatapp.contacts.identities import Seen
from chatapp.extensions import db
from chatapp.models import Contact
from chatapp.refusals import invalid
from chatapp.whatsapp.customer import Customer
from chatapp.whatsapp.identity import digits

#: Digits of a phone number with its country code (E.164).
SHORTEST, LONGEST = 8, 15


def rename(contact: Contact, name: str | None) -> None:
    """What we call them, whatever their WhatsApp profile says; None goes back to that."""
    contact.given_name = name


def of_phone(account_id: int, phone: str) -> Contact:
    """The contact with this number, which is written down if nobody has it yet. Refusal 422 if it is no number.

    `phone` is written with its country code; everything but digits is ignored. Brazil's mobile numbers are the same
    person with and without their ninth digit.
    """
    wa_id = digits(phone)
    if not SHORTEST <= len(wa_id) <= LONGEST:
        hint = _("Write the number with its country code, like +55 11 98765-4321.")
        raise invalid({"phone": hint}, _("This is no phone number."))
    [(key, value)] = identities.proving(account_id, Customer(wa_id=wa_id)).items()
    known = identities.owners([key])
    if key not in known:
        contact = Contact(account_id=account_id)
        db.session.add(contact)
        db.session.flush()
        known = identities.write([Seen(key, value, contact.id, clock.now())])
        if known[key] != contact.id:  # somebody else was faster
            db.session.delete(contact)
    return queries.with_names(known[key])
