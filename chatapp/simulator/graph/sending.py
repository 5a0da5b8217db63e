"""Everything Meta decides between a valid body and an accepted message."""

import time
from dataclasses import dataclass

from ..books import Message
from ..customers import Customer
from ..dialing import country_code, digits_of
from ..errors import GraphError
from ..settings import BusinessNumber
from ..validation.envelope import Envelope
from ..world import world

WINDOW_S = 24 * 3600
STRANGER = GraphError(131026, "Message Undeliverable.")
CLOSED = "Message failed to send because more than 24 hours have passed since the customer last replied to this number."


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for. ``dialled`` is the phone's digits or the BSUID; ``customer`` is None for a stranger."""

    dialled: str
    addressed: str
    customer: Customer | None


def send(number: BusinessNumber, envelope: Envelope, fail_later: GraphError | None = None) -> tuple[Message, Recipient]:
    """Accept the message or raise; with ``fail_later`` it is accepted and fails afterwards."""
    recipient = find_recipient(number, envelope)
    world().throttles.count(number.id)
    world().throttles.pair(number.id, recipient.customer.user_id if recipient.customer else recipient.dialled)
    category = "service"
    failure = fail_later
    try:
        check_window(number, envelope, recipient.customer)
    except GraphError as error:
        if world().board.now.errors_arrive == "answer":
            raise
        failure = error
    if recipient.customer is None:
        failure = failure or STRANGER
    message = world().network.business_writes(
        number,
        recipient.customer,
        addressed=recipient.addressed,
        dialled=recipient.dialled,
        failure=failure,
        type=envelope.type,
        content=envelope.content,
        quoted=envelope.quoted,
        callback_data=envelope.callback_data,
        category=category,
    )
    return message, recipient


def find_recipient(number: BusinessNumber, envelope: Envelope) -> Recipient:
    """``to`` wins over ``recipient``; the business cannot write to itself (131021)."""
    if not envelope.to:
        return Recipient(envelope.recipient, "user_id", world().customers.with_user_id(envelope.recipient))
    digits = digits_of(envelope.to, country_code(number.display))
    if digits is None:
        raise GraphError(131009, f"Parameter 'to' is not a phone number: {envelope.to}")
    if digits == number.display:
        raise GraphError(131021, "Message failed to send because recipient phone number is the sender's.")
    customer = world().customers.with_phone(digits)
    if customer is None and world().board.now.strangers == "join":
        customer = world().customers.add(f"+{digits}", digits)
    return Recipient(digits, "phone", customer)


def check_window(number: BusinessNumber, envelope: Envelope, customer: Customer | None) -> None:
    """Free-form messages only within 24 hours of the customer's last message to this number (131047)."""
    if customer is None or envelope.type == "template" or customer.window == "open":
        return
    opened = world().books.last_opening(customer.id, number.id)
    if customer.window == "closed" or opened is None or time.time() - opened > WINDOW_S:
        raise GraphError(131047, CLOSED)
