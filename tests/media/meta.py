"""A few lines of Meta that hand out files, and do with each download whatever a test wants to go wrong."""

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + bytes(range(256)) * 200
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20
PDF = b"%PDF-1.7\n" + b"1 0 obj\n" * 500
HTML = b"<!doctype html><script>alert(document.domain)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"

Reply = Callable[[BaseHTTPRequestHandler, bytes], None]
_serial = count(1)


@dataclass
class Meta:
    """`files` by media id. `replies` is what becomes of the next downloads, in turn; then all goes well."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    #: Instead of an answer about a media id: (HTTP status, error code), in turn.
    refusals: list[tuple[int, int]] = field(default_factory=list)
    #: "ask <id>" and "get <id>", in the order of their arrival.
    heard: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    #: Links that were given out before are over.
    links: int = 0

    def keeps(self, content: bytes) -> str:
        """Meta has this file; returns its id."""
        media_id = f"77{next(_serial):06d}"
        self.files[media_id] = content
        return media_id

    def link(self, media_id: str) -> str:
        """A link that works now."""
        return f"{self.url}/attachments/?mid={media_id}&link={self.links}"

    def said(self, content: bytes, mime_type: str, **more: object) -> dict:
        """What a webhook says of a file that Meta has."""
        media_id = self.keeps(content)
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        return {"id": media_id, "mime_type": mime_type, "sha256": digest, "url": self.link(media_id), **more}


def gives(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    """The file."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def answers(status: int) -> Reply:
    """No file."""

    def reply(handler: BaseHTTPRequestHandler, content: bytes) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return reply


def breaks_off(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    """Half of it, then the connection is closed."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])
    handler.close_connection = True


def breaks_off_silently(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    """Half of it, in a way that looks whole: without a length, the end of the connection is the end of the body."""
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])
    handler.close_connection = True


def gives_less(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    """Half of it, announced as if that were all."""
    gives(handler, content[: len(content) // 2])


def gives_instead(other: bytes) -> Reply:
    """Something else."""
    return lambda handler, content: gives(handler, other)


def sends_elsewhere(url: str) -> Reply:
    """A redirect."""

    def reply(handler: BaseHTTPRequestHandler, content: bytes) -> None:
        handler.send_response(302)
        handler.send_header("Location", url)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return reply


def trickles(seconds_between: Callable[[], None], pieces: int) -> Reply:
    """All of it, a piece at a time; between two of them something else may happen."""

    def reply(handler: BaseHTTPRequestHandler, content: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        size = -(-len(content) // pieces)
        for start in range(0, len(content), size):
            handler.wfile.write(content[start : start + size])
            handler.wfile.flush()
            seconds_between()

    return reply


@contextmanager
def serving() -> Iterator[Meta]:
    """A Meta on a free port of this machine."""
    meta = Meta()
    server = _Server(("127.0.0.1", 0), _handler(meta))
    meta.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield meta
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """The product hung up on us; tests look at what it makes of that."""


def _handler(meta: Meta) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            meta.tokens.add(self.headers["Authorization"])
            if "/attachments/" in self.path:
                self._download(self.path.partition("mid=")[2].partition("&")[0])
            else:
                self._ask(self.path.partition("?")[0].rpartition("/")[2])

        def _ask(self, media_id: str) -> None:
            meta.heard.append(f"ask {media_id}")
            if meta.refusals or media_id not in meta.files:
                status, code = meta.refusals.pop(0) if meta.refusals else (400, 100)
                self._json(status, {"error": {"message": "no", "code": code, "error_subcode": 33}})
                return
            meta.links += 1
            size = len(meta.files[media_id])
            self._json(200, {"url": meta.link(media_id), "file_size": str(size), "id": media_id})

        def _download(self, media_id: str) -> None:
            meta.heard.append(f"get {media_id}")
            reply = meta.replies.pop(0) if meta.replies else gives
            if not self.path.endswith(f"link={meta.links}"):
                reply = answers(404)
            reply(self, meta.files.get(media_id, b""))
            self.wfile.flush()

        def _json(self, status: int, document: dict) -> None:
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Not in the test's output."""

    return Handler
