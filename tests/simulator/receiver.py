"""A business's webhook for tests: notes what arrives and answers as told."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

VERIFY_TOKEN = "verify-me"
PATIENCE_S = 8.0


@dataclass(frozen=True)
class Delivery:
    """One POST: the raw body, its headers and the status it was answered with."""

    body: bytes
    headers: dict[str, str]
    answered: int
    at: float = field(default_factory=time.time)

    @property
    def document(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def values(self) -> list[dict[str, Any]]:
        """The value of every change."""
        return [change["value"] for entry in self.document["entry"] for change in entry["changes"]]


class Receiver:
    """``answers`` is used up one status per POST, then everything is 200."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self.answers: list[int] = []
        self._arrived = threading.Condition()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self._answer(receiver.note(body, dict(self.headers)), b"ok")

            def do_GET(self) -> None:
                query = parse_qs(urlsplit(self.path).query)
                known = query.get("hub.verify_token") == [VERIFY_TOKEN]
                self._answer(200 if known else 403, query["hub.challenge"][0].encode() if known else b"no")

            def _answer(self, status: int, text: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *args: object) -> None:
                """Silence."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/webhook"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def note(self, body: bytes, headers: dict[str, str]) -> int:
        with self._arrived:
            status = self.answers.pop(0) if self.answers else 200
            self.deliveries.append(Delivery(body, headers, status))
            self._arrived.notify_all()
        return status

    def clear(self) -> None:
        with self._arrived:
            self.deliveries.clear()
            self.answers.clear()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self, enough: Callable[["Receiver"], bool]) -> None:
        """Until ``enough`` is true, asked again at each arrival and now and then."""
        until = time.monotonic() + PATIENCE_S
        while not enough(self):
            assert time.monotonic() < until, self.seen()
            with self._arrived:
                self._arrived.wait(0.02)

    def seen(self) -> list[str]:
        """What was accepted, in short: ``sent``, ``delivered``, ``text`` ..."""
        return [word for delivery in self.deliveries if delivery.answered == 200 for word in words(delivery)]

    def statuses(self, name: str | None = None) -> list[dict[str, Any]]:
        """Every accepted status, or those of one name."""
        found = [status for value in self.accepted() for status in value.get("statuses", [])]
        return [status for status in found if name in (None, status["status"])]

    def messages(self) -> list[dict[str, Any]]:
        """Every accepted message."""
        return [message for value in self.accepted() for message in value.get("messages", [])]

    def accepted(self) -> list[dict[str, Any]]:
        """The values of all accepted deliveries."""
        return [value for delivery in self.deliveries if delivery.answered == 200 for value in delivery.values]

    def wait_for(self, *expected: str) -> None:
        """Until all these were seen, as often as they are named."""
        self.wait(lambda _: all(self.seen().count(word) >= expected.count(word) for word in expected))


def words(delivery: Delivery) -> list[str]:
    found = []
    for value in delivery.values:
        found += [message["type"] for message in value.get("messages", [])]
        found += [status["status"] for status in value.get("statuses", [])]
    return found
