"""Everything Meta decides between a valid body and an accepted message."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from ..books import Message
from ..customers import Customer
from ..dialing import country_code, digits_of
from ..errors import GraphError
from ..media.inspection import inspect
from ..media.rules import LARGEST, check_sendable, check_voice, plain
from ..message_templates.hydrating import check_length
from ..message_templates.matching import match, usable
from ..settings import BusinessNumber
from ..validation.envelope import Envelope
from ..world import world
from . import linked_media

WINDOW_S = 24 * 3600
REACTION_LIMIT_S = 30 * 24 * 3600
STRANGER = GraphError(131026, "Message Undeliverable.")
LOST_REACTION = GraphError(131009, "The message to react to is unknown, older than 30 days or itself a reaction.")
# Meta accepts these and reports the failure by webhook only.
ALWAYS_LATE = (STRANGER, LOST_REACTION)
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
    category = check_content(number, envelope, recipient)
    failure = fail_later or check_delivery(number, envelope, recipient)
    if failure and failure not in (fail_later, *ALWAYS_LATE) and world().board.now.errors_arrive == "answer":
        raise failure
    failure = failure or linked_media.fetch(number, envelope.content, envelope.type)
    world().throttles.pair(number.id, recipient.customer.user_id if recipient.customer else recipient.dialled)
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


def check_content(number: BusinessNumber, envelope: Envelope, recipient: Recipient) -> str:
    """What only Meta can know of the content: its templates and its media. Gives the pricing category."""
    for kind, media_id in media_in(envelope.content, envelope.type):
        check_media(number, kind, media_id)
    if envelope.type == "audio" and envelope.content.get("voice") and "id" in envelope.content:
        check_voice(world().media.get(envelope.content["id"]))
    if envelope.type != "template":
        return "service"
    name, language = envelope.content["name"], envelope.content["language"]["code"]
    template = usable(world().templates.find(number.waba_id, name, language), name, language)
    if template.category == "AUTHENTICATION" and recipient.addressed == "user_id":
        raise GraphError(131062, "Authentication templates can only be sent to phone numbers.")
    components = envelope.content.get("components", [])
    match(template, components)
    check_length(template, components)
    return template.category.lower()


def check_media(number: BusinessNumber, kind: str, media_id: str) -> None:
    """The id is alive and this number's, and the file fits the type."""
    media = world().media.get(media_id)
    if media is None or media.number_id != number.id:
        raise GraphError(
            100, message=f"(#100) Param {kind}['id'] is not a valid whatsapp business account media attachment ID"
        )
    head = world().media.head(media)
    check_sendable(kind, media, head)
    inspect(kind, plain(media.mime_type), world().media.path(media), head)


def media_in(content: object, kind: str) -> Iterator[tuple[str, str]]:
    """Every media id in a message, however deep (headers, cards, template parameters), with its type."""
    if isinstance(content, list):
        for item in content:
            yield from media_in(item, kind)
    elif isinstance(content, dict):
        if kind in LARGEST and isinstance(content.get("id"), str):
            yield kind, content["id"]
        for key, value in content.items():
            yield from media_in(value, key)


def check_delivery(number: BusinessNumber, envelope: Envelope, recipient: Recipient) -> GraphError | None:
    """Why the network would not carry this message to this person, if so."""
    customer = recipient.customer
    if customer is None:
        return STRANGER
    if world().documents(f"blocked {number.id}").get(customer.address) is not None:
        return GraphError(130403, "The business has blocked this user.")
    if envelope.type == "reaction":
        target = world().books.message(envelope.content["message_id"])
        age = time.time() - target.created_at if target else None
        if age is None or age > REACTION_LIMIT_S or target.type == "reaction":
            return LOST_REACTION
    return None if window_open(number, envelope, customer) else GraphError(131047, CLOSED)


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


def window_open(number: BusinessNumber, envelope: Envelope, customer: Customer) -> bool:
    """Free-form messages go only within 24 hours of the customer's last message to this number."""
    if envelope.type == "template" or customer.window == "open":
        return True
    opened = world().books.last_opening(customer.id, number.id)
    return customer.window != "closed" and opened is not None and time.time() - opened <= WINDOW_S
