"""What processes tell one another over the one Redis channel: a first line of words, then a body.

push <stream> <variant>   body: the frame's JSON, ready for the socket
rendered                  body: {stream: [variants it was rendered for]}; other watchers have missed it
recheck <stream>          who may watch this has changed
close <user id>           who this user is, or may do, has changed
resync                    pushes were lost
"""

from collections.abc import Iterable, Iterator

import orjson

CHANNEL = "chatapp:live"

#: Bytes of HTML after which a frame is full: a batch of hundreds of rows is neither one frame nor hundreds.
FRAME = 64 * 1024

Push = tuple[str, str, str | dict]


def pushes(waiting: Iterable[Push]) -> Iterator[bytes]:
    """Notices for (stream, variant, payload)s. Order is kept within a stream; HTML for the same watchers is joined."""
    by_watchers: dict[tuple[str, str], list[str | dict]] = {}
    for stream, variant, payload in waiting:
        by_watchers.setdefault((stream, variant), []).append(payload)
    for (stream, variant), payloads in by_watchers.items():
        head = f"push {stream} {variant}\n".encode()
        yield from (head + orjson.dumps(frame) for frame in _frames(payloads))


def notice(*words: str | int, body: object = None) -> bytes:
    return " ".join(map(str, words)).encode() + b"\n" + (b"" if body is None else orjson.dumps(body))


def read(data: bytes) -> tuple[str, list[str], bytes]:
    """(verb, further words, body)."""
    head, _, body = data.partition(b"\n")
    verb, *words = head.decode().split(" ")
    return verb, words, body


def _frames(payloads: list[str | dict]) -> Iterator[dict]:
    html = ""
    for payload in payloads:
        if isinstance(payload, dict):
            yield payload
            continue
        if html and len(html) + len(payload) > FRAME:
            yield {"html": html}
            html = ""
        html += payload
    if html:
        yield {"html": html}
