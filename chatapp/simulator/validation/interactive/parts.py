"""What interactive messages are made of: header, body, footer, and actions that are only a name."""

from functools import partial
from typing import Any

from ...errors import GraphError
from ..media import media
from ..shape import Check, missing, one_of, record, text

# In interactive messages a length out of bounds is 131009, elsewhere it is 100.
words = partial(text, code=131009)
FOOTER = record({"text": words(60)})
HEADER_MEDIA = {"image": media(), "video": media(), "document": media(filename=text(240))}


def body(most: int = 1024) -> Check:
    """``{"text"}``."""
    return record({"text": words(most)})


def header(*kinds: str) -> Check:
    """``{"type": kind, kind: ...}`` with one of these kinds; text is at most 60 characters."""
    contents = {"text": words(60), **HEADER_MEDIA}
    keys = record({"type": text()}, {kind: contents[kind] for kind in kinds})

    def check(value: Any, path: str) -> None:
        if isinstance(value, dict) and "type" in value:
            one_of(*kinds)(value["type"], f"{path}['type']")
        keys(value, path)
        kind = value["type"]
        if value.get(kind) is None:
            raise missing(f"{path}['{kind}']")
        if set(value) != {"type", kind}:
            raise GraphError(131009, f"Param {path} must only have its type and {kind}.")

    return check


def message(
    action: Check,
    *,
    headers: tuple[str, ...] = (),
    body_most: int = 1024,
    body_required: bool = True,
    header_required: bool = False,
    footer: bool = True,
) -> Check:
    """An interactive message: which headers it may carry, how long its body is, and its action."""
    required = {"type": text(), "action": action}
    optional: dict[str, Check] = {"footer": FOOTER} if footer else {}
    (required if body_required else optional)["body"] = body(body_most)
    if headers:
        (required if header_required else optional)["header"] = header(*headers)
    return record(required, optional)


def named(name: str, parameters: Check | None = None, *, required: bool = True) -> Check:
    """An action ``{"name", "parameters"?}``."""
    keys: dict[str, Check] = {"name": one_of(name)}
    if parameters is None:
        return record(keys)
    return record({**keys, "parameters": parameters}) if required else record(keys, {"parameters": parameters})


def unique(values: list[Any], path: str, what: str) -> None:
    """No two of the same."""
    if len(set(values)) != len(values):
        raise GraphError(131009, f"Duplicate {what} in {path}.")
