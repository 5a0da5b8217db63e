"""``button`` (one to three replies) and ``list`` (at most ten rows in all)."""

from typing import Any

from ...errors import GraphError
from ..shape import array, one_of, record
from .parts import message, unique, words

MEDIA_HEADERS = ("text", "image", "video", "document")
REPLY = record({"type": one_of("reply"), "reply": record({"id": words(256), "title": words(20)})})
REPLIES = record({"buttons": array(REPLY, 1, 3)})
ROW = record({"id": words(200), "title": words(24)}, {"description": words(72, least=0)})
SECTION = record({"rows": array(ROW, 1, 10)}, {"title": words(24, least=0)})
SECTIONS = record({"button": words(20), "sections": array(SECTION, 1, 10)})
MOST_ROWS = 10


def replies(value: Any, path: str) -> None:
    """Buttons with ids and titles of their own."""
    REPLIES(value, path)
    answers = [button["reply"] for button in value["buttons"]]
    unique([answer["id"] for answer in answers], path, "button ids")
    unique([answer["title"] for answer in answers], path, "button titles")


def sections(value: Any, path: str) -> None:
    """Rows counted over all sections; several sections need titles."""
    SECTIONS(value, path)
    found = value["sections"]
    rows = [row["id"] for section in found for row in section["rows"]]
    if len(rows) > MOST_ROWS:
        raise GraphError(131009, f"Total row count exceed max allowed count: {MOST_ROWS}")
    unique(rows, path, "row ids")
    if len(found) > 1 and not all(section.get("title") for section in found):
        raise GraphError(131009, "Section title is required when there is more than one section.")


BUTTON = message(replies, headers=MEDIA_HEADERS)
LIST = message(sections, headers=("text",), body_most=4096)
