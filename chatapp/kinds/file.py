"""A file that belongs to a message."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Self

from chatapp.kinds import rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.limits import FILENAME
from chatapp.kinds.reading import mapping, whole, word

_BIGINT = 2**63

NO_IDS: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True)
class File:
    """`media_kind` is image, video, audio, voice, document or sticker.

    Sent ones are named by `media_id`, our row; of received ones we have `media`, what Meta said: `{id, mime_type,
    sha256, url?, filename?, voice?, animated?, ...}`.
    """

    media_kind: str
    media_id: int | None = None
    media: dict[str, Any] | None = None
    filename: str | None = None

    @classmethod
    def from_stored(cls, media_kind: str, content: dict[str, Any]) -> Self:
        """Read the keys `media_id`, `media` and, as WhatsApp shows no other names, for documents `filename`."""
        media = content.get("media")
        return cls(
            media_kind,
            whole(content, "media_id"),
            media if isinstance(media, dict) else None,
            word(content, "filename") if media_kind == "document" else None,
        )

    def to_stored(self) -> dict[str, Any]:
        """The keys that `from_stored` reads."""
        said = {"media_id": self.media_id, "media": self.media, "filename": self.filename}
        return {key: value for key, value in said.items() if value is not None}

    @property
    def name(self) -> str | None:
        """What the file is called, by whoever sent it."""
        named = self.filename or mapping(self.media).get("filename")
        return named.strip() or None if isinstance(named, str) else None

    @property
    def is_ours(self) -> bool:
        """Whether it can be a file that we have: a client may have written anything there."""
        return type(self.media_id) is int and 0 < self.media_id < _BIGINT

    def ours(self, media_id: int) -> Self:
        """The same file, from our storage."""
        return type(self)(self.media_kind, media_id, None, self.name if self.media_kind == "document" else None)

    def faults(self) -> rules.Faults:
        """Only what we have ourselves can be sent."""
        if self.media_id is None:
            yield FieldError("media_id", "no_file")
        elif not self.is_ours:
            yield FieldError("media_id", "bad_number")
        yield from rules.some_words("filename", self.filename, FILENAME)

    def to_graph(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's media object; KeyError when Meta does not have the file."""
        named = {"filename": self.name} if self.media_kind == "document" and self.name else {}
        return {"id": meta_ids[self.media_id], **named}
