"""An edit of an earlier message."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder


@dataclass(frozen=True)
class Edit(Placeholder):
    """`{original_message_id, message}`, at most 15 minutes after sending; coexistence numbers only."""

    name = "edit"
    wire = "edit"
    icon = "pencil"
    label = N_("Edited message")
    opens_window = False
