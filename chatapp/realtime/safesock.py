"""The hijacked socket under a WebSocket, made fit for several writers and for readers that do not read."""

import socket
from contextlib import suppress
from threading import Lock

_SERVERS = ("gunicorn.socket", "werkzeug.socket")


class SafeSocket:
    """Writes whole frames, one after the other, and can be given up while a write hangs.

    simple-websocket calls `send`, which under gevent may write half a frame, and it does so from two greenlets (ours,
    and its own for pings, pongs and closing). A write that hangs holds up nobody but its own socket.
    """

    __slots__ = ("_lock", "_socket")

    def __init__(self, hijacked: socket.socket):
        self._socket = hijacked
        self._lock = Lock()

    def send(self, data: bytes) -> int:
        with self._lock:
            self._socket.sendall(data)
        return len(data)

    def give_up(self) -> None:
        """Break the connection if a write hangs; its writer and its reader get an OSError, the client comes back."""
        if self._lock.locked():
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def recv(self, size: int) -> bytes:
        return self._socket.recv(size)

    def fileno(self) -> int:
        return self._socket.fileno()

    def close(self) -> None:
        self._socket.close()


def protect(environ: dict) -> None:
    """Prepare a handshake: a safe socket, and no compression, which would cost 110 KB per socket for short frames."""
    for name in _SERVERS:
        if name in environ:
            environ[name] = SafeSocket(environ[name])
    environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
