"""A choice from one of our lists."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.reading import lines
from chatapp.kinds.received import Received


@dataclass(frozen=True)
class ListReply(Received):
    """`{id, title, description?}`: the row that was chosen."""

    name = "list_reply"
    wire = "interactive/list_reply"
    icon = "list"
    label = N_("List reply")

    @property
    def id(self) -> str | None:
        """What we called the row."""
        return self.said("id")

    @property
    def title(self) -> str | None:
        """What stood in it."""
        return self.said("title")

    @property
    def description(self) -> str | None:
        """What stood below."""
        return self.said("description")

    @property
    def words(self) -> str | None:
        """The row's title."""
        return self.title

    @property
    def plain(self) -> str:
        """Title and description."""
        return lines(self.title, self.description)
