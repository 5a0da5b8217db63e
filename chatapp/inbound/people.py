"""Whose are these events, and in which thread do they belong?"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from chatapp import contacts
from chatapp.contacts import Sighting
from chatapp.conversations import merging, places
from chatapp.conversations.places import Opening, Place
from chatapp.inbound.showing import Shown
from chatapp.messages.arrivals import Arrival
from chatapp.whatsapp.facts import NumberFact


class Known(NamedTuple):
    """An event, and our contact."""

    arrival: Arrival
    contact_id: int


def identify(arrivals: Iterable[Arrival], shown: Shown) -> list[Known]:
    """Find or make the contact of each event; contacts that turn out to be one person become one. A call may name
    nobody, and then belongs nowhere."""
    named = [arrival for arrival in arrivals if arrival.fact.customer.is_known]
    identified = contacts.identify([Sighting(a.account_id, a.fact.customer, moment(a.fact)) for a in named])
    for kept_id, absorbed_id in identified.same_person:
        shown.rearranged(merging.merge(kept_id, absorbed_id))
    return [Known(*pair) for pair in zip(named, identified.contact_ids, strict=True)]


def threads(known: Iterable[Known]) -> list[tuple[Arrival, int]]:
    """Each event with the id of its conversation, which is opened if there is none yet."""
    known = [(arrival, Place(arrival.number_id, contact_id)) for arrival, contact_id in known]
    conversations = places.open_for(
        Opening(arrival.account_id, place, moment(arrival.fact)) for arrival, place in known
    )
    return [(arrival, conversations[place]) for arrival, place in known]


def of_kind(threads: Sequence[tuple[Arrival, int]], *kinds: type) -> list[tuple[Arrival, int]]:
    """Those whose fact is one of these."""
    return [(arrival, conversation_id) for arrival, conversation_id in threads if isinstance(arrival.fact, kinds)]


def moment(fact: NumberFact) -> datetime:
    """When it happened, by Meta's clock; errors have no time of their own and count as the first."""
    return getattr(fact, "sent_at", None) or getattr(fact, "occurred_at", None) or _BEFORE_ALL


_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
