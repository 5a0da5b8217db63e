"""What kinds that are a file have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from chatapp.kinds import wire
from chatapp.kinds.file import NO_IDS, File
from chatapp.kinds.kind import Kind
from chatapp.kinds.limits import CAPTION
from chatapp.kinds.reading import lines, word
from chatapp.kinds.rules import Faults, absent, some_words


@dataclass(frozen=True)
class MediaKind(Kind):
    """A file, for some kinds with a caption. Stored as `{"media_id" | "media", "filename"?, "caption"?}`."""

    sendable = True
    marks_up = True
    has_caption: ClassVar[bool] = False

    file: File
    caption: str | None = None

    @classmethod
    def of(cls, media_id: int, caption: str | None = None, filename: str | None = None) -> Self:
        """The message that carries our file `media_id`."""
        return cls(File(cls.media_kind, media_id, filename=filename), caption)

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """Everything but the caption describes the file."""
        return cls._of_meta(wire.content_of(message))

    @classmethod
    def from_stored(cls, content: dict[str, Any]) -> Self:
        """Also reads the first form of received ones, which was Meta's own object."""
        if "media" not in content and "media_id" not in content and "id" in content:
            return cls._of_meta(content)
        return cls(File.from_stored(cls.media_kind, content), word(content, "caption"))

    @classmethod
    def _of_meta(cls, media: dict[str, Any]) -> Self:
        described = {key: value for key, value in media.items() if key != "caption"}
        return cls(File(cls.media_kind, media=described), word(media, "caption"))

    def to_stored(self) -> dict[str, Any]:
        """The file's keys, and the caption."""
        return self.file.to_stored() | ({} if self.caption is None else {"caption": self.caption})

    @property
    def words(self) -> str | None:
        """The caption."""
        return wire.said(self.caption)

    @property
    def plain(self) -> str:
        """The caption, and what the file is called."""
        return lines(self.caption, self.file.name)

    @property
    def files(self) -> tuple[File, ...]:
        """The one."""
        return (self.file,)

    def with_files(self, media_ids: Sequence[int]) -> Self:
        """With our copy of the file."""
        return replace(self, file=self.file.ours(media_ids[0]))

    def faults(self) -> Faults:
        """A file that we have, and a caption only where WhatsApp shows one."""
        yield from self.file.faults()
        yield from some_words("caption", self.caption, CAPTION) if self.has_caption else absent("caption", self.caption)

    def to_graph(self, meta_ids: Mapping[int, str] = NO_IDS) -> dict[str, Any]:
        """Meta's media object, under the message's type."""
        kind = self.wire.split("/")[0]
        captioned = {"caption": self.caption} if self.caption else {}
        return {"type": kind, kind: self.file.to_graph(meta_ids) | self.manner() | captioned}

    def manner(self) -> dict[str, Any]:
        """What else Meta has to know of the file."""
        return {}
