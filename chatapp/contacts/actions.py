"""What our people do with contacts: name them, and write down those who have not written to us."""

from chatapp import clock
from chatapp.contacts import identities, phones, queries
from chatapp.contacts.identities import Seen
from chatapp.extensions import db
from chatapp.models import Contact


def rename(contact: Contact, name: str | None) -> None:
    """What we call them, whatever their WhatsApp profile says; None goes back to that."""
    contact.given_name = name


def of_phone(account_id: int, phone: str) -> Contact:
    """The contact with this number, which is written down if nobody has it yet. Refusal 422 if it is no number."""
    key, value = phones.named(account_id, phone)
    known = identities.owners([key])
    if key not in known:
        contact = Contact(account_id=account_id)
        db.session.add(contact)
        db.session.flush()
        known = identities.write([Seen(key, value, contact.id, clock.now())])
        if known[key] != contact.id:  # somebody else was faster
            db.session.delete(contact)
    return queries.with_names(known[key])
