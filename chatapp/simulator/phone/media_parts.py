"""Files, places and people inside a bubble."""

from typing import Any
from urllib.parse import urlencode

from ..documents import Documents
from ..graph.linked_media import LINKED
from ..media import Media
from ..world import world

MEDIA = ("image", "video", "audio", "document", "sticker")
MAP = "https://www.google.com/maps/search/?api=1&query="


def tile(shape: str, icon: str, label: str, detail: str = "", url: str | None = None) -> dict[str, Any]:
    """``shape`` is ``picture``, ``sticker``, ``video``, ``audio``, ``voice``, ``file``, ``place`` or ``note``."""
    return {"shape": shape, "icon": icon, "label": label, "detail": detail, "url": url}


def note_part(words: str) -> dict[str, Any]:
    """A line that is no message of anybody's."""
    return tile("note", "note", words)


def media_part(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """The file if we have it, otherwise a tile that says what it would be."""
    media = found(content)
    label = labelled(kind, content, media)
    if media is None:
        return tile("note", kind, label, content.get("link", ""))
    detail = f"{media.mime_type} · {weight(media.size)}"
    name = f"?{urlencode({'name': label})}" if kind == "document" else ""
    return tile(shape_of(kind, content, media), kind, label, detail, f"/phone/media/{media.id}{name}")


def weight(size: int) -> str:
    """As phones say it: ``12 kB``, ``90 MB``."""
    return f"{size / 1_000_000:.0f} MB" if size >= 1_000_000 else f"{max(round(size / 1000), 1)} kB"


def found(content: dict[str, Any]) -> Media | None:
    """The file of an id, or of a link that was fetched."""
    media_id = content.get("id")
    if media_id is None and content.get("link"):
        kept = Documents(world().database, LINKED).get(content["link"])
        media_id = kept and kept["id"]
    return world().media.get(str(media_id or ""))


def labelled(kind: str, content: dict[str, Any], media: Media | None) -> str:
    """A document's name; a word for the others."""
    if kind == "audio":
        return "Voice message" if content.get("voice") else "Audio"
    if kind == "document":
        return content.get("filename") or (media and media.filename) or "Document"
    return {"image": "Photo", "video": "Video"}.get(kind, "Sticker")


def shape_of(kind: str, content: dict[str, Any], media: Media) -> str:
    """How the page shows a file that is here."""
    if kind == "audio":
        return "voice" if content.get("voice") else "audio"
    return {"image": "picture", "sticker": "sticker", "video": "video"}.get(kind, "file")


def location_part(content: dict[str, Any]) -> dict[str, Any]:
    """A pin with its name and address, or its degrees."""
    degrees = f"{content.get('latitude')},{content.get('longitude')}"
    return tile(
        "place", "location", content.get("name") or "Location", content.get("address") or degrees, MAP + degrees
    )


def contact_row(contact: dict[str, Any]) -> dict[str, str]:
    """A name and its first phone."""
    phones = [phone.get("phone", "") for phone in contact.get("phones", [])]
    return {"title": contact.get("name", {}).get("formatted_name", "Contact"), "description": next(iter(phones), "")}
