"""A part of a file."""

import io
from typing import BinaryIO


class Slice(io.RawIOBase):
    """At most `length` bytes from where `file` stands; closes it in the end."""

    def __init__(self, file: BinaryIO, length: int):
        self._file, self._left = file, length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        chunk = self._file.read(min(len(buffer), self._left))
        buffer[: len(chunk)] = chunk
        self._left -= len(chunk)
        return len(chunk)

    def close(self) -> None:
        self._file.close()
        super().close()
