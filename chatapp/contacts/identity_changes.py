"""WhatsApp says that a person we know as this is now that: the names move, the history stays.

A new number comes with a new BSUID, a new BSUID sometimes alone. The former number no longer leads to this contact:
the telephone company will give it to somebody else, who must not find another person's conversation.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from chatapp.contacts import identities
from chatapp.contacts.identities import Key, Seen
from chatapp.extensions import db
from chatapp.models import ContactIdentity
from chatapp.whatsapp.customer import Customer


@dataclass(frozen=True, slots=True)
class Moved:
    """`contact_id` bears the new names now. `former_owners` bore one of them before: either somebody who gave the
    number up, or the same person, whose first message from the new number was faster than the news of it."""

    contact_id: int
    former_owners: list[int]


def move(account_id: int, before: Customer, after: Customer, changed_at: datetime) -> Moved | None:
    """Give the contact known as `before` the names of `after`; None if we know nobody by that name (any more)."""
    old, new = identities.proving(account_id, before), identities.proving(account_id, after)
    owners = identities.owners({*old, *new})
    contact_id = next((owners[key] for key in old if key in owners), None)
    if contact_id is None:
        return None
    _leave(contact_id, [key for key in old if key not in new and _replaced(key, new)])
    _take(contact_id, new)
    identities.write(Seen(key, value, contact_id, changed_at) for key, value in new.items())
    former = {owners[key] for key in new if key in owners} - {contact_id}
    return Moved(contact_id, sorted(former))


def _replaced(key: Key, new: dict[Key, str]) -> bool:
    """Only a name of the same kind takes a name's place: a changed BSUID says nothing about the phone."""
    return any(other.kind is key.kind for other in new)


def _leave(contact_id: int, keys: list[Key]) -> None:
    for key in keys:
        db.session.execute(sa.delete(ContactIdentity).where(*_is(key), ContactIdentity.contact_id == contact_id))


def _take(contact_id: int, new: dict[Key, str]) -> None:
    for key in sorted(new):
        db.session.execute(sa.update(ContactIdentity).where(*_is(key)).values(contact_id=contact_id))


def _is(key: Key) -> tuple[sa.ColumnElement[bool], ...]:
    row = ContactIdentity
    return row.account_id == key.account_id, row.kind == key.kind, row.key == key.key
