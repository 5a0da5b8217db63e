"""The grammar the rules are written in: small checks that combine, and raise Meta's error for the first fault.

A check is called with a value and its path, written as Meta writes it: ``interactive['action']['buttons'][0]``.
"""

import re
from collections.abc import Callable
from typing import Any

from ..errors import GraphError

Check = Callable[[Any, str], None]
LINK = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


def refuse(path: str, words: str, code: int = 131009) -> GraphError:
    """The error for a value Meta would not take: code 100 names the parameter, the others explain in details."""
    if code == 100:
        return GraphError(100, message=f"(#100) Param {path} {words}")
    return GraphError(code, f"Param {path} {words}")


def missing(path: str) -> GraphError:
    """The error for a required parameter that is not there."""
    if "[" in path:
        return GraphError(131008, f"Parameter {path} is required.")
    return GraphError(100, message=f"(#100) The parameter {path} is required.")


def record(required: dict[str, Check] | None = None, optional: dict[str, Check] | None = None) -> Check:
    """An object with these keys and no others."""
    required, optional = required or {}, optional or {}
    known = {**required, **optional}

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise refuse(path, "must be a JSON object.", 100)
        for key in value:
            if key not in known:
                raise GraphError(100, message=f'(#100) Unexpected key "{key}" on param "{path}".')
        for key in required:
            if value.get(key) is None:
                raise missing(f"{path}['{key}']")
        for key, inner in known.items():
            if value.get(key) is not None:
                inner(value[key], f"{path}['{key}']")

    return check


def array(of: Check, least: int = 1, most: int | None = None, code: int = 131009) -> Check:
    """A list of ``least`` to ``most`` items."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, list):
            raise refuse(path, "must be an array.", 100)
        if len(value) < least or (most is not None and len(value) > most):
            raise refuse(path, f"length invalid. Min length: {least}, Max length: {most or 'none'}", code)
        for position, item in enumerate(value):
            of(item, f"{path}[{position}]")

    return check


def text(most: int | None = None, least: int = 1, code: int = 100) -> Check:
    """A string of ``least`` to ``most`` characters; a required one may not be blank."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str):
            raise refuse(path, "must be a string.", 100)
        if len(value) < least or (least and not value.strip()):
            raise refuse(path, f"length invalid. Min length: {least}, Max length: {most or 'none'}", code)
        if most is not None and len(value) > most:
            raise refuse(path, f"must be at most {most} characters long.", code)

    return check


def one_of(*allowed: str, code: int = 131009) -> Check:
    """One of these words."""

    def check(value: Any, path: str) -> None:
        if value not in allowed:
            raise refuse(path, f'must be one of {{{", ".join(allowed)}}} - got "{value}".', code)

    return check


def boolean(value: Any, path: str) -> None:
    """true or false."""
    if not isinstance(value, bool):
        raise refuse(path, "must be a boolean.", 100)


def anything(value: Any, path: str) -> None:
    """No rule of its own."""


def integer(least: int, most: int) -> Check:
    """A whole number, also as a string of digits."""

    def check(value: Any, path: str) -> None:
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole and not (isinstance(value, str) and value.isdigit()):
            raise refuse(path, "must be an integer.", 100)
        if not least <= int(value) <= most:
            raise refuse(path, f"must be between {least} and {most}.")

    return check


def degrees(limit: float) -> Check:
    """A coordinate from ``-limit`` to ``limit``; documented as a string, numbers are taken too."""

    def check(value: Any, path: str) -> None:
        try:
            size = abs(float(value)) if not isinstance(value, bool) else None
        except (TypeError, ValueError):
            size = None
        if size is None or not size <= limit:
            raise refuse(path, f"must be a number between -{limit:g} and {limit:g}.")

    return check


def link(most: int = 2000) -> Check:
    """An http(s) address."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or len(value) > most or not LINK.fullmatch(value):
            raise refuse(path, "is not a valid URL.", 100)

    return check
