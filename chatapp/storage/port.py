"""What every storage can do."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol


class NotKept(LookupError):
    """There is no file of this name."""


class Readable(Protocol):
    """Anything that bytes can be read from."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: `size` in bytes, `sha256` in hexadecimal."""

    size: int
    sha256: str


class Storage(Protocol):
    """Files by key. What is written is never changed, only deleted."""

    #: Where `url` leads, "https://host", so that pages may allow it; None when we serve files ourselves.
    origin: str | None

    def write(self, key: str, stream: Readable, content_type: str) -> Written:
        """Keep all of `stream`, read in pieces. Whatever that raises goes through, and then nothing is kept."""
        ...

    def open(self, key: str, start: int = 0, end: int | None = None) -> BinaryIO:
        """The bytes from `start` up to but not including `end` (None: all the rest), to be closed. Raises NotKept."""
        ...

    def file(self, key: str) -> AbstractContextManager[Path]:
        """The file on this machine's disk while the block lasts, to be read only. Raises NotKept."""
        ...

    def url(self, key: str, *, content_type: str, disposition: str, seconds: int) -> str | None:
        """A link that needs no cookies and works for so long. `disposition` is the whole Content-Disposition header."""
        ...

    def delete(self, key: str) -> None:
        """Forget the file; one that is not there is no error."""
        ...

    def tidy(self, before: datetime) -> int:
        """Clear away what somebody began to write before then and died over; how many that were. Files stay."""
        ...
