"""Rows for tests: every argument has a sensible value, every row is committed."""

from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

from chatapp import clock
from chatapp.accounts.passwords import hash_password
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.models import (
    Account,
    Contact,
    ContactIdentity,
    Conversation,
    Direction,
    IdentityKind,
    Message,
    PhoneNumber,
    Role,
    User,
)
from chatapp.whatsapp.identity import canonical_key

PASSWORD = "correct horse battery staple"
_serial = count(1)


def account(**values) -> Account:
    return _saved(Account(**{"name": "Torra Café", **values}))


def phone_number(owner: Account, **values) -> PhoneNumber:
    n = next(_serial)
    defaults = {
        "phone_number_id": f"2000000000{n:05d}",
        "waba_id": "100000000000001",
        "display_number": f"5511400{n:05d}",
        "label": "Loja São Paulo",
        "access_token": "EAAtest",
    }
    return _saved(PhoneNumber(account_id=owner.id, **{**defaults, **values}))


def user(owner: Account, role: Role = Role.AGENT, **values) -> User:
    """Signs in with PASSWORD."""
    n = next(_serial)
    defaults = {"name": f"Pessoa {n}", "email": f"pessoa{n}@example.com", "locale": "en"}
    return _saved(User(account_id=owner.id, role=role, password_hash=hash_password(PASSWORD), **{**defaults, **values}))


def contact(owner: Account, wa_id: str | None = "", bsuid: str | None = None, **values) -> Contact:
    """A customer with a phone of their own; `wa_id=None` for one who hides it."""
    n = next(_serial)
    person = _saved(Contact(account_id=owner.id, **{"profile_name": f"Cliente {n}", **values}))
    if wa_id is not None:
        identity(person, IdentityKind.WA_ID, wa_id or f"55119{n:08d}")
    if bsuid is not None:
        identity(person, IdentityKind.BSUID, bsuid)
    return person


def identity(person: Contact, kind: IdentityKind, value: str) -> ContactIdentity:
    key = canonical_key(value) if kind is IdentityKind.WA_ID else value
    row = ContactIdentity(
        account_id=person.account_id, contact_id=person.id, kind=kind, value=value, key=key, seen_at=clock.now()
    )
    return _saved(row)


def conversation(
    number: PhoneNumber, person: Contact, *, window: timedelta | None = timedelta(hours=20), **values
) -> Conversation:
    """Open, with `window` left to answer freely; None for a customer who never wrote."""
    defaults = {
        "last_message_at": clock.whole_second(clock.now()),
        "window_expires_at": window and clock.now() + window,
        "last_inbound_wamid": window and f"wamid.IN{uuid4().hex}",
    }
    return _saved(
        Conversation(account_id=number.account_id, number_id=number.id, contact_id=person.id, **{**defaults, **values})
    )


def message(where: Conversation, body: str = "Olá!", *, direction: Direction = Direction.IN, **values) -> Message:
    """A text; the conversation's last message follows it."""
    inbound = direction is Direction.IN
    defaults = {
        "kind": "text",
        "content": {"body": body},
        "status": MessageStatus.RECEIVED if inbound else MessageStatus.SENT,
        "sent_at": clock.whole_second(clock.now()),
        "wamid": f"wamid.{uuid4().hex}",
        "client_id": None if inbound else uuid4(),
    }
    row = _saved(
        Message(
            account_id=where.account_id,
            number_id=where.number_id,
            conversation_id=where.id,
            direction=direction,
            **{**defaults, **values},
        )
    )
    where.last_message_id, where.last_message_at = row.id, row.sent_at
    db.session.commit()
    return row


def seconds_ago(seconds: int) -> datetime:
    return clock.whole_second(clock.now() - timedelta(seconds=seconds))


def _saved(row):
    db.session.add(row)
    db.session.commit()
    return row
