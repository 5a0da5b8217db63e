"""What stands on top of an interactive message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds import rules
from chatapp.kinds.file import File
from chatapp.kinds.limits import HEADER_TEXT
from chatapp.kinds.reading import mapping, word

TEXT = ("text",)
MEDIA = ("image", "video", "document")
PICTURES = ("image", "video")


@dataclass(frozen=True)
class Header:
    """`{"type": "text", "text"}`, or `{"type": "image" | "video" | "document", "media_id" | "media", "filename"?}`."""

    type: str | None
    text: str | None = None
    file: File | None = None

    @classmethod
    def from_stored(cls, content: Any) -> Self | None:
        """None when there is no header."""
        if not content:
            return None
        kind = word(content, "type")
        if kind in MEDIA:
            return cls(kind, file=File.from_stored(kind, content))
        return cls(kind, text=word(content, "text"))

    @classmethod
    def content_of(cls, header: Any) -> dict[str, Any] | None:
        """The stored form of Meta's header object."""
        header = mapping(header)
        if header.get("type") in MEDIA:
            return {"type": header["type"], "media": header[header["type"]]}
        return header or None

    def to_stored(self) -> dict[str, Any]:
        """The inverse of `from_stored`."""
        said = {"type": self.type, "text": self.text} | (self.file.to_stored() if self.file else {})
        return {key: value for key, value in said.items() if value is not None}

    @property
    def files(self) -> tuple[File, ...]:
        """Its picture, film or document."""
        return (self.file,) if self.file else ()

    def with_files(self, media_ids: Sequence[int]) -> Self:
        """With our own copy of its file."""
        return type(self)(self.type, file=self.file.ours(media_ids[0])) if self.file else self

    def faults(self, allowed: Sequence[str]) -> rules.Faults:
        """One of the `allowed` types, and what belongs to it."""
        yield from rules.choice("type", self.type, allowed)
        if self.file:
            yield from self.file.faults()
        else:
            yield from rules.words("text", self.text, HEADER_TEXT)

    def to_graph(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's header object."""
        return {"type": self.type, self.type: self.file.to_graph(meta_ids) if self.file else self.text}
