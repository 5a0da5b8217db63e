"""A template as the customer sees it."""

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
    shown = {"header": filled["header"], "text": filled["body"], "footer": filled["footer"]}
    head = filled["header_media"]
    if head and head["type"].lower() in MEDIA:
        shown["media"] = media_part(head["type"].lower(), head[head["type"].lower()])
    elif head:
        shown["media"] = location_part(head.get("location", {}))
    return shown
