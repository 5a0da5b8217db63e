"""The deletion of an earlier message."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder


@dataclass(frozen=True)
class Revoke(Placeholder):
    """`{original_message_id}`, at most 2 days after sending; coexistence numbers only."""

    name = "revoke"
    wire = "revoke"
    icon = "ban"
    label = N_("Deleted message")
    opens_window = False
