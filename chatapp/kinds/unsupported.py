"""A message that WhatsApp itself does not hand to businesses."""

from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from chatapp.kinds.marking import N_
from chatapp.kinds.reading import items
from chatapp.kinds.received import Received
from chatapp.kinds.wire import said


class Reason(NamedTuple):
    """Meta's error: 131051 is a kind that it does not support, 131060 a message that is no longer available."""

    code: int | None
    title: str | None
    details: str | None


@dataclass(frozen=True)
class Unsupported(Received):
    """Meta's `unsupported` message: `{"type"?, "errors": [...]}` (131051 not supported, 131060 not available)."""

    name = "unsupported"
    wire = "unsupported"
    icon = "circle-help"
    label = N_("Unsupported message")
    opens_window = False

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """The hidden type is often missing; the errors say why. A message without its object has a type of its own."""
        hidden = said(message, "unsupported", "type") if message["type"] == cls.wire else message["type"]
        return cls({"type": hidden, "errors": message.get("errors", [])})

    @property
    def type(self) -> str | None:
        """What it was, if Meta tells it: poll_creation, group_invite, pin, ..."""
        return self.said("type")

    @property
    def reason(self) -> Reason | None:
        """Why it cannot be seen."""
        for error in items(self.content, "errors"):
            code = error.get("code") if isinstance(error, dict) else None
            title, details = said(error, "title"), said(error, "error_data", "details")
            return Reason(code if isinstance(code, int) else None, title, details)
        return None
