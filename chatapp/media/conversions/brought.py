"""What a conversion is given."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Brought:
    """A file as it came: what it is to become (image, video, audio, voice, document or sticker), and what is known."""

    kind: str
    source: Path
    sniffed: str | None = None
    name: str | None = None
