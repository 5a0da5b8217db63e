"""What waits for one socket: frames up to a limit, and what is to be done before the next one."""

from collections import deque
from collections.abc import Iterator

#: Frames. Their bytes are shared by all sockets that wait for them.
LIMIT = 256


class Mailbox:
    """Filled by whoever has something for the socket, and emptied by the socket's courier."""

    __slots__ = ("_frames", "_taken", "_taken_before", "leave", "recheck", "rest", "resync", "wanted")

    def __init__(self) -> None:
        self._frames: deque[tuple[str | None, bytes]] = deque()
        self._taken = self._taken_before = 0
        #: What is left of a frame that was written in part: nothing may come before it.
        self.rest = b""
        #: The streams that the client has asked for last; None if it has not asked.
        self.wanted: list[str] | None = None
        #: Something may have been missed; who may watch what has changed; the code to close with.
        self.resync = self.recheck = False
        self.leave: int | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to be done."""
        asked = self.recheck or self.resync or self.leave is not None or self.wanted is not None
        return bool(asked or self.rest or self._frames)

    def put(self, stream: str | None, frame: bytes) -> bool:
        """Leave a frame of `stream` (None: for everybody). False when there is no room."""
        if len(self._frames) >= LIMIT:
            return False
        self._frames.append((stream, frame))
        return True

    def ask(
        self,
        *,
        resync: bool = False,
        recheck: bool = False,
        leave: int | None = None,
        wanted: list[str] | None = None,
    ) -> None:
        self.resync, self.recheck = self.resync or resync, self.recheck or recheck
        self.leave = leave or self.leave
        self.wanted = self.wanted if wanted is None else wanted

    def take(self) -> Iterator[tuple[str | None, bytes]]:
        """(stream, frame)s, until there is none left or something else is to be done first."""
        while self._frames and self.leave is None and not self.recheck:
            self._taken += 1
            yield self._frames.popleft()

    def stands_still(self) -> bool:
        """Whether none was taken since this was last asked."""
        stands = self._taken == self._taken_before
        self._taken_before = self._taken
        return stands
