"""``image``, ``video``, ``document``, ``audio`` and ``sticker``: by id or by link, never both."""

from typing import Any

from ..errors import GraphError
from .shape import Check, boolean, link, record, text


def media(**optional: Check) -> Check:
    """A media object with exactly one of ``id`` and ``link`` and these other keys."""
    keys = record(optional={"id": text(), "link": link(), **optional})

    def check(value: Any, path: str) -> None:
        keys(value, path)
        if ("id" in value) == ("link" in value):
            raise GraphError(131009, f"Param {path} must have exactly one of id and link.")

    return check


IMAGE = media(caption=text(1024, least=0))
VIDEO = media(caption=text(1024, least=0))
DOCUMENT = media(caption=text(1024, least=0), filename=text(240))
AUDIO = media(voice=boolean)
STICKER = media()
