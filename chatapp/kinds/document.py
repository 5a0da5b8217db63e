"""A file."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class Document(Placeholder):
    """`{id, mime_type, sha256, url?, filename?, caption?}`."""

    name = "document"
    wire = "document"
    icon = "file-text"
    label = N_("Document")

    @property
    def words(self) -> str | None:
        """The name of the file."""
        return said(self.content, "filename")
