"""The rules that fields can break. Each yields what is wrong, and nothing when nothing is."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from chatapp.kinds.field_error import FieldError
from chatapp.kinds.limits import URL, Span

Faults = Iterator[FieldError]

_LINK = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_NOT_IN_A_VALUE = re.compile(r"[\n\t]| {5}")


def words(field: str, value: Any, most: int) -> Faults:
    """Text that has to be there, of at most `most` characters."""
    if value is None or (isinstance(value, str) and not value.strip()):
        yield FieldError(field, "required")
    else:
        yield from some_words(field, value, most)


def some_words(field: str, value: Any, most: int) -> Faults:
    """Text that may be missing."""
    if value is None:
        return
    if not isinstance(value, str):
        yield FieldError(field, "bad_text")
    elif len(value) > most:
        yield FieldError(field, "too_long", most)


def one_line_value(field: str, value: Any, most: int) -> Faults:
    """A value that Meta puts into a template's text: without line breaks, tabs and wide gaps."""
    yield from words(field, value, most)
    if isinstance(value, str) and _NOT_IN_A_VALUE.search(value):
        yield FieldError(field, "bad_spacing")


def link(field: str, value: Any) -> Faults:
    """A whole link that has to be there."""
    yield from words(field, value, URL)
    if isinstance(value, str) and not _LINK.fullmatch(value):
        yield FieldError(field, "bad_url")


def number(field: str, value: Any, span: Span) -> Faults:
    """A number that has to be there, within `span`."""
    if value is None:
        yield FieldError(field, "required")
    elif isinstance(value, bool) or not isinstance(value, int | float):
        yield FieldError(field, "bad_number")
    elif not value >= span.least:
        yield FieldError(field, "too_small", span.least)
    elif not value <= span.most:
        yield FieldError(field, "too_large", span.most)


def some_whole(field: str, value: Any, span: Span) -> Faults:
    """A whole number that may be missing."""
    if isinstance(value, float):
        yield FieldError(field, "bad_number")
    elif value is not None:
        yield from number(field, value, span)


def count(field: str, found: int, span: Span) -> Faults:
    """As many as `span` allows."""
    if found < span.least:
        yield FieldError(field, "too_few", span.least)
    elif found > span.most:
        yield FieldError(field, "too_many", span.most)


def distinct(fields: Iterable[tuple[str, Any]]) -> Faults:
    """No two (path, value) with the same value; the later one is told. Values that are missing do not count."""
    seen = set()
    for field, value in fields:
        if isinstance(value, str) and value in seen:
            yield FieldError(field, "duplicate")
        elif isinstance(value, str):
            seen.add(value)


def choice(field: str, value: Any, choices: Collection[str]) -> Faults:
    """One of `choices`."""
    if not isinstance(value, str) or value not in choices:
        yield FieldError(field, "required" if value is None else "bad_choice")


def like(field: str, value: Any, pattern: re.Pattern[str]) -> Faults:
    """A name as Meta makes them."""
    if isinstance(value, str) and not pattern.fullmatch(value):
        yield FieldError(field, "bad_choice")


def absent(field: str, value: Any) -> Faults:
    """Nothing may stand here."""
    if value is not None:
        yield FieldError(field, "not_allowed")


def below(path: str, faults: Iterable[FieldError]) -> Faults:
    """The faults of a part, told as those of the whole."""
    for fault in faults:
        yield FieldError(f"{path}.{fault.field}", fault.code, fault.limit)


def each(path: str, parts: Iterable[Any]) -> Faults:
    """The faults of a list's parts, each of which has `faults()`."""
    for index, part in enumerate(parts):
        yield from below(f"{path}.{index}", part.faults())


def titled(sections: Sequence[Any], most: int) -> Faults:
    """As soon as there are two sections, each needs its own title."""
    if len(sections) > 1:
        for index, section in enumerate(sections):
            yield from words(f"sections.{index}.title", section.title, most)
