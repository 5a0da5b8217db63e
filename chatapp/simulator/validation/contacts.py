"""``contacts``: an array of cards; ``name.formatted_name`` and one other part of the name are required."""

import re
from typing import Any

from ..errors import GraphError
from .shape import array, record, refuse, text

WORDS = text(least=0)
NAME_PARTS = ("first_name", "last_name", "middle_name", "prefix", "suffix")
NAME = record({"formatted_name": text()}, dict.fromkeys(NAME_PARTS, WORDS))
ADDRESS = record(optional=dict.fromkeys(("street", "city", "state", "zip", "country", "country_code", "type"), WORDS))
PHONE = record(optional=dict.fromkeys(("phone", "wa_id", "user_id", "type"), WORDS))


def name(value: Any, path: str) -> None:
    """A name with its display form and at least one part."""
    NAME(value, path)
    if not any(value.get(part) for part in NAME_PARTS):
        raise GraphError(131009, f"Param {path} needs one of {', '.join(NAME_PARTS)} besides formatted_name.")


def birthday(value: Any, path: str) -> None:
    """``YYYY-MM-DD``."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise refuse(path, "must be a date like YYYY-MM-DD.")


CONTACTS = array(
    record(
        {"name": name},
        {
            "phones": array(PHONE, least=0),
            "emails": array(record(optional={"email": WORDS, "type": WORDS}), least=0),
            "urls": array(record(optional={"url": WORDS, "type": WORDS}), least=0),
            "addresses": array(ADDRESS, least=0),
            "org": record(optional={"company": WORDS, "department": WORDS, "title": WORDS}),
            "birthday": birthday,
        },
    )
)
