"""What waits for one socket: frames up to a limit, and what its own loop is to do before the next one."""

from collections import deque
from collections.abc import Iterator
from threading import Event

#: Frames. Their bytes are shared by all sockets that wait for them.
LIMIT = 256


class Mailbox:
    """Filled by the hub, which is never held up, and emptied by the socket's own loop, which `wake` wakes."""

    __slots__ = ("_frames", "_taken", "_taken_before", "leave", "recheck", "resync", "wake")

    def __init__(self, wake: Event):
        self.wake = wake
        self._frames: deque[tuple[str | None, bytes]] = deque()
        self._taken = self._taken_before = 0
        #: Something may have been missed; who may watch what has changed; the code to close with.
        self.resync = self.recheck = False
        self.leave: int | None = None

    def put(self, stream: str | None, frame: bytes) -> bool:
        """Leave a frame of `stream` (None: for everybody). False when there is no room."""
        if len(self._frames) >= LIMIT:
            return False
        self._frames.append((stream, frame))
        self.wake.set()
        return True

    def ask(self, *, resync: bool = False, recheck: bool = False, leave: int | None = None) -> None:
        self.resync, self.recheck = self.resync or resync, self.recheck or recheck
        self.leave = leave or self.leave
        self.wake.set()

    def take(self) -> Iterator[tuple[str | None, bytes]]:
        """(stream, frame)s, until there is none left or something else is to be done first."""
        while self._frames and self.leave is None and not self.recheck:
            self._taken += 1
            yield self._frames.popleft()

    def stands_still(self) -> bool:
        """Whether frames wait and none was taken since this was last asked."""
        stands = bool(self._frames) and self._taken == self._taken_before
        self._taken_before = self._taken
        return stands
