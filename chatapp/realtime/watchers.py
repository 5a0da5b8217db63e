"""The open sockets of this process, by what they watch."""

from collections.abc import Collection
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatapp.realtime.sockets import Socket


class Watchers:
    """Asked by the hub and changed by the sockets' own threads; every answer is a copy."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sockets: set[Socket] = set()
        self._by_stream: dict[str, dict[str, set[Socket]]] = {}

    def add(self, socket: "Socket") -> None:
        with self._lock:
            self._sockets.add(socket)

    def remove(self, socket: "Socket") -> None:
        with self._lock:
            self._sockets.discard(socket)
            self._forget(socket)

    def set(self, socket: "Socket", streams: Collection[str]) -> None:
        """`socket` watches these, in its variant, and nothing else."""
        with self._lock:
            self._forget(socket)
            for stream in streams:
                self._by_stream.setdefault(stream, {}).setdefault(socket.variant, set()).add(socket)
            socket.streams = frozenset(streams)

    def everybody(self) -> list["Socket"]:
        with self._lock:
            return list(self._sockets)

    def of(self, stream: str) -> dict[str, list["Socket"]]:
        """{variant: sockets} of one stream."""
        with self._lock:
            return {variant: list(sockets) for variant, sockets in self._by_stream.get(stream, {}).items()}

    def claims(self) -> list[tuple[str, str]]:
        """Every (stream, variant) that somebody here watches."""
        with self._lock:
            return [(stream, variant) for stream, variants in self._by_stream.items() for variant in variants]

    def _forget(self, socket: "Socket") -> None:
        for stream in socket.streams:
            variants = self._by_stream[stream]
            variants[socket.variant].discard(socket)
            if not variants[socket.variant]:
                del variants[socket.variant]
            if not variants:
                del self._by_stream[stream]
        socket.streams = frozenset()
