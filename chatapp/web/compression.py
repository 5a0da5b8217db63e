"""Pages and JSON leave compressed: a list of thirty conversations is a tenth of its size on a phone's network."""

import gzip
import io
import secrets

from flask import Flask, Response, request

TYPES = ("text/html", "application/json")
#: Bytes below which it does not pay.
SMALLEST = 1_000
#: Fast, and within a few percent of the best.
LEVEL = 5
#: Bytes. Who can write into a page and measure its answers could guess the secrets in it from their length.
PADDING = 100


def init_app(app: Flask) -> None:
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype not in TYPES or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) < SMALLEST or not request.accept_encodings["gzip"] or response.content_encoding:
        return response
    response.set_data(_compressed(body))
    response.content_encoding = "gzip"
    return response


def _compressed(body: bytes) -> bytes:
    """With a file name of random length in the header, which readers skip."""
    target = io.BytesIO()
    name = "x" * secrets.randbelow(PADDING)
    with gzip.GzipFile(name, "wb", LEVEL, target, mtime=0) as file:
        file.write(body)
    return target.getvalue()
