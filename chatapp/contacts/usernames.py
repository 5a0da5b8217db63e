"""Usernames: for reading and searching only. They may change hands, so they belong to whoever bore them last."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from chatapp.extensions import db


class Borne(NamedTuple):
    """This contact bore this username at this moment (Meta's time)."""

    account_id: int
    username: str
    contact_id: int
    seen_at: datetime


def follow(borne: Iterable[Borne]) -> None:
    """Give each username to its latest bearer, and leave every bearer their latest username alone."""
    latest: dict[tuple[int, str], Borne] = {}
    for one in sorted(borne, key=lambda one: one.seen_at):
        latest[(one.account_id, one.username.casefold())] = one
    if not latest:
        return
    rows = [latest[key] for key in sorted(latest)]
    values = {
        "accounts": [row.account_id for row in rows],
        "keys": [row.username.casefold() for row in rows],
        "contacts": [row.contact_id for row in rows],
        "values": [row.username for row in rows],
        "moments": [row.seen_at for row in rows],
    }
    db.session.execute(_GIVE, values)
    db.session.execute(_ONE_EACH, {"contacts": sorted({row.contact_id for row in rows})})


_GIVE = sa.text("""
    INSERT INTO contact_identities (account_id, kind, key, contact_id, value, seen_at)
    SELECT account_id, 'USERNAME', key, contact_id, value, seen_at FROM unnest(
        CAST(:accounts AS bigint[]), CAST(:keys AS text[]), CAST(:contacts AS bigint[]),
        CAST(:values AS text[]), CAST(:moments AS timestamptz[])
    ) AS b (account_id, key, contact_id, value, seen_at)
    ON CONFLICT (account_id, kind, key) DO UPDATE SET
        contact_id = excluded.contact_id, value = excluded.value, seen_at = excluded.seen_at
    WHERE excluded.seen_at >= contact_identities.seen_at
""")

_ONE_EACH = sa.text("""
    DELETE FROM contact_identities AS former
    USING contact_identities AS latest
    WHERE former.contact_id = ANY(CAST(:contacts AS bigint[])) AND latest.contact_id = former.contact_id
      AND former.kind = 'USERNAME' AND latest.kind = 'USERNAME'
      AND (former.seen_at, former.id) < (latest.seen_at, latest.id)
""")
