"""Who may watch what: features register a guard for the streams they name."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatapp.models import User

Guard = Callable[["User", str], bool]

JSON = "json"

#: Numbers of at most 18 digits, so that every id fits PostgreSQL's bigint.
_NAME = re.compile(r"[a-z_]{1,30}(:[A-Za-z0-9_-]{1,18}){1,3}")
_guards: dict[str, Guard] = {}


def guard(prefix: str) -> Callable[[Guard], Guard]:
    """Register `fn(user, rest) -> bool` for the streams named `<prefix>:<rest>`; authorisation is its query."""

    def register(fn: Guard) -> Guard:
        if prefix in _guards:
            raise ValueError(f"streams of {prefix!r} are guarded already")
        _guards[prefix] = fn
        return fn

    return register


def may_watch(user: "User", stream: str) -> bool:
    """Whether `user` may watch `stream` now. A name that nobody guards, or that makes no sense, is nobody's."""
    if not _NAME.fullmatch(stream):
        return False
    prefix, _, rest = stream.partition(":")
    try:
        return prefix in _guards and _guards[prefix](user, rest)
    except ValueError:
        return False


@guard("user")
def _oneself(user: "User", rest: str) -> bool:
    return rest == str(user.id)
