"""One conversation per customer and number: found, or opened."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from chatapp.extensions import db


class Place(NamedTuple):
    """Where a customer and a number of ours meet: one conversation, for ever."""

    number_id: int
    contact_id: int


class Opening(NamedTuple):
    """A conversation that must exist because of something said at `at`."""

    account_id: int
    place: Place
    at: datetime


def open_for(openings: Iterable[Opening]) -> dict[Place, int]:
    """Find or make these conversations and lock them, in the order of their ids (those just made last); {place:
    conversation id}."""
    earliest = {opening.place: opening for opening in sorted(openings, key=lambda opening: opening.at, reverse=True)}
    if not earliest:
        return {}
    # Nearly always all of them exist, and one question does it.
    found = _locked(earliest)
    if missing := sorted(earliest.keys() - found.keys()):
        _make([earliest[place] for place in missing])
        found |= _locked(missing)
    return found


def _make(rows: Iterable[Opening]) -> None:
    rows = list(rows)
    values = {
        "accounts": [row.account_id for row in rows],
        "numbers": [row.place.number_id for row in rows],
        "contacts": [row.place.contact_id for row in rows],
        "moments": [row.at for row in rows],
    }
    db.session.execute(_OPEN, values)


def find(places: Collection[Place]) -> dict[Place, int]:
    """{place: conversation id} of those that exist."""
    return _found(_FIND, places)


def _locked(places: Collection[Place]) -> dict[Place, int]:
    return _found(_FIND_AND_LOCK, places)


def _found(select: sa.TextClause, places: Collection[Place]) -> dict[Place, int]:
    if not places:
        return {}
    numbers, contacts = zip(*places, strict=True)
    rows = db.session.execute(select, {"numbers": list(numbers), "contacts": list(contacts)})
    return {Place(row.number_id, row.contact_id): row.id for row in rows}


def lock(conversation_ids: Collection[int]) -> None:
    """Keep others from changing these until the transaction ends; always in the order of their ids."""
    if conversation_ids:
        db.session.execute(_LOCK, {"ids": list(conversation_ids)})


_OPEN = sa.text("""
    INSERT INTO conversations
        (account_id, number_id, contact_id, last_message_at, status, last_message_preview, unread_count)
    SELECT account_id, number_id, contact_id, at, 'OPEN', '', 0
    FROM unnest(
        CAST(:accounts AS bigint[]), CAST(:numbers AS bigint[]), CAST(:contacts AS bigint[]),
        CAST(:moments AS timestamptz[])
    ) AS opening (account_id, number_id, contact_id, at)
    ON CONFLICT (number_id, contact_id) DO NOTHING
""")

_FOUND = """
    SELECT c.id, c.number_id, c.contact_id
    FROM unnest(CAST(:numbers AS bigint[]), CAST(:contacts AS bigint[])) AS place (number_id, contact_id)
    JOIN conversations c USING (number_id, contact_id)
"""

_FIND = sa.text(_FOUND)

_FIND_AND_LOCK = sa.text(f"{_FOUND} ORDER BY c.id FOR NO KEY UPDATE OF c")

_LOCK = sa.text("""
    SELECT id FROM conversations WHERE id = ANY(CAST(:ids AS bigint[])) ORDER BY id FOR NO KEY UPDATE
""")
