"""What files are called."""

import re
from secrets import token_hex

_KEY = re.compile(r"\d+/[0-9a-f]{2}/[0-9a-f]{30}")


def new_key(account_id: int) -> str:
    """A name that nobody can guess, in the company's own folder; fanned out, as directories should not be too long."""
    name = token_hex(16)
    return f"{account_id}/{name[:2]}/{name[2:]}"


def checked(key: str) -> str:
    """`key`, if it is one of ours. ValueError otherwise: a path must never come from outside."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a storage key: {key!r}")
    return key
