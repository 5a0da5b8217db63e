"""A template as the customer sees it."""

from datetime import UTC, datetime
from typing import Any

from ..books import Message
from ..message_templates.hydrating import hydrate
from ..world import world
from .media_parts import MEDIA, location_part, media_part


def template_parts(message: Message) -> dict[str, Any]:
    """The template with its variables filled in; its name alone when it has been deleted since."""
    content = message.content
    number = world().numbers[message.number_id]
    template = world().templates.find(number.waba_id, content["name"], content["language"]["code"])
    if template is None:
        return {"text": content["name"], "footer": "This template was deleted"}
    filled = hydrate(template, content.get("components", []))
    return {
        "header": filled["header"] or offer_line(filled),
        "text": filled["body"],
        "footer": filled["footer"],
        "media": head_of(filled),
        "cards": [card_part(place, card) for place, card in enumerate(filled["cards"])],
    }


def card_part(place: int, filled: dict[str, Any]) -> dict[str, Any]:
    """A card; ``group`` ties its choices to it."""
    return {"group": str(place), "media": head_of(filled), "text": filled["body"]}


def head_of(filled: dict[str, Any]) -> dict[str, Any] | None:
    """The picture, film, document or place on top."""
    head = filled["header_media"]
    kind = head["type"].lower() if head else None
    if kind in MEDIA:
        return media_part(kind, head[kind])
    return location_part(head.get("location", {})) if head else None


def offer_line(filled: dict[str, Any]) -> str:
    """The title of an offer, and when it ends."""
    if not filled["offer_ends_at"]:
        return filled["offer"]
    ends = datetime.fromtimestamp(filled["offer_ends_at"] / 1000, UTC)
    return f"{filled['offer']} · ends {ends:%Y-%m-%d %H:%M} UTC"
