"""A tap on a template's quick-reply button."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class QuickReply(Placeholder):
    """Meta's `button` object: `{text, payload}`."""

    name = "quick_reply"
    wire = "button"
    icon = "list"
    label = N_("Button reply")

    @property
    def words(self) -> str | None:
        """The button's label."""
        return said(self.content, "text")
