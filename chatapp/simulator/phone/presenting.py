"""A message as the phone shows it: the same few parts for every type, so that the page needs to know no type."""

from typing import Any

from ..books import Message
from ..message_templates.hydrating import hydrate
from ..world import world
from .interactive_parts import answer_of, choices, sections
from .words import ICONS, one_line

MEDIA = ("image", "video", "audio", "document", "sticker")


def bubble(message: Message, quoted: Message | None, reactions: list[str]) -> dict[str, Any]:
    """``{"id", "wamid", "mine", "at", "ticks", "kind", "quote", "reactions"}`` and the parts of :func:`parts`."""
    mine = message.direction == "from_customer"
    return {
        "id": message.id,
        "wamid": message.wamid,
        "mine": mine,
        "at": message.created_at,
        "ticks": ticks(message) if mine else None,
        "kind": message.type,
        "preview": one_line(message.type, message.content),
        "quote": quoted
        and {
            "mine": quoted.direction == "from_customer",
            "text": one_line(quoted.type, quoted.content),
            "id": quoted.id,
        },
        "reactions": reactions,
        **parts(message),
    }


def ticks(message: Message) -> str:
    """``clock`` until the business's webhook took it, then ``delivered``, then ``read``."""
    if message.read_by_business_at:
        return "read"
    return "delivered" if message.webhook_accepted_at else "clock"


def parts(message: Message) -> dict[str, Any]:
    """Any of ``header``, ``media``, ``text``, ``footer``, ``choices`` and ``sections``."""
    kind, content = message.type, message.content
    if kind == "text":
        return {"text": content["body"]}
    if kind in MEDIA and isinstance(content, dict):
        return {"media": media_part(kind, content), "text": content.get("caption", "")}
    if kind == "location" and isinstance(content, dict):
        place = " · ".join(filter(None, (content.get("name"), content.get("address"))))
        return {
            "media": card("location", place or "Location", f"{content.get('latitude')}, {content.get('longitude')}")
        }
    if kind == "contacts" and isinstance(content, list):
        return {"sections": [{"title": "Contacts", "rows": [contact_row(each) for each in content]}]}
    if kind == "interactive" and isinstance(content, dict):
        return interactive_parts(content)
    if kind == "template":
        return template_parts(message)
    if kind == "button" and isinstance(content, dict):
        return {"text": content.get("text", "")}
    return {"media": card("note", ICONS.get(kind, kind.capitalize()), "")}


def card(icon: str, label: str, detail: str, url: str | None = None, picture: bool = False) -> dict[str, Any]:
    """A tile with an icon and two lines, or a picture."""
    return {"icon": icon, "label": label, "detail": detail, "url": url, "picture": picture}


def media_part(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """The file if we have it, otherwise a tile that says what it would be."""
    media = world().media.get(str(content.get("id", "")))
    url = f"/phone/media/{media.id}" if media else None
    label = "Voice message" if content.get("voice") else content.get("filename") or ICONS[kind].partition(" ")[2]
    detail = f"{media.mime_type} · {max(media.size // 1024, 1)} KB" if media else content.get("link", "")
    picture = bool(media and media.mime_type.startswith("image/") and kind in ("image", "sticker"))
    return card(kind, label, detail, url, picture)


def contact_row(contact: dict[str, Any]) -> dict[str, str]:
    """A name and its first phone."""
    phones = [phone.get("phone", "") for phone in contact.get("phones", [])]
    return {"title": contact.get("name", {}).get("formatted_name", "Contact"), "description": next(iter(phones), "")}


def interactive_parts(content: dict[str, Any]) -> dict[str, Any]:
    """A question with its choices, or the customer's answer."""
    answer = answer_of(content)
    if answer:
        return {"text": answer.get("title", ""), "footer": answer.get("description", "")}
    header, action = content.get("header", {}), content.get("action", {})
    head = header.get("type")
    shown: dict[str, Any] = {
        "text": content.get("body", {}).get("text") or one_line("interactive", content),
        "footer": content.get("footer", {}).get("text", ""),
        "choices": choices(content.get("type", ""), action),
        "sections": sections(action),
    }
    if head == "text":
        shown["header"] = header.get("text", "")
    elif head in MEDIA:
        shown["media"] = media_part(head, header.get(head, {}))
    return shown


def template_parts(message: Message) -> dict[str, Any]:
    """The template with its variables filled in; its name alone when it has been deleted since."""
    content = message.content
    number = world().numbers[message.number_id]
    template = world().templates.find(number.waba_id, content["name"], content["language"]["code"])
    if template is None:
        return {"text": content["name"], "footer": "This template was deleted"}
    filled = hydrate(template, content.get("components", []))
    shown = {
        "header": filled["header"],
        "text": filled["body"],
        "footer": filled["footer"],
        "choices": filled["buttons"],
    }
    head = filled["header_media"]
    if head and head["type"].lower() in MEDIA:
        shown["media"] = media_part(head["type"].lower(), head[head["type"].lower()])
    elif head:
        place = head.get("location", {})
        shown["media"] = card("location", place.get("name", "Location"), place.get("address", ""))
    return shown
