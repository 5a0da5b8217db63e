"""What a webhook speaks of, without reading what it says."""

from collections.abc import Iterator
from typing import Any


def subjects(decoded: dict[str, Any]) -> list[str]:
    """Meta's ids of the numbers in it, and of the WhatsApp account for a change that names no number; sorted.

    Never fails, whatever the body looks like: what is no id of Meta's (digits) is left out.
    """
    return sorted({named for entry in _dicts(decoded.get("entry")) for named in _named(entry) if _is_id(named)})


def _named(entry: dict[str, Any]) -> Iterator[object]:
    for change in _dicts(entry.get("changes")):
        value = change.get("value")
        metadata = value.get("metadata") if isinstance(value, dict) else None
        yield metadata.get("phone_number_id") if isinstance(metadata, dict) else entry.get("id")


def _dicts(found: object) -> Iterator[dict[str, Any]]:
    return (each for each in found if isinstance(each, dict)) if isinstance(found, list) else iter(())


def _is_id(named: object) -> bool:
    return isinstance(named, str) and named.isascii() and named.isdigit() and len(named) <= _LONGEST


_LONGEST = 40
