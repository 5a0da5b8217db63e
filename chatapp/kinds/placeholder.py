"""A kind that is kept whole and shown as an icon and a label."""

from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds import wire
from chatapp.kinds.kind import Kind


@dataclass(frozen=True)
class Placeholder(Kind):
    """Meta's content object, untouched: nothing of a message is lost before it has a bubble of its own."""

    content: dict[str, Any]

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """Keep the object that carries the content."""
        return cls(wire.content_of(message))

    @classmethod
    def from_stored(cls, content: dict[str, Any]) -> Self:
        """The stored object is the content."""
        return cls(content)

    def to_stored(self) -> dict[str, Any]:
        """The content as Meta sent it."""
        return self.content
