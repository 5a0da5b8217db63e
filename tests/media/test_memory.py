"""Files of a hundred megabytes pass through without being held."""

import io
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask

from chatapp.extensions import db
from chatapp.media import uploading
from chatapp.media.conversions.limits import MB
from chatapp.models import Media, MediaState, MediaUpload, PhoneNumber
from chatapp.storage import Storage
from chatapp.whatsapp.client import GraphClient
from tests import factories
from tests.callers import Api

SIZE = 100 * MB
MOST = 32 * MB


class Zeros(io.RawIOBase):
    """A PDF, as far as its beginning tells, that is made while it is read."""

    def __init__(self) -> None:
        self.left = SIZE

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        count = min(len(buffer), self.left)
        buffer[:count] = b"%PDF-".ljust(count, b"\0")[:count] if self.left == SIZE else bytes(count)
        self.left -= count
        return count


@contextmanager
def growth() -> Iterator[list[int]]:
    """The most that Python held at once inside the block, in bytes."""
    peak: list[int] = []
    tracemalloc.start()
    try:
        yield peak
        peak.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()


def test_an_upload_goes_from_the_socket_to_the_storage(app: Flask, api: Api, account):
    api.sign_in(factories.user(account))
    told = {"Accept": "application/json", "Authorization": f"Bearer {api.access_token}"}
    with growth() as peak:
        answer = api.client.put(
            "/uploads?kind=document&filename=a.pdf",
            headers=told,
            environ_overrides={"CONTENT_LENGTH": str(SIZE), "wsgi.input": Zeros()},
        )
    assert answer.status_code == 201, answer.text
    assert answer.json["size"] == SIZE
    assert peak[0] < MOST


@pytest.fixture
def swallowing() -> Iterator[dict]:
    """A Meta that takes files, and counts."""
    seen = {"bytes": 0}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            left = int(self.headers["Content-Length"])
            while left and (part := self.rfile.read(min(left, 65536))):
                left -= len(part)
                seen["bytes"] += len(part)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"id": "123"}')

        def log_message(self, *args: object) -> None:
            """Not in the test's output."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield seen | {"url": f"http://127.0.0.1:{server.server_port}", "seen": seen}
    server.shutdown()
    server.server_close()


def test_a_file_goes_from_the_storage_to_meta(
    app: Flask, number: PhoneNumber, files: Storage, swallowing: dict, tmp_path: Path
):
    key = f"{number.account_id}/aa/{'0' * 30}"
    written = files.write(key, io.BufferedReader(Zeros()), "application/pdf")
    media = Media(account_id=number.account_id, kind="document", mime_type="application/pdf", state=MediaState.READY)
    media.storage_key, media.size = key, written.size
    db.session.add(media)
    db.session.commit()
    app.extensions["graph"] = GraphClient(swallowing["url"], "v26.0")
    try:
        with growth() as peak:
            uploading.upload(media.id, number.id)
    finally:
        app.extensions.pop("graph").close()
    assert swallowing["seen"]["bytes"] > SIZE
    assert db.session.query(MediaUpload).one().meta_id == "123"
    assert peak[0] < MOST
