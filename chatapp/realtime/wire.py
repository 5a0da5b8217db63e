"""The connection under a WebSocket: taken over from the web server, read as events, written as ready frames.

Under gevent, as `gunicorn.conf.py` has it: whoever does not wait is not interrupted.
"""

import socket
from contextlib import suppress

from wsproto import ConnectionType
from wsproto.connection import Connection
from wsproto.events import AcceptConnection, CloseConnection, Event
from wsproto.handshake import H11Handshake
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

#: Bytes read at once; what clients say is short.
RECEIVE = 4096
#: Milliseconds after which a client that acknowledges nothing is gone, where the system can tell (Linux).
LOST_AFTER = 60_000


class NoHandshake(ValueError):
    """This request does not ask for a WebSocket, or the server cannot give its connection away."""


class Wire:
    """One connection. Only one may write at a time, and whoever reads it closes it in the end."""

    __slots__ = ("_protocol", "_socket", "writing")

    def __init__(self, connection: socket.socket):
        self._socket = connection
        self._protocol = Connection(ConnectionType.SERVER)
        #: Whether somebody waits for the client to take something.
        self.writing = False

    @classmethod
    def take_over(cls, environ: dict) -> "Wire":
        """Answer the handshake in `environ` (101, without compression: it would take 110 KB per connection for short
        frames) and take the connection from gunicorn, so that nothing of the request needs to live on.

        Raises NoHandshake; the request can then be answered like any other.
        """
        handshake = H11Handshake(ConnectionType.SERVER)
        try:
            server: socket.socket = environ["gunicorn.socket"]
            handshake.initiate_upgrade_connection(_headers(environ), environ.get("PATH_INFO", "/"))
        except (KeyError, RemoteProtocolError, LocalProtocolError) as error:
            raise NoHandshake(str(error)) from error
        connection = socket.socket(server.family, server.type, fileno=server.detach())
        connection.sendall(handshake.send(AcceptConnection()))
        if hasattr(socket, "TCP_USER_TIMEOUT") and server.family != socket.AF_UNIX:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, LOST_AFTER)
        return cls(connection)

    def read(self) -> list[Event]:
        """Waits for the next bytes; the events that they complete. Raises EOFError or OSError when there is nobody."""
        data = self._socket.recv(RECEIVE)
        if not data:
            raise EOFError
        self._protocol.receive_data(data)
        return list(self._protocol.events())

    def answer(self, event: Event) -> bytes:
        """What the protocol answers to a ping or a closing, ready to be sent."""
        return self._protocol.send(event.response())

    def send_now(self, data: bytes) -> bytes:
        """Write what the system takes at once; the rest, which is to be sent before anything else. Raises OSError."""
        try:
            return data[self._socket.send(data, timeout=0.0) :]
        except BlockingIOError:
            return data

    def send(self, data: bytes) -> None:
        """Write it all, however long the client takes. Raises OSError."""
        self.writing = True
        try:
            self._socket.sendall(data)
        finally:
            self.writing = False

    def say_goodbye(self, code: int, reason: str) -> None:
        """Send `code` and `reason`, and nothing more; what the client says to that is still read."""
        with suppress(OSError, LocalProtocolError):
            self.send(self._protocol.send(CloseConnection(code, reason)))
            self._socket.shutdown(socket.SHUT_WR)

    def break_off(self) -> None:
        """Whoever reads or writes gets an error, or the end."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._socket.close()


def _headers(environ: dict) -> list[tuple[bytes, bytes]]:
    """The request's headers as they were sent, more or less."""
    names = {name: name.removeprefix("HTTP_").replace("_", "-") for name in environ if name.startswith("HTTP_")}
    return [(name.encode(), environ[key].encode("latin-1")) for key, name in names.items()]
