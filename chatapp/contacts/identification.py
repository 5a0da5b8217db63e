"""Who is this? From the names in webhooks to contacts, many at a time.

A customer may be known by phone, by BSUID or by both; Brazil's phones are spelled with and without their ninth digit.
All names that one webhook gives a customer belong to one person, so a name never seen before is learned, and two
contacts that turn out to bear names of the same customer are reported as one person.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from chatapp.contacts import identities, usernames
from chatapp.contacts.grouping import connected
from chatapp.contacts.identities import Key, Seen
from chatapp.contacts.usernames import Borne
from chatapp.extensions import db
from chatapp.models import Contact
from chatapp.whatsapp.customer import Customer


@dataclass(frozen=True, slots=True)
class Sighting:
    """A customer as one webhook named them, at Meta's time. `customer.is_known` must hold."""

    account_id: int
    customer: Customer
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Identified:
    """`contact_ids`: the contact of each sighting, in their order.

    `same_person`: pairs (kept, absorbed) of contacts that must become one; `contact_ids` names only those kept.
    """

    contact_ids: list[int]
    same_person: list[tuple[int, int]]


@dataclass(slots=True)
class _Person:
    """Sightings that share a name or a contact."""

    sightings: list[int]
    contacts: set[int] = field(default_factory=set)

    @property
    def contact_id(self) -> int:
        """The oldest contact is the one that stays."""
        return min(self.contacts)


def identify(sightings: Sequence[Sighting]) -> Identified:
    """Find the contact of every sighting, or make one; learn names, profile names and usernames on the way."""
    names = [identities.proving(s.account_id, s.customer) for s in sightings]
    bearers = identities.bearers({key for keys in names for key in keys})
    people = _people(names, {key: bearer.contact_id for key, bearer in bearers.items()})
    _rename(sightings, people, {bearer.contact_id: bearer.profile_name for bearer in bearers.values()})
    _create(sightings, [person for person in people if not person.contacts])
    _learn(sightings, names, people)
    contact_ids = [0] * len(sightings)
    for person in people:
        for position in person.sightings:
            contact_ids[position] = person.contact_id
    _follow_usernames(sightings, contact_ids)
    pairs = [(p.contact_id, other) for p in people for other in sorted(p.contacts) if other != p.contact_id]
    return Identified(contact_ids, pairs)


def _people(names: Sequence[Collection[Key]], owners: Mapping[Key, int]) -> list[_Person]:
    bonds = [[*keys, *(owners[key] for key in keys if key in owners)] for keys in names]
    return [
        _Person(group, {owners[key] for position in group for key in names[position] if key in owners})
        for group in connected(bonds)
    ]


def _create(sightings: Sequence[Sighting], strangers: Sequence[_Person]) -> None:
    if not strangers:
        return
    rows = [
        {
            "account_id": sightings[person.sightings[0]].account_id,
            "profile_name": _latest_name(sightings, person)[0],
        }
        for person in strangers
    ]
    insert = sa.insert(Contact).returning(Contact.id, sort_by_parameter_order=True)
    for person, contact_id in zip(strangers, db.session.scalars(insert, rows), strict=True):
        person.contacts.add(contact_id)


def _latest_name(sightings: Sequence[Sighting], person: _Person) -> tuple[str | None, datetime]:
    seen = [sightings[position] for position in person.sightings]
    named = [s for s in seen if s.customer.profile_name] or seen
    latest = max(named, key=lambda s: s.seen_at)
    return latest.customer.profile_name, latest.seen_at


def _rename(sightings: Sequence[Sighting], people: Sequence[_Person], known_as: Mapping[int, str | None]) -> None:
    """The customer's latest message knows the profile name that holds: an older one may arrive late. `known_as` is
    what each contact is called until now."""
    names = {person.contact_id: _latest_name(sightings, person) for person in people if person.contacts}
    news = {contact_id: named for contact_id, named in names.items() if named[0] not in (None, known_as[contact_id])}
    rows = [(contact_id, name, seen_at) for contact_id, (name, seen_at) in sorted(news.items())]
    if rows:
        ids, values, moments = zip(*rows, strict=True)
        db.session.execute(_RENAME, {"ids": list(ids), "names": list(values), "moments": list(moments)})


def _learn(sightings: Sequence[Sighting], names: Sequence[dict[Key, str]], people: Sequence[_Person]) -> None:
    """Whoever turns out to bear one of these names is the same person, be it that we knew them or that another
    transaction was faster in making them."""
    seen = [
        Seen(key, value, person.contact_id, sightings[position].seen_at)
        for person in people
        for position in person.sightings
        for key, value in names[position].items()
    ]
    owners = identities.write(seen)
    for person in people:
        person.contacts |= {owners[key] for position in person.sightings for key in names[position]}


def _follow_usernames(sightings: Sequence[Sighting], contact_ids: Sequence[int]) -> None:
    usernames.follow(
        Borne(s.account_id, s.customer.username, contact_id, s.seen_at)
        for s, contact_id in zip(sightings, contact_ids, strict=True)
        if s.customer.username
    )


_RENAME = sa.text("""
    UPDATE contacts SET profile_name = named.profile_name
    FROM unnest(CAST(:ids AS bigint[]), CAST(:names AS text[]), CAST(:moments AS timestamptz[]))
        AS named (id, profile_name, seen_at)
    WHERE contacts.id = named.id AND contacts.profile_name IS DISTINCT FROM named.profile_name
      AND (contacts.profile_name IS NULL OR NOT EXISTS (
        SELECT FROM conversations c WHERE c.contact_id = contacts.id AND c.last_inbound_at > named.seen_at
      ))
""")
