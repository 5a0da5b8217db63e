"""Rules for JSON. A rule is a function of a value and its path that yields what is wrong."""

import re
from collections.abc import Callable, Iterator
from typing import Any

Wrong = Iterator[str]
Rule = Callable[[Any, str], Wrong]


def text(most: int, least: int = 1) -> Rule:
    """Text of `least` to `most` characters that says something."""

    def rule(value: Any, path: str) -> Wrong:
        if not isinstance(value, str):
            yield f"{path}: is no text"
        elif not least <= len(value) <= most:
            yield f"{path}: has {len(value)} characters, not {least} to {most}"
        elif least and not value.strip():
            yield f"{path}: is blank"

    return rule


def matching(pattern: str, most: int = 2000) -> Rule:
    """Text that is wholly what `pattern` says."""
    compiled = re.compile(pattern)

    def rule(value: Any, path: str) -> Wrong:
        yield from text(most)(value, path)
        if isinstance(value, str) and not compiled.fullmatch(value):
            yield f"{path}: {value!r} does not match {pattern}"

    return rule


def exactly(*values: Any) -> Rule:
    """One of `values`."""

    def rule(value: Any, path: str) -> Wrong:
        if not any(value is each or (value == each and type(value) is type(each)) for each in values):
            yield f"{path}: is {value!r}, not one of {values}"

    return rule


def whole(least: int, most: int) -> Rule:
    """A whole number."""

    def rule(value: Any, path: str) -> Wrong:
        if type(value) is not int:
            yield f"{path}: is no whole number"
        elif not least <= value <= most:
            yield f"{path}: {value} is not within {least} and {most}"

    return rule


def boolean(value: Any, path: str) -> Wrong:
    """True or false."""
    if not isinstance(value, bool):
        yield f"{path}: is neither true nor false"


def anything(value: Any, path: str) -> Wrong:
    """Whatever it is."""
    yield from ()


def record(required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    """An object with these keys and no others."""
    known = required | (optional or {})

    def rule(value: Any, path: str) -> Wrong:
        if not isinstance(value, dict):
            yield f"{path}: is no object"
            return
        yield from (f"{path}.{key}: is missing" for key in required if key not in value)
        for key, item in value.items():
            if key in known:
                yield from known[key](item, f"{path}.{key}")
            else:
                yield f"{path}.{key}: is not documented"

    return rule


def array(item: Rule, least: int, most: int) -> Rule:
    """A list of `least` to `most` items."""

    def rule(value: Any, path: str) -> Wrong:
        if not isinstance(value, list):
            yield f"{path}: is no list"
            return
        if not least <= len(value) <= most:
            yield f"{path}: has {len(value)} items, not {least} to {most}"
        for index, each in enumerate(value):
            yield from item(each, f"{path}[{index}]")

    return rule


def both(*rules: Rule) -> Rule:
    """Every one of them."""

    def rule(value: Any, path: str) -> Wrong:
        for each in rules:
            yield from each(value, path)

    return rule


def when_sound(shape: Rule, then: Rule) -> Rule:
    """`then` may count on what `shape` has found in order."""

    def rule(value: Any, path: str) -> Wrong:
        wrong = list(shape(value, path))
        yield from wrong or then(value, path)

    return rule


def no_two_alike(values: list[Any], path: str, what: str) -> Wrong:
    """Every value is there once."""
    if len(set(values)) != len(values):
        yield f"{path}: {what} is there twice"
