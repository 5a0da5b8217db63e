"""What kinds have in common that come as one object of Meta's."""

from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds import wire
from chatapp.kinds.kind import Kind


@dataclass(frozen=True)
class Received(Kind):
    """Meta's content object, untouched, so that nothing of it is ever lost; subclasses read it with properties."""

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

    def said(self, *path: str | int) -> str | None:
        """The words at `path`; None when there are none."""
        return wire.said(self.content, *path)
