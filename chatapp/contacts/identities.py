"""The names under which WhatsApp knows people, read and written many at a time."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.models import IdentityKind
from chatapp.whatsapp.customer import Customer
from chatapp.whatsapp.identity import canonical_key


class Key(NamedTuple):
    """What is unique: one person per account, kind and key."""

    account_id: int
    kind: IdentityKind
    key: str


class Seen(NamedTuple):
    """A name, as Meta wrote it, of this contact at this moment (Meta's time)."""

    key: Key
    value: str
    contact_id: int
    seen_at: datetime


def proving(account_id: int, customer: Customer) -> dict[Key, str]:
    """The names that prove who somebody is, each with its spelling. A username does not: it may change hands."""
    named = {
        IdentityKind.WA_ID: customer.wa_id,
        IdentityKind.BSUID: customer.bsuid,
        IdentityKind.PARENT_BSUID: customer.parent_bsuid,
    }
    return {Key(account_id, kind, _key(kind, value)): value for kind, value in named.items() if value}


def _key(kind: IdentityKind, value: str) -> str:
    return canonical_key(value) if kind is IdentityKind.WA_ID else value


class Borne(NamedTuple):
    """A name that somebody is known by, as it is spelled now."""

    contact_id: int
    value: str


def known(keys: Collection[Key]) -> dict[Key, Borne]:
    """Those of the names that somebody is known by."""
    if not keys:
        return {}
    rows = db.session.execute(_KNOWN, _columns(keys))
    return {_key_of(row): Borne(row.contact_id, row.value) for row in rows}


class Bearer(NamedTuple):
    """Who is known by a name, and what they call themselves."""

    contact_id: int
    profile_name: str | None


def bearers(keys: Collection[Key]) -> dict[Key, Bearer]:
    """Of those of the names that somebody is known by."""
    if not keys:
        return {}
    rows = db.session.execute(_BEARERS, _columns(keys))
    return {_key_of(row): Bearer(row.contact_id, row.profile_name) for row in rows}


def owners(keys: Collection[Key]) -> dict[Key, int]:
    """{key: contact id} for those that somebody is known by."""
    return {key: borne.contact_id for key, borne in known(keys).items()}


def write(seen: Iterable[Seen]) -> dict[Key, int]:
    """Keep these names; the latest spelling wins, whichever comes last. Returns {key: contact id} as it now stands.

    A name that somebody has already stays theirs, so the answer may be another contact than the one asked for: then
    both are one person.
    """
    latest: dict[Key, Seen] = {}
    for one in seen:
        if one.key not in latest or one.seen_at >= latest[one.key].seen_at:
            latest[one.key] = one
    if not latest:
        return {}
    rows = [latest[key] for key in sorted(latest)]
    values = {
        **_columns([row.key for row in rows]),
        "contacts": [row.contact_id for row in rows],
        "values": [row.value for row in rows],
        "moments": [row.seen_at for row in rows],
    }
    written = db.session.execute(_WRITE, values)
    return {_key_of(row): row.contact_id for row in written}


def _key_of(row: sa.Row) -> Key:
    return Key(row.account_id, _KINDS[row.kind], row.key)


def _columns(keys: Iterable[Key]) -> dict[str, list]:
    keys = list(keys)
    return {
        "accounts": [key.account_id for key in keys],
        "kinds": [key.kind.value for key in keys],
        "keys": [key.key for key in keys],
    }


_KINDS = {kind.value: kind for kind in IdentityKind}

_KNOWN = sa.text("""
    SELECT i.account_id, i.kind, i.key, i.contact_id, i.value
    FROM unnest(CAST(:accounts AS bigint[]), CAST(:kinds AS text[]), CAST(:keys AS text[])) AS k (account_id, kind, key)
    JOIN contact_identities i USING (account_id, kind, key)
""")

_BEARERS = sa.text("""
    SELECT i.account_id, i.kind, i.key, i.contact_id, c.profile_name
    FROM unnest(CAST(:accounts AS bigint[]), CAST(:kinds AS text[]), CAST(:keys AS text[])) AS k (account_id, kind, key)
    JOIN contact_identities i USING (account_id, kind, key)
    JOIN contacts c ON c.id = i.contact_id
""")

_WRITE = sa.text("""
    INSERT INTO contact_identities (account_id, kind, key, contact_id, value, seen_at)
    SELECT * FROM unnest(
        CAST(:accounts AS bigint[]), CAST(:kinds AS text[]), CAST(:keys AS text[]),
        CAST(:contacts AS bigint[]), CAST(:values AS text[]), CAST(:moments AS timestamptz[])
    )
    ON CONFLICT (account_id, kind, key) DO UPDATE SET
        value = CASE WHEN excluded.seen_at >= contact_identities.seen_at
                     THEN excluded.value ELSE contact_identities.value END,
        seen_at = greatest(excluded.seen_at, contact_identities.seen_at)
    RETURNING account_id, kind, key, contact_id
""")
