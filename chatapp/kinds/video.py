"""A film."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class Video(Placeholder):
    """`{id, mime_type, sha256, url?, caption?}`."""

    name = "video"
    wire = "video"
    icon = "video"
    label = N_("Video")

    @property
    def words(self) -> str | None:
        """The caption."""
        return said(self.content, "caption")
