"""What we send: any file into one that Meta takes as the kind that it is to be."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from chatapp.media.conversions import documents, films, pictures, sounds, stickers
from chatapp.media.conversions.brought import Brought
from chatapp.media.conversions.limits import BROUGHT
from chatapp.media.conversions.outcome import Outcome, Refused

Report = Callable[[int], None]


def prepare(brought: Brought, folder: Path, report: Report) -> Outcome:
    """Convert it, writing into `folder`; with what its bubble needs. Raises Refused. `report` hears per cents."""
    size = brought.source.stat().st_size
    if not size:
        raise Refused("empty")
    if size > BROUGHT[brought.kind]:
        raise Refused("too_large")
    return _PREPARE[brought.kind](brought, folder, report)


def _image(brought: Brought, folder: Path, report: Report) -> Outcome:
    made = pictures.to_picture(brought.source, folder)
    return replace(made, renditions=pictures.thumbnail(made.path, folder).renditions)


def _video(brought: Brought, folder: Path, report: Report) -> Outcome:
    made = films.to_video(brought.source, folder, report)
    return replace(made, renditions={"poster": films.poster(made.path, folder)})


def _audio(brought: Brought, folder: Path, report: Report) -> Outcome:
    return sounds.with_playable(sounds.to_audio(brought.source, folder, report), brought.source, folder)


def _voice(brought: Brought, folder: Path, report: Report) -> Outcome:
    return sounds.with_playable(sounds.to_voice(brought.source, folder, report), brought.source, folder)


def _sticker(brought: Brought, folder: Path, report: Report) -> Outcome:
    return stickers.to_sticker(brought.source, folder, report)


def _document(brought: Brought, folder: Path, report: Report) -> Outcome:
    return documents.to_document(brought.source, brought.sniffed, brought.name)


_PREPARE = {
    "image": _image,
    "video": _video,
    "audio": _audio,
    "voice": _voice,
    "sticker": _sticker,
    "document": _document,
}
