"""A tap on one of our reply buttons."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class ButtonReply(Placeholder):
    """`{id, title}`: what was tapped."""

    name = "button_reply"
    wire = "interactive/button_reply"
    icon = "list"
    label = N_("Button reply")

    @property
    def words(self) -> str | None:
        """The button's title."""
        return said(self.content, "title")
