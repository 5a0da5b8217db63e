"""A photo."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class Image(Placeholder):
    """`{id, mime_type, sha256, url?, caption?}`."""

    name = "image"
    wire = "image"
    icon = "image"
    label = N_("Photo")

    @property
    def words(self) -> str | None:
        """The caption."""
        return said(self.content, "caption")
