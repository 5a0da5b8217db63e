"""What happened before a webhook: the messages that it speaks of."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chatapp.models import Conversation, Direction, PhoneNumber
from chatapp.whatsapp import facts
from chatapp.whatsapp.customer import Customer
from tests import factories

EARLIER = timedelta(minutes=10)
WORDS = {Direction.OUT: "Seu pedido está pronto.", Direction.IN: "O pedido é o 48213"}


def spoken_of(found: Sequence[facts.Fact], number: PhoneNumber) -> None:
    """Messages of this number that are quoted, reacted to, changed or reported; some message of who has changed."""
    chats: dict[Customer, Conversation] = {}
    known: set[str] = set()
    for fact in found:
        if getattr(fact, "phone_number_id", None) == number.phone_number_id and (told := target(fact)):
            wamid, direction, at = told
            if wamid in known:
                continue
            known.add(wamid)
            if fact.customer not in chats:
                chats[fact.customer] = conversation(number, fact.customer)
            values = {"direction": direction, "wamid": wamid, "sent_at": at - EARLIER}
            factories.message(chats[fact.customer], WORDS[direction], **values)


def target(fact: facts.Fact) -> tuple[str, Direction, datetime] | None:
    """The id of the message that a fact speaks of, who had sent that, and the fact's time."""
    match fact:
        case facts.MessageEdit() | facts.MessageRevoke():
            return fact.target_wamid, Direction.OUT if fact.outgoing else Direction.IN, fact.sent_at
        case facts.MessageReaction():
            return fact.target_wamid, Direction.IN if fact.outgoing else Direction.OUT, fact.sent_at
        case facts.IdentityChange():
            return f"{fact.wamid}.before", Direction.IN, fact.sent_at
        case facts.StatusUpdate():
            return fact.wamid, Direction.OUT, fact.occurred_at
        case facts.InboundMessage() | facts.MessageEcho() if fact.quoted_wamid not in (None, fact.wamid):
            quotes_us = isinstance(fact, facts.InboundMessage)
            return fact.quoted_wamid, Direction.OUT if quotes_us else Direction.IN, fact.sent_at
    return None


def conversation(number: PhoneNumber, customer: Customer) -> Conversation:
    """With somebody of these ids; where there are none, with somebody."""
    known = {"wa_id": customer.wa_id if customer.is_known else "", "bsuid": customer.bsuid}
    return factories.conversation(number, factories.contact(number.account, **known))
