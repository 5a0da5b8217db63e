"""A message as the phone shows it: the same few parts for every type, so that the page needs to know no type."""

from dataclasses import dataclass, field
from typing import Any

from ..answering import choices_of
from ..books import Message
from ..customers import Customer
from ..network import FORWARDED
from ..world import world
from .interactive_parts import answer_parts, interactive_parts
from .media_parts import MEDIA, contact_row, location_part, media_part, note_part
from .template_parts import template_parts
from .words import ICONS, one_line

CHANGEABLE = ("text", "image", "video", "document")


@dataclass(frozen=True)
class Around:
    """What the rest of the chat says of a message: reactions by who put them, and corrections of its author."""

    quoted: Message | None = None
    reactions: dict[str, str] = field(default_factory=dict)
    edited: bool = False
    deleted: bool = False


def bubble(message: Message, around: Around, customer: Customer) -> dict[str, Any]:
    """``{"id", "wamid", "mine", "at", "ticks", "kind", "quote", "reactions" ...}`` and the parts of :func:`parts`."""
    mine = message.direction == "from_customer"
    return {
        "id": message.id,
        "wamid": message.wamid,
        "mine": mine,
        "at": message.created_at,
        "ticks": ticks(message) if mine else None,
        "kind": message.type,
        "preview": "Deleted message" if around.deleted else line_of(message),
        "quote": quote_of(around.quoted),
        "reactions": [emoji for emoji in around.reactions.values() if emoji],
        "my_reaction": around.reactions.get("from_customer", ""),
        "edited": around.edited,
        "deleted": around.deleted,
        "forwarded": bool(world().documents(FORWARDED).get(message.wamid)),
        "changeable": mine and not around.deleted and message.type in CHANGEABLE,
        **({"media": note_part("You deleted this message")} if around.deleted else parts(message)),
        "choices": [] if around.deleted else taps(message, customer),
    }


def line_of(message: Message) -> str:
    """A preview of at most one line; a template's has its values in it."""
    words = template_parts(message)["text"] if message.type == "template" else ""
    return words or one_line(message.type, message.content)


def quote_of(quoted: Message | None) -> dict[str, Any] | None:
    """The line above an answer."""
    if quoted is None:
        return None
    mine = quoted.direction == "from_customer"
    return {"mine": mine, "text": line_of(quoted), "id": quoted.id}


def taps(message: Message, customer: Customer) -> list[dict[str, Any]]:
    """What can be tapped, with keys."""
    waba_id = world().numbers[message.number_id].waba_id
    found = choices_of(message, customer, world().templates, waba_id)
    return [choice.as_json(key) for key, choice in enumerate(found)]


def ticks(message: Message) -> str:
    """``clock`` until the business's webhook took it, then ``delivered``, then ``read``."""
    if message.read_by_business_at:
        return "read"
    return "delivered" if message.webhook_accepted_at else "clock"


def parts(message: Message) -> dict[str, Any]:
    """Any of ``header``, ``media``, ``text``, ``footer``, ``cards`` and ``sections``."""
    kind, content = message.type, message.content
    if kind == "template":
        return template_parts(message)
    if kind == "contacts" and isinstance(content, list):
        return {"sections": [{"title": "Contacts", "rows": [contact_row(each) for each in content]}]}
    if not isinstance(content, dict):
        return {"media": note_part(ICONS.get(kind, kind.capitalize()))}
    if kind in MEDIA:
        return {"media": media_part(kind, content), "text": content.get("caption", "")}
    match kind:
        case "text":
            return {"text": content["body"]}
        case "location":
            return {"media": location_part(content)}
        case "interactive":
            return answer_parts(content) or interactive_parts(content)
        case "button":
            return {"text": content.get("text", "")}
        case "order":
            return {"sections": [{"title": "Order", "rows": [ordered(each) for each in content["product_items"]]}]}
    return {"media": note_part(ICONS.get(kind, kind.capitalize()))}


def ordered(item: dict[str, Any]) -> dict[str, str]:
    """A line of an order."""
    amount = f"{item.get('quantity', 1)} × {item.get('currency', '')} {item.get('item_price', 0)}"
    return {"title": item.get("product_retailer_id", ""), "description": amount}
