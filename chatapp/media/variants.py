"""One file in its several forms: as it came, and what was made of it for showing."""

from dataclasses import dataclass
from urllib.parse import quote

from werkzeug.http import dump_options_header

from chatapp.media import mime_types
from chatapp.models import Media, MediaState

ORIGINAL = "original"
VARIANTS = (ORIGINAL, "thumbnail", "poster", "playable")


@dataclass(frozen=True, slots=True)
class Variant:
    """What is handed out. `file_name` is what it is called when it is saved; `sha256` (hex) only of originals."""

    key: str
    mime_type: str | None
    size: int | None
    file_name: str
    sha256: str | None = None

    @property
    def content_type(self) -> str:
        """As a browser is told; never HTML or SVG."""
        return mime_types.served(self.mime_type)[0]

    def disposition(self, *, download: bool = False) -> str:
        """The header that says: show it, or save it under this name."""
        inline = mime_types.served(self.mime_type)[1] and not download
        plain = self.file_name.encode("ascii", "replace").decode().replace("?", "_")
        names = {"filename": plain}
        if plain != self.file_name:
            names["filename*"] = f"UTF-8''{quote(self.file_name, safe='')}"
        return dump_options_header("inline" if inline else "attachment", names)


def of(media: Media, name: str) -> Variant | None:
    """One form of a file that is here; None when there is none (yet)."""
    if name == ORIGINAL:
        if media.state is not MediaState.READY or media.storage_key is None:
            return None
        return Variant(media.storage_key, media.mime_type, media.size, file_name(media), media.sha256)
    rendition = media.renditions.get(name)
    if rendition is None:
        return None
    mime_type = rendition.get("mime_type")
    called = f"{media.kind}-{media.id}-{name}{mime_types.extension(mime_type)}"
    return Variant(rendition["key"], mime_type, rendition.get("size"), called)


def available(media: Media) -> list[str]:
    """The forms that can be fetched now."""
    return [name for name in VARIANTS if of(media, name) is not None]


def file_name(media: Media) -> str:
    """What its sender called it, without anything that a file system or a header would trip over."""
    given = "".join(char for char in media.file_name or "" if char.isprintable() and char not in '/\\:*?"<>|')
    return given.strip(". ")[:200] or f"{media.kind}-{media.id}{mime_types.extension(media.mime_type)}"
