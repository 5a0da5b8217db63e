"""Thousands of browsers in one process: sockets that watch, and note when what reached them."""

import base64
import multiprocessing
import os
import re
import resource
import select
import socket
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

#: Connections opened together.
TOGETHER = 50
PATIENCE = 30
#: A push carries the moment at which it was made between two of these, in seconds of the machine's clock.
MOMENT = re.compile(rb"@([\d.]+)@")
#: The beginning of one whose rest has not come yet.
BEGUN = re.compile(rb"@[\d.]*\Z")
PING, PONG, CLOSE = b"\x89\x00", b"\x8a\x80" + bytes(4), b"\x88"
#: Bytes that a client which does not read can be sent: little, so that it is noticed soon.
SMALL = 4096


@dataclass(frozen=True)
class Visitor:
    """One socket: with what headers it comes, what it watches, and whether it ever reads after that."""

    headers: str
    watch: str
    reads: bool = True


@dataclass
class Heard:
    """Milliseconds from push to arrival, and the codes of those that were closed with the moment of each."""

    delays: list[float] = field(default_factory=list)
    closed: list[tuple[int, float]] = field(default_factory=list)


class Crowd:
    """Lives in a process of its own, so that listening does not slow down who speaks."""

    def __init__(self, port: int, visitors: Sequence[Visitor]):
        _allow_many_files()
        self._here, there = multiprocessing.Pipe()
        context = multiprocessing.get_context("fork")
        self._process = context.Process(target=_live, args=(there, port, visitors), daemon=True)
        self._process.start()
        assert self._here.recv() == "open", "the crowd could not enter"

    def heard(self) -> Heard:
        """What they have heard since this was last asked."""
        self._here.send("tell")
        return self._here.recv()

    def leave(self) -> None:
        self._process.kill()
        self._process.join()


def _allow_many_files() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _live(parent: Connection, port: int, visitors: Sequence[Visitor]) -> None:
    people = _People(parent)
    for start in range(0, len(visitors), TOGETHER):
        people.enter(port, visitors[start : start + TOGETHER])
        people.listen(0)
    parent.send("open")
    while True:
        people.listen(None)


class _People:
    """The open sockets that read, what they have heard, and the parent that asks for it."""

    def __init__(self, parent: Connection):
        self.parent, self.heard = parent, Heard()
        self.sockets: dict[int, socket.socket] = {}
        self.stalled: list[socket.socket] = []
        self.begun: dict[socket.socket, bytes] = {}
        self.poll = select.epoll()
        self.poll.register(parent.fileno(), select.EPOLLIN)

    def enter(self, port: int, visitors: Sequence[Visitor]) -> None:
        """All at once; each has been told that it watches."""
        clients = [(_connect(port, visitor), visitor) for visitor in visitors]
        for client, visitor in clients:
            _await(client, b"\r\n\r\n")
            client.sendall(_masked(b'{"watch": [%s]}' % visitor.watch.encode()))
        for client, visitor in clients:
            _await(client, b'"watching"')
            if visitor.reads:
                self.sockets[client.fileno()] = client
                self.poll.register(client, select.EPOLLIN)
            else:
                self.stalled.append(client)

    def listen(self, timeout: float | None) -> None:
        """To whatever comes first."""
        for fd, _event in self.poll.poll(timeout):
            if fd == self.parent.fileno():
                self.parent.recv()
                self.parent.send(self.heard)
                self.heard = Heard()
            elif not self._hear(self.sockets[fd]):
                self.poll.unregister(fd)
                self.sockets.pop(fd).close()

    def _hear(self, client: socket.socket) -> bool:
        """False when it is over."""
        try:
            data = client.recv(1 << 18)
        except OSError:
            data = b""
        now = time.monotonic()
        text = self.begun.pop(client, b"") + data
        if begun := BEGUN.search(text):
            self.begun[client] = text[begun.start() :]
        self.heard.delays += [(now - float(moment)) * 1000 for moment in MOMENT.findall(text)]
        if PING in data:
            client.send(PONG)
        if not data or data[:1] == CLOSE:
            self.heard.closed.append((struct.unpack("!H", data[2:4])[0] if data else 0, now))
            return False
        return True


def _connect(port: int, visitor: Visitor) -> socket.socket:
    client = socket.socket()
    client.settimeout(PATIENCE)
    if not visitor.reads:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    client.connect(("127.0.0.1", port))
    key = base64.b64encode(os.urandom(16)).decode()
    client.sendall(
        f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n{visitor.headers}\r\n\r\n".encode()
    )
    return client


def _await(client: socket.socket, words: bytes) -> None:
    seen = b""
    while words not in seen:
        data = client.recv(4096)
        assert data, seen
        seen += data


def _masked(text: bytes) -> bytes:
    return bytes([0x81, 0x80 | len(text)]) + bytes(4) + text if len(text) < 126 else _long(text)


def _long(text: bytes) -> bytes:
    return bytes([0x81, 0xFE]) + struct.pack("!H", len(text)) + bytes(4) + text
