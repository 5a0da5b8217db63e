"""What strangers write into addresses: ids that no row can have, and bytes that are no text."""

import re
from string import punctuation
from urllib.parse import quote_from_bytes

from flask import Flask, Request
from werkzeug.routing import IntegerConverter

#: What PostgreSQL's bigint can hold; as in the names of streams, at most 18 digits.
_DIGITS = "[0-9]{1,18}"


class RowIdConverter(IntegerConverter):
    """`<int:...>` in routes: an address with a number beyond it is unknown (404)."""

    regex = _DIGITS


class AsciiRequest(Request):
    """Its query is percent-encoded throughout: Werkzeug fails for raw bytes that are not UTF-8."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.query_string = quote_from_bytes(self.query_string, safe=punctuation).encode()


def init_app(app: Flask) -> None:
    """To be called before any route is added."""
    app.request_class = AsciiRequest
    app.url_map.converters["int"] = RowIdConverter


def row_id(text: str) -> int:
    """The id in a query or a name; ValueError for what cannot be one."""
    if not re.fullmatch(_DIGITS, text):
        raise ValueError(text)
    return int(text)
