"""A tap on a template's quick-reply button."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.received import Received


@dataclass(frozen=True)
class QuickReply(Received):
    """Meta's `button` object: `{text, payload}`."""

    name = "quick_reply"
    wire = "button"
    icon = "list"
    label = N_("Button reply")

    @property
    def title(self) -> str | None:
        """What stood on the button."""
        return self.said("text")

    @property
    def payload(self) -> str | None:
        """What we sent along with the button; its text when we sent nothing."""
        return self.said("payload")

    @property
    def words(self) -> str | None:
        """The button's label."""
        return self.title
