"""Webhooks come in any order and more than once; what we have in the end is always the same.

Every order is played by a customer of its own. All customers move on together, the n-th webhook of each being one
batch, so that thousands of orders take seconds. Then everything is delivered once more.
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import uuid4

import pytest
import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.inbound.batches import BODIES_AT_ONCE
from chatapp.inbound.processing import process_batch
from chatapp.kinds import MessageStatus
from chatapp.models import (
    Contact,
    ContactIdentity,
    Conversation,
    Direction,
    IdentityKind,
    Message,
    MessageEvent,
    MessageRevision,
    PhoneNumber,
    Reaction,
    WebhookEvent,
)
from tests.inbound import meta

NOON = datetime.fromtimestamp(meta.NOON, UTC)


def wa_id(customer: int) -> str:
    return f"55119{80_000_000 + customer}"


def question(c: int, number: PhoneNumber) -> bytes:
    item = meta.text("Quanto custa?", wa_id(c), at=10, wamid=f"{c}.question")
    return meta.messages(number, item, contacts=[meta.contact(wa_id(c), "Ana")])


def heart(c: int, number: PhoneNumber) -> bytes:
    return meta.messages(number, meta.reaction(f"{c}.question", "❤️", wa_id(c), at=12, wamid=f"{c}.heart"))


def heart_taken_away(c: int, number: PhoneNumber) -> bytes:
    return meta.messages(number, meta.reaction(f"{c}.question", None, wa_id(c), at=13, wamid=f"{c}.away"))


def reminder(c: int, number: PhoneNumber) -> bytes:
    reply = meta.text("Alguém?", wa_id(c), at=20, wamid=f"{c}.reminder", quotes=f"{c}.question")
    return meta.messages(number, reply, contacts=[meta.contact(wa_id(c), "Ana Souza")])


def thumb(c: int, number: PhoneNumber) -> bytes:
    return meta.messages(number, meta.reaction(f"{c}.answer", "👍", wa_id(c), at=30, wamid=f"{c}.thumb"))


def sent(c: int, number: PhoneNumber) -> bytes:
    return meta.statuses(number, meta.status(f"{c}.answer", "sent", at=21, wa_id=wa_id(c), pricing=PRICING))


def delivered(c: int, number: PhoneNumber) -> bytes:
    return meta.statuses(number, meta.status(f"{c}.answer", "delivered", at=22, wa_id=wa_id(c)))


def read(c: int, number: PhoneNumber) -> bytes:
    return meta.statuses(number, meta.status(f"{c}.answer", "read", at=23, wa_id=wa_id(c)))


def failed(c: int, number: PhoneNumber) -> bytes:
    errors = [{"code": 131026, "title": "Message undeliverable", "error_data": {"details": "Not on WhatsApp"}}]
    return meta.statuses(number, meta.status(f"{c}.offer", "failed", at=25, wa_id=wa_id(c), errors=errors))


def offer_accepted(c: int, number: PhoneNumber) -> bytes:
    return meta.statuses(number, meta.status(f"{c}.offer", "sent", at=24, wa_id=wa_id(c)))


def echo(c: int, number: PhoneNumber) -> bytes:
    item = meta.text("Da nossa loja", None, at=40, wamid=f"{c}.echo", quotes=f"{c}.question")
    return meta.echoes(number, {**item, "from": "551140000000", "to": wa_id(c)})


def echo_read(c: int, number: PhoneNumber) -> bytes:
    return meta.statuses(number, meta.status(f"{c}.echo", "read", at=41, wa_id=wa_id(c)))


def correction(c: int, number: PhoneNumber) -> bytes:
    new = {"type": "text", "text": {"body": "Quanto custa o café?"}}
    edit = {"original_message_id": f"{c}.question", "message": new}
    return meta.messages(number, meta.message(wa_id(c), at=14, wamid=f"{c}.edit", type="edit", edit=edit))


def withdrawal(c: int, number: PhoneNumber) -> bytes:
    revoke = {"original_message_id": f"{c}.reminder"}
    return meta.messages(number, meta.message(wa_id(c), at=26, wamid=f"{c}.revoke", type="revoke", revoke=revoke))


PRICING = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "service"}


@pytest.fixture
def answered(number):
    """Before anything arrives, each customer has been written to twice: an answer, and an offer."""

    def answered(customers: int) -> None:
        ours = {"account_id": number.account_id}
        rows = range(1, customers + 1)  # the tables are empty, so contact and conversation n are customer n - 1's
        add(Contact, [ours for _ in rows])
        key = {**ours, "kind": IdentityKind.WA_ID, "seen_at": NOON}
        add(ContactIdentity, [{**key, "contact_id": n, "value": wa_id(n - 1), "key": wa_id(n - 1)} for n in rows])
        thread = {**ours, "number_id": number.id, "last_message_at": NOON}
        add(Conversation, [{**thread, "contact_id": n} for n in rows])
        line = {**ours, "number_id": number.id, "direction": Direction.OUT, "kind": "text"}
        add(
            Message,
            [
                {
                    **line,
                    "conversation_id": n,
                    "client_id": uuid4(),
                    "wamid": f"{n - 1}.{name}",
                    "content": {"body": name},
                    "status": MessageStatus.SENDING,
                    "sent_at": NOON + timedelta(seconds=at),
                }
                for n in rows
                for name, at in (("answer", 21), ("offer", 24))
            ],
        )
        db.session.commit()

    return answered


def add(model, rows: list[dict]) -> None:
    db.session.execute(sa.insert(model), rows)


def deliver(bodies: list[bytes]) -> None:
    """As webhooks of their own, in this order."""
    db.session.execute(sa.insert(WebhookEvent), [{"body": body} for body in bodies])
    db.session.commit()
    while process_batch():
        pass


def in_every_order(webhooks, number) -> int:
    """Let one customer per order live through it; returns how many there are."""
    orders = list(permutations(webhooks))
    for _twice in range(2):
        for step in range(len(webhooks)):
            deliver([order[step](customer, number) for customer, order in enumerate(orders)])
    assert not db.session.scalar(sa.select(sa.func.count()).where(WebhookEvent.error.is_not(None)))
    assert not db.session.scalar(sa.select(sa.func.count()).where(WebhookEvent.faults.is_not(None)))
    return len(orders)


def in_one_batch(webhooks, number) -> int:
    """The same, with all webhooks of a customer in one batch."""
    orders = list(permutations(webhooks))
    customers = BODIES_AT_ONCE // len(webhooks)
    for first in range(0, len(orders), customers):
        chosen = list(enumerate(orders))[first : first + customers]
        deliver([webhook(customer, number) for customer, order in chosen for webhook in order])
    return len(orders)


def outcomes(customers: int) -> list[dict]:
    """What there is of each customer, without ids."""
    found = {model: grouped(model, column) for model, column in BELONGS.items()}
    described = []
    for customer in range(customers):
        [identity] = found[ContactIdentity][wa_id(customer)]
        [contact] = found[Contact][identity.contact_id]
        [conversation] = found[Conversation][identity.contact_id]
        messages = found[Message][conversation.id]
        names = {message.id: message.wamid.split(".")[1] for message in messages}
        described.append(
            {
                "name": contact.profile_name,
                "unread": conversation.unread_count,
                "last": names.get(conversation.last_message_id),
                "preview": conversation.last_message_preview,
                "window": conversation.window_expires_at and conversation.window_expires_at - NOON,
                "receipt for": conversation.last_inbound_wamid and conversation.last_inbound_wamid.split(".")[1],
                "messages": {
                    names[message.id]: look(
                        message, names, found[MessageEvent], found[Reaction], found[MessageRevision]
                    )
                    for message in messages
                },
            }
        )
    return described


BELONGS = {
    ContactIdentity: "value",
    Contact: "id",
    Conversation: "contact_id",
    Message: "conversation_id",
    MessageEvent: "message_id",
    Reaction: "message_id",
    MessageRevision: "message_id",
}


def grouped(model, column: str) -> dict[object, list]:
    rows = defaultdict(list)
    for row in db.session.scalars(sa.select(model)):
        rows[getattr(row, column)].append(row)
    return rows


def look(message: Message, names: dict[int, str], events: dict, reactions: dict, revisions: dict) -> dict:
    facts = {
        "status": message.status.name,
        "quotes": message.quoted_id and names[message.quoted_id],
        "error": message.error_code and (message.error_code, message.error_detail),
        "pricing": message.pricing and message.pricing["type"],
        "events": sorted(event.status.name for event in events[message.id]),
        "reactions": [reaction.emoji for reaction in reactions[message.id]],
        "says": message.content.get("body") if revisions[message.id] else None,
        "said": [row.content["body"] for row in revisions[message.id]],
        "revoked": message.content.get("revoked_at"),
    }
    return {name: fact for name, fact in facts.items() if fact}


RECEIVED = {"status": "RECEIVED"}
SENDING = {"status": "SENDING"}
LATEST = {"name": "Ana Souza", "unread": 2, "window": timedelta(hours=24, seconds=20), "receipt for": "reminder"}


def expect(customers: int, expected: dict) -> None:
    for customer, found in enumerate(outcomes(customers)):
        assert found == expected, f"customer {customer}"


@pytest.mark.parametrize("deliver_in", [in_every_order, in_one_batch])
def test_a_chat(number, answered, deliver_in):
    answered(120)
    customers = deliver_in([question, heart, reminder, read, failed], number)

    answer = {"status": "READ", "events": ["READ"]}
    offer = {"status": "FAILED", "error": (131026, "Not on WhatsApp"), "events": ["FAILED"]}
    asked = {**RECEIVED, "reactions": ["❤️"]}
    replied = {**RECEIVED, "quotes": "question"}
    messages = {"question": asked, "reminder": replied, "answer": answer, "offer": offer}
    expect(customers, {**LATEST, "last": "reminder", "preview": "Alguém?", "messages": messages})


def test_reports(number, answered):
    answered(120)
    customers = in_every_order([sent, delivered, read, failed, offer_accepted], number)

    answer = {"status": "READ", "pricing": "regular", "events": ["DELIVERED", "READ", "SENT"]}
    offer = {"status": "FAILED", "error": (131026, "Not on WhatsApp"), "events": ["FAILED", "SENT"]}
    nobody_wrote = {"name": None, "unread": 0, "last": None, "preview": "", "window": None, "receipt for": None}
    expect(customers, {**nobody_wrote, "messages": {"answer": answer, "offer": offer}})


@pytest.mark.parametrize("deliver_in", [in_every_order, in_one_batch])
def test_what_is_about_other_messages(number, answered, deliver_in):
    answered(120)
    customers = deliver_in([question, heart, heart_taken_away, correction, reminder], number)

    asked = {**RECEIVED, "says": "Quanto custa o café?", "said": ["Quanto custa?"], "reactions": [None]}
    replied = {**RECEIVED, "quotes": "question"}
    messages = {"question": asked, "reminder": replied, "answer": SENDING, "offer": SENDING}
    expect(customers, {**LATEST, "last": "reminder", "preview": "Alguém?", "messages": messages})


def test_a_message_that_is_withdrawn(number, answered):
    answered(6)
    customers = in_every_order([question, reminder, withdrawal], number)

    replied = {**RECEIVED, "quotes": "question", "said": ["Alguém?"], "revoked": "2026-11-23T12:00:26+00:00"}
    messages = {"question": RECEIVED, "reminder": replied, "answer": SENDING, "offer": SENDING}
    expect(customers, {**LATEST, "last": "reminder", "preview": "", "messages": messages})


@pytest.mark.parametrize("deliver_in", [in_every_order, in_one_batch])
def test_the_companys_own_phone(number, answered, deliver_in):
    answered(120)
    customers = deliver_in([question, echo, echo_read, reminder, thumb], number)

    answer = {**SENDING, "reactions": ["👍"]}
    from_shop = {"status": "READ", "quotes": "question", "events": ["READ"]}
    replied = {**RECEIVED, "quotes": "question"}
    messages = {"question": RECEIVED, "reminder": replied, "answer": answer, "offer": SENDING, "echo": from_shop}
    expect(customers, {**LATEST, "last": "echo", "preview": "Da nossa loja", "messages": messages})
