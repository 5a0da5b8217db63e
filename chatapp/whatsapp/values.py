"""Reading values out of JSON that may hold anything."""

from typing import Any


def text_or_none(value: Any) -> str | None:
    """An id or name as text: Meta prints some ids as numbers; empty means absent."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None


def dict_or_none(value: Any) -> dict[str, Any] | None:
    """An object, or None for anything else."""
    return value if isinstance(value, dict) else None


def code_or_none(value: Any) -> int | None:
    """An error code as a number; it is one on Meta's page, and text in some gateways."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None
