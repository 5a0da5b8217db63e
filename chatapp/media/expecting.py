"""Received messages have files: what Meta said of them is written down, and they are fetched at once."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.kinds.file import File
from chatapp.media.claims import LOOK_AGAIN
from chatapp.media.pulling import pull
from chatapp.models import Media, MediaState
from chatapp.whatsapp.values import text_or_none


class Expected(NamedTuple):
    """A message that is being written, and the files it came with, in their order."""

    account_id: int
    number_id: int
    message_id: int
    files: Sequence[File]


def expect(messages: Iterable[Expected]) -> list[int]:
    """Write down the files of these messages and have them fetched once that is committed; returns the files' ids."""
    rows = [
        _row(message, position, file.media_kind, file.media, file.name)
        for message in messages
        for position, file in enumerate(message.files)
        if file.media is not None
    ]
    if not rows:
        return []
    inserted = db.session.execute(sa.insert(Media).returning(Media.id, Media.state), rows).all()
    for media_id, state in inserted:
        if state is MediaState.PENDING:
            pull.later(media_id)
    return [media_id for media_id, _state in inserted]


def _row(message: Expected, position: int, kind: str, said: dict, name: str | None) -> dict:
    """Without an id there is nothing to ask Meta for."""
    meta_id = text_or_none(said.get("id"))
    return {
        "account_id": message.account_id,
        "number_id": message.number_id,
        "message_id": message.message_id,
        "position": position,
        "kind": kind,
        "meta_id": meta_id,
        "meta_url": text_or_none(said.get("url")),
        "meta_sha256": text_or_none(said.get("sha256")),
        "mime_type": text_or_none(said.get("mime_type")),
        "file_name": name,
        "state": MediaState.PENDING if meta_id else MediaState.FAILED,
        "error": None if meta_id else "gone",
        "next_attempt_at": clock.now() + LOOK_AGAIN if meta_id else None,
    }
