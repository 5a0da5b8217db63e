"""A voice call."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from chatapp.kinds.kind import Preview
from chatapp.kinds.marking import N_
from chatapp.kinds.received import Received


class Outcome(StrEnum):
    """What became of a call: `missed` is one of the customer's that nobody took, `unanswered` one of ours."""

    RUNNING = "running"
    ANSWERED = "answered"
    MISSED = "missed"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Call(Received):
    """Meta's call object: `{id, from?, to?, event, direction, status?, start_time?, end_time?, duration?, ...}`."""

    name = "call"
    wire = "call"
    icon = "phone"
    label = N_("Call")
    can_quote = False

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """Calls come as objects of their own, not inside a message."""
        return cls(message)

    @property
    def outgoing(self) -> bool:
        """Whether the company called."""
        return self.said("direction") == "BUSINESS_INITIATED"

    @property
    def duration(self) -> int | None:
        """How long they spoke, in seconds."""
        duration = self.content.get("duration")
        is_number = isinstance(duration, int | float) and not isinstance(duration, bool)
        return int(duration) if is_number and duration > 0 else None

    @property
    def outcome(self) -> Outcome:
        """Meta tells a start and a duration only of calls that somebody took."""
        if self.said("event") != "terminate":
            return Outcome.RUNNING
        failed = self.said("status") == "FAILED"
        if not failed and (self.duration or self.content.get("start_time")):
            return Outcome.ANSWERED
        return Outcome.UNANSWERED if self.outgoing else Outcome.MISSED

    @property
    def preview(self) -> Preview:
        """What became of it."""
        return Preview(self.icon, _LABELS[self.outcome])


_LABELS = {
    Outcome.RUNNING: Call.label,
    Outcome.ANSWERED: N_("Voice call"),
    Outcome.MISSED: N_("Missed call"),
    Outcome.UNANSWERED: N_("Call not answered"),
}
