"""The shape of what is being written: what a form begins with, and how its lists grow and shrink."""

import copy
from collections.abc import Iterator
from typing import Any

#: Kind -> what an empty form already offers to fill in.
BEGINNINGS: dict[str, dict[str, Any]] = {
    "buttons": {"buttons": [{}]},
    "list": {"sections": [{"rows": [{}]}]},
    "carousel": {"cards": [{"buttons": [{}]}, {"buttons": [{}]}]},
    "contacts": {"contacts": [{"phones": [{}]}]},
    "product_list": {"sections": [{}]},
}
#: Lists whose entries come back with the customer's tap, and so need an id of their own.
_TAPPED = {"buttons": ("buttons.*",), "list": ("sections.*.rows.*",), "carousel": ("cards.*.buttons.*",)}
#: What a new entry of these lists begins with; a card of a carousel looks like the first one.
_NEW = {"sections": {"rows": [{}]}, "contacts": {"phones": [{}]}}


def begun(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """`content`, with what every form of the kind has."""
    return copy.deepcopy(BEGINNINGS.get(kind, {})) | content


def grown(content: dict[str, Any], path: str) -> dict[str, Any]:
    """With one more entry in the list at `path`; unchanged when there is no such list."""
    content = copy.deepcopy(content)
    found = at(content, path)
    if found is None:
        parent, _, name = path.rpartition(".")
        owner = at(content, parent) if parent else content
        if isinstance(owner, dict):
            found = owner.setdefault(name, [])
    if isinstance(found, list):
        new = _like_the_first(content) if path == "cards" else _NEW.get(path, {})
        found.append(copy.deepcopy(new))
    return content


def shrunk(content: dict[str, Any], path: str) -> dict[str, Any]:
    """Without the entry at `path`."""
    content = copy.deepcopy(content)
    parent, _, index = path.rpartition(".")
    found = at(content, parent)
    if isinstance(found, list) and index.isdigit() and int(index) < len(found):
        del found[int(index)]
    return content


def opens_links(content: dict[str, Any]) -> bool:
    """Whether the cards of a carousel lead to links: on all of them, or on none."""
    return not at(content, "cards.0.buttons")


def tapped(content: dict[str, Any], links: bool) -> dict[str, Any]:
    """The carousel with the other thing to tap on all of its cards."""
    content = copy.deepcopy(content)
    for card in _matching(content, ["cards", "*"]):
        if links:
            card.pop("buttons", None)
        else:
            card["buttons"] = card.get("buttons") or [{}]
            for field in ("text", "url"):
                card.pop(field, None)
    return content


def at(content: Any, path: str) -> Any:
    """What stands at `path`; None when nothing does."""
    for step in path.split("."):
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and step.isdigit() and int(step) < len(content):
            content = content[int(step)]
        else:
            return None
    return content


def identified(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """With an id for everything that can be tapped and has none: people name buttons, they do not number them."""
    content = copy.deepcopy(content)
    entries = [entry for pattern in _TAPPED.get(kind, ()) for entry in _matching(content, pattern.split("."))]
    taken = {entry.get("id") for entry in entries}
    free = (f"{kind}-{n}" for n in range(1, len(entries) * 2 + 1) if f"{kind}-{n}" not in taken)
    for entry in entries:
        if not entry.get("id"):
            entry["id"] = next(free)
    return content


def _like_the_first(content: dict[str, Any]) -> dict[str, Any]:
    buttons = at(content, "cards.0.buttons")
    return {"buttons": [{} for _ in buttons]} if isinstance(buttons, list) and buttons else {}


def _matching(content: Any, path: list[str]) -> Iterator[dict[str, Any]]:
    if not path:
        if isinstance(content, dict):
            yield content
    elif path[0] == "*":
        for item in content if isinstance(content, list) else ():
            yield from _matching(item, path[1:])
    elif isinstance(content, dict):
        yield from _matching(content.get(path[0]), path[1:])
