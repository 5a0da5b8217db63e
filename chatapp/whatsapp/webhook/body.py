"""From bytes to JSON that PostgreSQL can keep."""

import re
from typing import Any

import orjson


class UnreadableBody(ValueError):
    """The body is not a JSON object."""


_NUL = b"\\u0000"
_ESCAPE = re.compile(
    rb"(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|(?P<bad>\\u0000|\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
    rb"|\\."
)


def decode(body: bytes) -> dict[str, Any]:
    """The body as a dict.

    A signed body is Meta's, so half a surrogate pair (an emoji cut in two) or a broken byte costs that character and
    not the whole batch; and NUL, which JSON allows but PostgreSQL's text and jsonb refuse, is replaced as well.
    """
    try:
        decoded = orjson.loads(_mend(body) if _NUL in body else body)
    except orjson.JSONDecodeError:
        decoded = _decode_mended(body)
    if not isinstance(decoded, dict):
        raise UnreadableBody("the body is not a JSON object")
    return decoded


def _decode_mended(body: bytes) -> Any:
    try:
        return orjson.loads(_mend(body.decode("utf-8", "replace").encode()))
    except orjson.JSONDecodeError as error:
        raise UnreadableBody(f"the body is not JSON: {error}") from None


def _mend(body: bytes) -> bytes:
    return _ESCAPE.sub(lambda escape: rb"\ufffd" if escape["bad"] else escape[0], body)
