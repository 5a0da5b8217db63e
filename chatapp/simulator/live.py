"""Tells open pages that something changed. They then ask what; a lost hint costs nothing."""

import threading
import time
from collections.abc import Iterator

HEARTBEAT_S = 10
SPACING_S = 0.1


class Live:
    """A counter that pages watch."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0
        self._closed = False

    def touch(self) -> None:
        """Something changed."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def close(self) -> None:
        """End every stream, so that the server can stop at once."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def stream(self) -> Iterator[str]:
        """Server-sent events: ``changed`` at once and at each change, a comment when nothing happens."""
        seen = -1
        while not self._closed:
            with self._changed:
                if self._count == seen:
                    self._changed.wait(HEARTBEAT_S)
                fresh, seen = self._count != seen, self._count
            yield f"event: changed\nid: {seen}\ndata: {seen}\n\n" if fresh else ": still here\n\n"
            time.sleep(SPACING_S)
