"""Media sent by link. Meta fetches them; we do so only from this machine, and take other links at their word."""

import io
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests

from ..documents import Documents
from ..errors import GraphError
from ..media.rules import LARGEST, MIB
from ..settings import BusinessNumber
from ..world import world

HERE = {"127.0.0.1", "localhost", "::1"}
PATIENCE_S = 5
MOST = 100 * MIB
#: The documents that keep which file a link gave.
LINKED = "linked media"


def links_in(content: object, kind: str) -> Iterator[str]:
    """Every link of a file in a message, however deep."""
    if isinstance(content, list):
        for item in content:
            yield from links_in(item, kind)
    elif isinstance(content, dict):
        if kind in LARGEST and isinstance(content.get("link"), str):
            yield content["link"]
        for key, value in content.items():
            yield from links_in(value, key)


def fetch(number: BusinessNumber, content: object, kind: str) -> GraphError | None:
    """Fetch what can be fetched, so that the phone shows it; the first that fails is why the message does.

    Meta notices after it has accepted the message: the business learns it from a webhook.
    """
    for link in links_in(content, kind):
        if urlsplit(link).hostname not in HERE:
            continue
        try:
            answer = requests.get(link, timeout=PATIENCE_S, allow_redirects=False, stream=True)
            bytes_ = answer.raw.read(MOST + 1, decode_content=True)
        except (requests.RequestException, OSError):
            return GraphError(131053, "Downloading media from weblink failed: no connection.")
        if answer.status_code != 200 or not bytes_:
            why = f"http code {answer.status_code}, status message {answer.reason}"
            return GraphError(131053, f"Downloading media from weblink failed with {why}")
        if len(bytes_) > MOST:
            return GraphError(131053, "Downloading media from weblink failed: the file is too large.")
        mime_type = answer.headers.get("Content-Type", "application/octet-stream")
        name = urlsplit(link).path.rpartition("/")[2] or None
        kept = world().media.keep(number.id, "business", mime_type, name, io.BytesIO(bytes_))
        Documents(world().database, LINKED).put(link, {"id": kept.id})
    return None
