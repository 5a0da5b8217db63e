"""A file as a file."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.media_kind import MediaKind


@dataclass(frozen=True)
class Document(MediaKind):
    """Meta's `{id, mime_type, sha256, url?, filename?, caption?}`; WhatsApp picks the icon by the name's ending."""

    name = "document"
    wire = "document"
    icon = "file-text"
    label = N_("Document")
    media_kind = "document"
    has_caption = True

    @property
    def words(self) -> str | None:
        """The name of the file, else the caption: a list of documents is read by their names."""
        return self.file.name or super().words

    @property
    def marks_up(self) -> bool:
        """Names of files are no markup, whatever stands around their words."""
        return not self.file.name
