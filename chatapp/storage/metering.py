"""Measuring what is read while it passes."""

import hashlib
import io

from chatapp.storage.port import Readable, Written


class Metered(io.RawIOBase):
    """Passes a stream on, and knows at its end what it was."""

    def __init__(self, stream: Readable):
        self._stream = stream
        self._digest = hashlib.sha256()
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        chunk = self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._digest.update(chunk)
        self._size += len(chunk)
        return len(chunk)

    @property
    def written(self) -> Written:
        """What has been read so far."""
        return Written(self._size, self._digest.hexdigest())
