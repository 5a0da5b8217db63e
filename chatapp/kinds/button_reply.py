"""A tap on one of our reply buttons."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.received import Received


@dataclass(frozen=True)
class ButtonReply(Received):
    """`{id, title}`: what was tapped."""

    name = "button_reply"
    wire = "interactive/button_reply"
    icon = "list"
    label = N_("Button reply")

    @property
    def id(self) -> str | None:
        """What we called the button."""
        return self.said("id")

    @property
    def title(self) -> str | None:
        """What stood on it."""
        return self.said("title")

    @property
    def words(self) -> str | None:
        """The button's title."""
        return self.title
