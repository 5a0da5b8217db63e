"""The deletion of an earlier message."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.received import Received


@dataclass(frozen=True)
class Revoke(Received):
    """`{original_message_id}`, at most 2 days after sending; coexistence numbers only."""

    name = "revoke"
    wire = "revoke"
    icon = "ban"
    label = N_("Deleted message")
    can_quote = False
    opens_window = False

    @property
    def target(self) -> str | None:
        """The wamid of what was deleted."""
        return self.said("original_message_id")
