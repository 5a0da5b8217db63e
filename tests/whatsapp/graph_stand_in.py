"""A server that misbehaves on purpose: each connection gets one behaviour, which holds the raw socket."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class StandIn:
    """`requests` are the raw requests as they arrived, head and body."""

    url: str
    requests: list[bytes] = field(default_factory=list)


Behaviour = Callable[[StandIn, socket.socket], None]


@contextmanager
def standing_in(behave: Behaviour, tls: ssl.SSLContext | None = None) -> Iterator[StandIn]:
    """Listen on a free port; `behave` gets each connection in a thread of its own, and it is closed afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        scheme = "https" if tls else "http"
        server = StandIn(f"{scheme}://localhost:{listener.getsockname()[1]}")
        threading.Thread(target=_accept, args=(listener, server, behave, tls), daemon=True).start()
        yield server
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, server: StandIn, behave: Behaviour, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, server, behave, tls), daemon=True).start()


def _serve(connection: socket.socket, server: StandIn, behave: Behaviour, tls: ssl.SSLContext | None) -> None:
    with suppress(OSError):
        connection.settimeout(10)
        secured = tls.wrap_socket(connection, server_side=True) if tls else connection
        with secured:
            behave(server, secured)


def take(server: StandIn, connection: socket.socket) -> bool:
    """Read one whole request and note it; False when the client has gone."""
    request = b""
    while b"\r\n\r\n" not in request:
        request += (part := connection.recv(65536))
        if not part:
            return False
    head, _, body = request.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    server.requests.append(head + b"\r\n\r\n" + body)
    return True


def answering(status: int, body: bytes, *headers: str) -> Behaviour:
    """Answer every request of a connection the same."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *headers]
    answer = "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    def behave(server: StandIn, connection: socket.socket) -> None:
        while take(server, connection):
            connection.sendall(answer)

    return behave


def reset(connection: socket.socket) -> None:
    """Close with RST, as a crashed or overloaded peer does."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
