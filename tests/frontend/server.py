"""The product as the tests' own process has it, for a browser: one request after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import requests
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

#: Seconds. A browser that connects says at once what it wants; one that does not would keep all others waiting.
PATIENCE = 2


class _Silent(WSGIRequestHandler):
    timeout = PATIENCE

    def log(self, *words: object) -> None:
        pass


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Its address."""
    server = make_server("127.0.0.1", 0, app, request_handler=_Silent)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


def wait_until_answered(url: str) -> None:
    """Everything that was asked before: connections are taken in their order, and each is for one request."""
    requests.get(f"{url}/healthz", timeout=30).raise_for_status()
