"""What a conversion made, put into the storage and into the words of the row that describes it."""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.media import mime_types
from chatapp.media.conversions import Outcome, Rendition
from chatapp.models import Media
from chatapp.storage import Written, new_key, storage
from chatapp.transactions import on_commit

log = logging.getLogger(__name__)


def keep(account_id: int, file_name: str | None, outcome: Outcome) -> tuple[dict, list[str]]:
    """Write the files of an outcome; what to set in the row of the media, and the keys that were written."""
    values = {name: value for name in _FACTS if (value := getattr(outcome, name)) is not None}
    keys: list[str] = []
    if outcome.path is not None:
        key, written = _write(account_id, outcome.path, outcome.mime_type, keys)
        values |= {"storage_key": key, "size": written.size, "sha256": written.sha256}
        values["file_name"] = _renamed(file_name, outcome.mime_type)
    values["renditions"] = {
        name: _rendition(account_id, rendition, keys) for name, rendition in outcome.renditions.items()
    }
    return values, keys


def forget(keys: Iterable[str]) -> None:
    """Delete these files. Never raises: a file that nobody knows of harms nobody."""
    for key in keys:
        try:
            storage().delete(key)
        except Exception:
            log.warning("%s could not be deleted", key, exc_info=True)


def discard(rows: Sequence[Media]) -> None:
    """Delete these rows, and once they are gone their files with all that was made of them."""
    made = [rendition["key"] for row in rows for rendition in row.renditions.values()]
    keys = [row.storage_key for row in rows if row.storage_key] + made
    db.session.execute(sa.delete(Media).where(Media.id.in_([row.id for row in rows])))
    on_commit(lambda: forget(keys))


_FACTS = ("mime_type", "width", "height", "duration", "waveform", "pages")


def _rendition(account_id: int, rendition: Rendition, keys: list[str]) -> dict:
    key, written = _write(account_id, rendition.path, rendition.mime_type, keys)
    described = {"key": key, "mime_type": rendition.mime_type, "size": written.size}
    return described | {"width": rendition.width, "height": rendition.height}


def _write(account_id: int, path: Path, mime_type: str, keys: list[str]) -> tuple[str, Written]:
    key = new_key(account_id)
    with path.open("rb") as stream:
        written = storage().write(key, stream, mime_type)
    keys.append(key)
    return key, written


def _renamed(file_name: str | None, mime_type: str) -> str | None:
    """A HEIC that is a JPEG now is called so."""
    return file_name and PurePosixPath(file_name).stem + mime_types.extension(mime_type)
