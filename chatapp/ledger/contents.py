"""What a webhook contains, counted and laid out for people; any body that is JSON has an answer."""

from collections import Counter
from typing import Any

import orjson

#: The parts of a change that hold items, and everything else by the name of its field.
_ITEMS = ("messages", "statuses", "message_echoes", "errors", "calls")
#: Characters of a body that a page shows.
SHOWN = 200_000


def count(body: bytes) -> dict[str, int]:
    """{"messages": 2, "statuses": 1, "account_update": 1}: Meta's words; {} for what is no JSON object."""
    found: Counter[str] = Counter()
    for entry in _list(_read(body), "entry"):
        for change in _list(entry, "changes"):
            value = change.get("value")
            held = {name: len(_list(value, name)) for name in _ITEMS if _list(value, name)}
            found.update(held or {str(change.get("field")): 1})
    return dict(found)


def laid_out(body: bytes) -> tuple[str, bool]:
    """The body as indented JSON, and whether that is all of it; as it came if it is no JSON."""
    read = _read(body)
    text = (orjson.dumps(read, option=orjson.OPT_INDENT_2) if read is not None else body).decode(errors="replace")
    return text[:SHOWN], len(text) <= SHOWN


def _read(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


def _list(found: object, name: str) -> list[dict[str, Any]]:
    items = found.get(name) if isinstance(found, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
