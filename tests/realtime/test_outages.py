"""Readers that do not read, servers that die: who else notices, and what is told to whom afterwards."""

import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from chatapp import realtime
from chatapp.embedded import EmbeddedServices
from chatapp.extensions import connect_redis, db
from chatapp.realtime import watching
from tests.callers import cookie_of
from tests.realtime.servers import Client, Server

#: About as much as a frame ever carries.
LARGE = "<p>" + "x" * 60_000 + "</p>"


class Stalled:
    """A browser that opens a socket, watches, and then never reads again."""

    def __init__(self, server: Server, cookie: str, stream: str):
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.connect(("127.0.0.1", server.port))
        lines = [
            "GET /live HTTP/1.1", f"Host: 127.0.0.1:{server.port}", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            f"Origin: {server.url}", f"Cookie: {cookie}", "", "",
        ]  # fmt: skip
        self.socket.sendall("\r\n".join(lines).encode())
        self._read_until(b"\r\n\r\n")
        body = b'{"watch": ["%s"]}' % stream.encode()
        self.socket.sendall(bytes([0x81, 0x80 | len(body)]) + b"\0\0\0\0" + body)
        self._read_until(b'"watching"')

    def was_ended(self) -> bool:
        """Whether nothing more comes once what the server had written is taken; a living socket is pinged for ever."""
        deadline = time.monotonic() + 3
        with suppress(ConnectionResetError):
            while time.monotonic() < deadline:
                if not self.socket.recv(1 << 20):
                    return True
            return False
        return True

    def _read_until(self, words: bytes) -> None:
        self.socket.settimeout(5)
        seen = b""
        while words not in seen:
            data = self.socket.recv(4096)
            assert data, f"closed after {seen!r}"
            seen += data


@pytest.fixture
def room(torra) -> str:
    return f"room:{torra.id}:a"


@pytest.fixture
def valkey(tmp_path_factory) -> Iterator[EmbeddedServices]:
    """A Redis that may be killed, because nobody else uses it."""
    with EmbeddedServices(tmp_path_factory.mktemp("v"), durable=False, postgres=False) as services:
        yield services


@pytest.fixture
def fragile(app, process_environment, valkey, tmp_path) -> Iterator[Server]:
    """The product on that Redis."""
    with Server({**process_environment, "REDIS_URL": valkey.redis_url}, tmp_path / "web.log") as server:
        yield server


def say(stream: str, payload: str) -> None:
    realtime.push(stream, "en", payload)
    db.session.commit()


def eventually(condition: Callable[[], bool], timeout: float = 20) -> None:
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, f"not within {timeout} seconds"
        time.sleep(0.1)


def test_readers_that_stall_harm_nobody_and_are_let_go(app, server, ana, room):
    stalled = [Stalled(server, cookie_of(app, ana), room) for _ in range(3)]
    reader = server.browser(app, ana)
    reader.watch(room)

    slowest = 0.0
    for n in range(400):
        started = time.monotonic()
        say(room, f"{LARGE}{n}")
        assert reader.until("html")["html"] == f"{LARGE}{n}"
        slowest = max(slowest, time.monotonic() - started)

    assert slowest < 1
    assert all(one.was_ended() for one in stalled)


def test_who_stalls_without_filling_the_mailbox_is_let_go_after_two_pings_and_who_vanishes_too(app, server, ana, room):
    stalled, vanished, other = Stalled(server, cookie_of(app, ana), room), server.browser(app, ana), f"{room}b"
    vanished.watch(other)
    assert realtime.audience([room, other]) == {room: {"en"}, other: {"en"}}
    for _ in range(100):
        say(room, LARGE)
    vanished.ws.sock.shutdown(socket.SHUT_RDWR)
    eventually(lambda: realtime.audience([room, other]) == {})
    assert stalled.was_ended()


def hear_that_all_is_well(reader: Client) -> None:
    while "pushes" in reader.until("resync", timeout=8):
        pass


def test_after_redis_was_killed_or_fell_silent_watchers_catch_up_and_pushes_flow_again(app, fragile, valkey, ana, room):
    reader = fragile.browser(app, ana)
    first = reader.watch(room)["id"]
    fragile.push([room, "en", "<p>before</p>"])
    assert reader.next() == {"html": "<p>before</p>"}

    valkey.valkey.process.kill()
    valkey.valkey.process.wait()
    fragile.push([room, "en", "<p>lost</p>"])
    late = fragile.browser(app, ana)
    assert late.watch(room)["watching"] == [room]
    told = reader.until("resync")
    assert (int(told["resync"]) > int(first), told["pushes"]) == (True, False)
    late.until("resync")
    valkey.valkey.start()

    hear_that_all_is_well(reader)
    hear_that_all_is_well(late)
    assert watching.watched(connect_redis(valkey.redis_url), [room]) == {room: {"en"}}
    fragile.push([room, "en", "<p>after</p>"])
    assert reader.until("html") == late.until("html") == {"html": "<p>after</p>"}

    valkey.valkey.process.send_signal(signal.SIGSTOP)
    time.sleep(3)
    valkey.valkey.process.send_signal(signal.SIGCONT)

    hear_that_all_is_well(reader)
    # The publisher rests a moment after its last time-out, and says {"resync"} for what it could not push.
    eventually(lambda: fragile.push([room, "en", "<p>after</p>"]) or "html" in reader.next())


def test_a_process_that_ends_says_so_and_the_claims_of_a_killed_one_end_by_themselves(app, mortal, ana, room):
    readers = [mortal.browser(app, ana) for _ in range(5)]
    first = [reader.watch(room)["id"] for reader in readers][-1]

    mortal.process.terminate()

    assert {reader.closed_with() for reader in readers} == {1012}
    assert {reader.ws.close_message for reader in readers} == {"1"}, "seconds within which they may come back"
    assert mortal.process.wait(10) == 0
    with mortal:
        again = mortal.browser(app, ana)
        assert int(again.watch(room)["id"]) > int(first)
        say(room, "<p>back</p>")
        assert again.next() == {"html": "<p>back</p>"}
        time.sleep(4)
        assert realtime.audience([room]) == {room: {"en"}}, "a living process renews its claims"
        mortal.kill()
        assert again.closed_with()
        eventually(lambda: realtime.audience([room]) == {})
