"""Real processes around the product: the simulator, the web that takes its webhooks, and workers that can be killed."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import requests
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.journeys.programs import ROOT, free_port
from tests.patience import until

TOKEN = "simulator-access-token"


class Simulator:
    """Its control endpoints, for tests."""

    def __init__(self, url: str):
        self.url = url

    def post(self, path: str, **document: object) -> dict:
        return self._answer(requests.post(f"{self.url}/control/{path}", json=document, timeout=10))

    def turn(self, **switches: object) -> dict:
        return self._answer(requests.patch(f"{self.url}/control/switches", json=switches, timeout=10))

    def booked(self) -> list[dict]:
        """Every message of the business, in the order in which Meta took them."""
        books = self._answer(requests.get(f"{self.url}/control/books", timeout=10))
        messages = [message for customer in books["customers"] for message in customer["messages"]]
        return sorted((m for m in messages if m["direction"] == "from_business"), key=lambda message: message["id"])

    def _answer(self, response: requests.Response) -> dict:
        assert response.ok, response.text
        return response.json()


@contextmanager
def simulator(environment: dict[str, str], webhook_url: str, phone_number_id: str) -> Iterator[Simulator]:
    port = free_port()
    own = {
        "SIMULATOR_PORT": str(port),
        "SIMULATOR_WEBHOOK_URL": webhook_url,
        "SIMULATOR_APP_SECRET": environment["META_APP_SECRET"],
        "SIMULATOR_TOKEN": TOKEN,
        "SIMULATOR_NUMBERS": f"{phone_number_id}:100000000000001:551140000001:Loja São Paulo",
        "SIMULATOR_LATENCY_MS": "5-10",
        "SIMULATOR_DEMO": "0",
    }
    with process([sys.executable, "-m", "chatapp.simulator"], {**environment, **own}):
        running = Simulator(f"http://127.0.0.1:{port}")
        until(lambda: _answers(port), 20)
        yield running


@contextmanager
def process(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen]:
    """Runs during the block, and with all its children ends after it."""
    running = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    try:
        yield running
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


@contextmanager
def web(app: Flask) -> Iterator[str]:
    """The product's WSGI stack on a free port of this process; yields its address."""
    server = make_server("127.0.0.1", 0, app.wsgi_app, threaded=True, request_handler=_Silent)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class _Silent(WSGIRequestHandler):
    def log(self, *args: object) -> None:
        """Not in the test's output."""


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
