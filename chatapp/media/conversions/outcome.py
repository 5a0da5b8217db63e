"""What a conversion gives, and how it says no."""

from dataclasses import dataclass, field
from pathlib import Path


class Refused(Exception):
    """The file cannot become what it should; `code` is one of `chatapp.media.failures`."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Rendition:
    """A file beside the main one, with its size on the screen where it has one."""

    path: Path
    mime_type: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class Outcome:
    """The file to use (`path` is None when what was brought is good as it is), and what is known of it.

    duration    milliseconds
    waveform    48 loudnesses from 0 to 100
    renditions  "thumbnail", "poster" and "playable", as far as there are any
    """

    path: Path | None = None
    mime_type: str | None = None
    width: int | None = None
    height: int | None = None
    duration: int | None = None
    waveform: list[int] | None = None
    pages: int | None = None
    renditions: dict[str, Rendition] = field(default_factory=dict)
