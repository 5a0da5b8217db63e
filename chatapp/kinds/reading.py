"""Reading JSON that may be anything: what is missing is None, what is odd stays as it is for `check` to refuse."""

import math
from typing import Any

_DEEPEST = 12


def tidy(value: Any, depth: int = _DEEPEST) -> Any:
    """The same JSON with every text as it can be kept and sent.

    Forms end lines with CR LF, which would count twice; JSON may bring NUL or half a surrogate pair, which neither
    PostgreSQL nor Meta takes. What is nested deeper than any message of ours is cut off.
    """
    if isinstance(value, str):
        return tidy_text(value)
    if isinstance(value, dict) and depth:
        return {tidy_text(str(key)): tidy(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list | tuple) and depth:
        return [tidy(item, depth - 1) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, bool | int | float) else None


def tidy_text(text: str) -> str:
    """One text of `tidy`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.encode("utf-8", "replace").decode().strip()


def word(content: Any, key: str) -> Any:
    """The text at `key`; None when there is none."""
    found = mapping(content).get(key)
    return None if found == "" else found


def mapping(value: Any) -> dict[str, Any]:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(content: Any, key: str) -> list[Any]:
    """The list at `key`; empty when there is none."""
    found = mapping(content).get(key)
    return list(found) if isinstance(found, list | tuple) else []


def number(content: Any, key: str) -> Any:
    """The number at `key`, also when a form wrote it as text (with a comma, as Brazilians do)."""
    found = word(content, key)
    if not isinstance(found, str):
        return found
    try:
        read = float(found.replace(",", "."))
    except ValueError:
        return found
    return read if math.isfinite(read) else found


def whole(content: Any, key: str) -> Any:
    """The whole number at `key`, also when a form wrote it as text."""
    found = word(content, key)
    return int(found) if isinstance(found, str) and found.isascii() and found.isdigit() and len(found) < 19 else found


def lines(*texts: Any) -> str:
    """Those of `texts` that are texts and say something, a line each."""
    return "\n".join(text for text in texts if isinstance(text, str) and text)
