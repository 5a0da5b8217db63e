"""A voice call, or a step of one."""

from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder


@dataclass(frozen=True)
class Call(Placeholder):
    """Meta's call object: `{id, from?, to?, event, direction, status?, start_time?, end_time?, duration?, ...}`."""

    name = "call"
    wire = "call"
    icon = "phone"
    label = N_("Call")

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """Calls come as objects of their own, not inside a message."""
        return cls(message)
