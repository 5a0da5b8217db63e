"""Flat names of form fields as the JSON they stand for: `buttons.0.title` is {"buttons": [{"title": ...}]}."""

from collections.abc import Iterable
from typing import Any

_DEEPEST = 8
_MOST = 500


def nested(fields: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The object that these (name, value) pairs describe. Empty fields of objects are left out; numbers in names only
    order a list, so a list has no gaps. A later value of the same name wins."""
    tree: dict[str, Any] = {}
    for name, value in list(fields)[:_MOST]:
        _plant(tree, name.split(".")[:_DEEPEST], value)
    return _grown(tree, top=True)


def _plant(tree: dict[str, Any], path: list[str], value: str) -> None:
    for step in path[:-1]:
        below = tree.setdefault(step, {})
        if not isinstance(below, dict):
            return
        tree = below
    if not isinstance(tree.get(path[-1]), dict):
        tree[path[-1]] = value


def _grown(tree: Any, top: bool = False) -> Any:
    if not isinstance(tree, dict):
        return tree
    if tree and not top and all(key.isascii() and key.isdigit() for key in tree):
        return [_grown(tree[key]) for key in sorted(tree, key=int)]
    return {key: _grown(value) for key, value in tree.items() if value != ""}
