"""A message that is being written, as its form asks for it."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from chatapp import kinds
from chatapp.composing import shapes
from chatapp.kinds import REGISTRY, Kind

_LIMITS = kinds.limits.for_forms()
_INDEX = re.compile(r"(?<=\.)\d+(?=\.|$)")
#: Lists whose limit counts the entries of all their brothers: rows over all sections.
_IN_TOTAL = {"list": ("rows", "sections")}


class Draft:
    """Fields are named by paths ("sections.0.rows.1.title"), which are those of `FieldError` too.

    `errors`: {path: words}, of what was refused; `fault` sums them up.
    """

    def __init__(self, kind: str, content: Any, errors: Mapping[str, str] | None = None, fault: str | None = None):
        self.kind = kind
        self.content = shapes.begun(kind, content if isinstance(content, dict) else {})
        self.errors = dict(errors or {})
        self.fault = fault

    @property
    def label(self) -> str:
        """What the kind is called (a msgid)."""
        return REGISTRY[self.kind].label

    @property
    def icon(self) -> str | None:
        """The kind's icon."""
        return REGISTRY[self.kind].icon

    @cached_property
    def says(self) -> Kind:
        """The message as far as it is written."""
        return kinds.compose(self.kind, shapes.identified(self.kind, self.content))

    def value(self, path: str) -> Any:
        """What the field holds; an empty text when nothing."""
        found = shapes.at(self.content, path)
        return "" if found is None else found

    def indexes(self, path: str) -> range:
        """The places of the list at `path`."""
        found = shapes.at(self.content, path)
        return range(len(found) if isinstance(found, list) else 0)

    def error(self, path: str) -> str | None:
        """Why the field cannot be sent as it is."""
        return self.errors.get(path)

    def error_below(self, path: str) -> str | None:
        """The first of what is wrong with the list at `path` or its entries."""
        return next(
            (words for field, words in self.errors.items() if field == path or field.startswith(f"{path}.")), None
        )

    def lines(self, path: str) -> str:
        """The texts of the list at `path`, one per line."""
        found = shapes.at(self.content, path)
        return "\n".join(map(str, found)) if isinstance(found, list) else ""

    def most(self, path: str) -> int | None:
        """The most characters, entries or units that the field may have; None where nobody has set a limit."""
        limit = _LIMITS.get(self.kind, {}).get(_INDEX.sub("*", path))
        return limit["most"] if isinstance(limit, dict) else limit

    def can_grow(self, path: str) -> bool:
        """Whether the list at `path` may have one more entry."""
        name, outer = _IN_TOTAL.get(self.kind, (None, None))
        if name is not None and path.endswith(f".{name}"):
            return self._in_total(outer, name) < self.most(name)
        if path == outer and self._in_total(outer, name) >= self.most(name):
            return False
        return len(self.indexes(path)) < (self.most(path) or 1)

    def can_shrink(self, path: str) -> bool:
        """Whether the list at `path` can do without one of its entries."""
        limit = _LIMITS.get(self.kind, {}).get(_INDEX.sub("*", path))
        return len(self.indexes(path)) > (limit["least"] if isinstance(limit, dict) else 1)

    def grown(self, path: str) -> "Draft":
        """With one more entry at `path`, if it may have that."""
        return Draft(self.kind, shapes.grown(self.content, path)) if self.can_grow(path) else self

    def shrunk(self, path: str) -> "Draft":
        """Without the entry at `path`, if it is not needed."""
        return Draft(self.kind, shapes.shrunk(self.content, path)) if self.can_shrink(path.rpartition(".")[0]) else self

    @property
    def opens_links(self) -> bool:
        """Whether the cards of a carousel lead to links."""
        return shapes.opens_links(self.content)

    def tapped(self, links: bool) -> "Draft":
        """With links to tap on all cards, or with buttons."""
        return Draft(self.kind, shapes.tapped(self.content, links))

    def _in_total(self, outer: str, name: str) -> int:
        return sum(len(self.indexes(f"{outer}.{index}.{name}")) for index in self.indexes(outer))
