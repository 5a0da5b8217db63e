"""A choice from one of our lists."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class ListReply(Placeholder):
    """`{id, title, description?}`: the row that was chosen."""

    name = "list_reply"
    wire = "interactive/list_reply"
    icon = "list"
    label = N_("List reply")

    @property
    def words(self) -> str | None:
        """The row's title."""
        return said(self.content, "title")
