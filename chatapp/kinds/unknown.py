"""A message of a type that nobody has told us about, or whose content cannot be read."""

from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds.kind import Kind
from chatapp.kinds.marking import N_


@dataclass(frozen=True)
class Unknown(Kind):
    """The message object as it came, under the type Meta gave it: kept, shown as such, never dropped."""

    name = "unknown"
    wire = "unknown"
    icon = "circle-help"
    label = N_("Unknown message")

    type: str | None
    content: dict[str, Any]

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """Keep everything; never raises."""
        kind = message.get("type")
        return cls(kind if isinstance(kind, str) else None, message)

    @classmethod
    def from_stored(cls, content: dict[str, Any]) -> Self:
        """The inverse of `to_stored`; a row that another kind could not read is kept the same way."""
        if {"type", "message"} <= content.keys():
            return cls(content["type"], content["message"])
        return cls(None, content)

    def to_stored(self) -> dict[str, Any]:
        """`{"type", "message"}`."""
        return {"type": self.type, "message": self.content}
