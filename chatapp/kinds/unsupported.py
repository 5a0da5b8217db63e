"""A message that WhatsApp itself does not hand to businesses."""

from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class Unsupported(Placeholder):
    """Meta's `unsupported` message: `{"type"?, "errors": [...]}` (131051 not supported, 131060 not available)."""

    name = "unsupported"
    wire = "unsupported"
    icon = "circle-help"
    label = N_("Unsupported message")
    opens_window = False

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """The hidden type is often missing; the errors say why."""
        return cls({"type": said(message, "unsupported", "type"), "errors": message.get("errors", [])})
