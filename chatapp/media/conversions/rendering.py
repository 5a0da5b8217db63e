"""What we received: something that every browser shows and plays, and the sizes that keep a page from jumping."""

from collections.abc import Callable
from pathlib import Path

from chatapp.media.conversions import documents, films, pictures, sounds
from chatapp.media.conversions.outcome import Outcome

Report = Callable[[int], None]


def render(kind: str, source: Path, sniffed: str | None, folder: Path, report: Report) -> Outcome:
    """What the bubble of a received file needs; its own file is never touched. Raises Refused."""
    if kind in ("image", "sticker"):
        return pictures.thumbnail(source, folder)
    if kind == "video":
        return films.playable(source, folder, report)
    if kind in ("audio", "voice"):
        return sounds.playable(source, folder, report)
    return Outcome(pages=documents.pages(source) if sniffed == documents.PDF else None)
