"""Names that Meta tells us of a customer we already talk to: in the answer to a send, and in statuses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chatapp.contacts import identities
from chatapp.contacts.identities import Borne, Seen
from chatapp.whatsapp.customer import Customer


@dataclass(frozen=True, slots=True)
class Learned:
    """What we wrote to this contact reached `customer`."""

    account_id: int
    contact_id: int
    customer: Customer
    seen_at: datetime


def learn(learned: Iterable[Learned]) -> None:
    """Add names that nobody bears yet, and the latest spelling of those the contact has.

    A name that belongs to somebody else stays theirs: that a message to one reached the other is no proof that they
    are one, only the customer's own messages are. Call it before the transaction changes messages, as receiving does;
    the other way round, two transactions that write the same names can wait for each other.
    """
    seen = [
        Seen(key, value, one.contact_id, one.seen_at)
        for one in learned
        for key, value in identities.proving(one.account_id, one.customer).items()
    ]
    known = identities.known({one.key for one in seen})
    identities.write(one for one in seen if _is_news(one, known.get(one.key)))


def _is_news(seen: Seen, known: Borne | None) -> bool:
    return known is None or (known.contact_id == seen.contact_id and known.value != seen.value)
