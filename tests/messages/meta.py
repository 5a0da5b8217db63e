"""A few lines of Meta that do whatever a test wants to go wrong: accept, refuse, babble, hang, break off."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

from werkzeug.wrappers import Request


@dataclass(frozen=True)
class Call:
    """One POST as Meta got it. `at` is monotonic seconds."""

    phone_number_id: str
    token: str
    payload: dict
    at: float

    @property
    def body(self) -> str | None:
        return self.payload.get("text", {}).get("body")


@dataclass(frozen=True)
class Upload:
    """One file as Meta got it: what it is called here, for whom, how it was sent and what was in it."""

    meta_id: str
    phone_number_id: str
    token: str
    form: dict[str, str]
    content: bytes
    mime_type: str


@dataclass
class Meta:
    """`answer(call)` decides what becomes of a call; `calls` has all of them in the order of their arrival. So do
    `keep(upload)` and `uploads` for files.

    It runs in a thread of the server: whatever it looks at must not be a row of the test's session.
    """

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    mistakes: list[Exception] = field(default_factory=list)
    answer: Callable[[Call], "Reply"] = lambda call: accepted()
    uploads: list[Upload] = field(default_factory=list)
    keep: Callable[[Upload], "Reply"] = lambda upload: answered(200, json.dumps({"id": upload.meta_id}))

    @property
    def bodies(self) -> list[str | None]:
        return [call.body for call in self.calls]

    def answers(self, *replies: "Reply") -> None:
        """These in turn, then the last one for ever."""
        turn = count()
        self.answer = lambda call: replies[min(next(turn), len(replies) - 1)]


Reply = Callable[[BaseHTTPRequestHandler], None]
_serial = count(1)


def accepted(wa_id: str | None = None, user_id: str | None = None, after: float = 0.0) -> Reply:
    """200 with a wamid; `after` so many seconds."""
    contact = {key: value for key, value in {"wa_id": wa_id, "user_id": user_id}.items() if value}
    document = {"messaging_product": "whatsapp", "contacts": [contact] if contact else []}
    document["messages"] = [{"id": f"wamid.META{next(_serial)}"}]
    return answered(200, json.dumps(document), after=after)


def refused(code: int, http: int = 400, **more: object) -> Reply:
    """Graph's error object."""
    error = {
        "message": f"(#{code}) no",
        "type": "OAuthException",
        "code": code,
        "error_data": {"details": "no"},
        **more,
    }
    return answered(http, json.dumps({"error": error}))


def answered(status: int, text: str, headers: dict[str, str] | None = None, after: float = 0.0) -> Reply:
    """Any text at all."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(after)
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(text.encode())), **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(text.encode())

    return reply


def reset_midway(handler: BaseHTTPRequestHandler) -> None:
    """Half an answer, then the connection is reset."""
    handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"messages": [')
    handler.wfile.flush()
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()
    handler.close_connection = True


def hangs(seconds: float) -> Reply:
    """Silence, then the end of the connection."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return reply


@contextmanager
def serving() -> Iterator[Meta]:
    """A Meta on a free port of this machine."""
    meta = Meta()
    server = _Server(("127.0.0.1", 0), _handler(meta))
    meta.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield meta
        assert meta.mistakes == []
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request: object, client_address: object) -> None:
        """The product hung up on us; tests look at what it makes of that."""


def _upload(phone_number_id: str, token: str, content_type: str, body: bytes) -> Upload:
    """Read by Werkzeug, as by anybody who knows forms."""
    request = Request.from_values(method="POST", data=body, content_type=content_type)
    file = request.files["file"]
    meta_id = f"9{next(_serial):014d}"
    return Upload(meta_id, phone_number_id, token, request.form.to_dict(), file.read(), file.mimetype)


def _handler(meta: Meta) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # headers and body in one packet
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            token = self.headers["Authorization"].removeprefix("Bearer ")
            phone_number_id, what = self.path.split("/")[-2:]
            try:
                if what == "media":
                    upload = _upload(phone_number_id, token, self.headers["Content-Type"], body)
                    meta.uploads.append(upload)
                    reply = meta.keep(upload)
                else:
                    call = Call(phone_number_id, token, json.loads(body), time.monotonic())
                    meta.calls.append(call)
                    reply = meta.answer(call)
            except Exception as mistake:
                meta.mistakes.append(mistake)
                raise
            reply(self)
            if not self.wfile.closed:
                self.wfile.flush()

        def log_message(self, *args: object) -> None:
            """Not in the test's output."""

    return Handler
