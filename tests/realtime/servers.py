"""gunicorn as in production, serving `tests.realtime.site`, and a client that speaks the wire."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import orjson
import requests
from flask import Flask
from simple_websocket import Client as WebSocket
from simple_websocket import ConnectionClosed

from chatapp.extensions import db
from chatapp.models import User
from chatapp.sessions import issue
from tests.callers import cookie_of

ROOT = Path(__file__).parent.parent.parent


class Server:
    """One web process on a free port. `kill()` is the hard way out."""

    def __init__(self, environment: dict[str, str], log: Path):
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self.clients: list[Client] = []
        self.environment = {**environment, "PUBLIC_URL": self.url, "WEB_CONCURRENCY": "1"}

    def __enter__(self) -> "Server":
        command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "tests.realtime.site:application"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--bind", f"127.0.0.1:{self.port}"],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(15)

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, "the server did not start in time"
            time.sleep(0.05)

    def kill(self) -> None:
        """Master and worker at once, with no time to say goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(5)

    def push(self, *pushes: tuple) -> None:
        requests.post(f"{self.url}/trials/pushes", json={"pushes": pushes}, timeout=10).raise_for_status()

    def open(self, **headers: str) -> "Client":
        self.clients.append(Client(self.port, headers))
        return self.clients[-1]

    def let_go(self) -> None:
        """End what clients are left of a test: the next one's rooms have the same names."""
        while self.clients:
            with suppress(ConnectionClosed, OSError):
                self.clients.pop().ws.close()

    def browser(self, app: Flask, user: User, **headers: str) -> "Client":
        return self.open(**{"Origin": self.url, "Cookie": cookie_of(app, user), **headers})

    def program(self, user: User) -> "Client":
        token = issue(user).access_token
        db.session.commit()
        return self.open(Authorization=f"Bearer {token}")

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/healthz", timeout=5).ok
        except requests.RequestException:
            return False


class Client:
    """One end of the wire."""

    def __init__(self, port: int, headers: dict[str, str]):
        self.ws = WebSocket(f"ws://127.0.0.1:{port}/live", headers=headers)
        with suppress(OSError):
            # Frames that came in one packet with the handshake's answer; the library would read them with the next one.
            if not self.ws._handle_events():
                self.ws.connected = False

    def watch(self, *streams: str) -> dict:
        """Ask for exactly these streams; answers the {"watching": ...}. What came before that is let go."""
        self.ask(*streams)
        return self.until("watching")

    def ask(self, *streams: str) -> None:
        self.ws.send(orjson.dumps({"watch": streams}).decode())

    def next(self, timeout: float = 5) -> dict:
        """The next frame that is not a ping."""
        deadline = time.monotonic() + timeout
        while True:
            text = self.ws.receive(timeout=max(0, deadline - time.monotonic()))
            assert text is not None, f"nothing came within {timeout} seconds"
            frame = orjson.loads(text)
            if "ping" not in frame:
                return frame

    def until(self, key: str, timeout: float = 5) -> dict:
        """The next frame that has `key`; others before it are let go."""
        while key not in (frame := self.next(timeout)):
            pass
        return frame

    def closed_with(self, timeout: float = 5) -> int:
        """The code it is closed with; frames before that are let go. `ws.close_message` is what was said to that."""
        try:
            while self.ws.receive(timeout=timeout) is not None:
                pass
        except ConnectionClosed as closed:
            return int(closed.reason)
        raise AssertionError(f"still open after {timeout} seconds")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
