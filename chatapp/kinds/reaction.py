"""An emoji put on another message, or taken away again."""

from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds.kind import Kind
from chatapp.kinds.marking import N_
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class Reaction(Kind):
    """A reaction to the message `target` (its wamid); `emoji` is None when the reaction was removed.

    Never opens nor bumps a conversation, nor (Meta is silent, so: conservatively) the service window.
    """

    name = "reaction"
    wire = "reaction"
    icon = "smile"
    label = N_("Reaction")
    opens_window = False

    target: str
    emoji: str | None = None

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """Removal has no `emoji` key; an empty one means the same."""
        reaction = message["reaction"]
        target = said(reaction, "message_id")
        if target is None:
            raise ValueError("reaction.message_id is missing")
        return cls(target, said(reaction, "emoji"))

    @classmethod
    def from_stored(cls, content: dict[str, Any]) -> Self:
        """The inverse of `to_stored`."""
        return cls(content["target"], content.get("emoji"))

    def to_stored(self) -> dict[str, Any]:
        """`{"target", "emoji"}`."""
        return {"target": self.target, "emoji": self.emoji}

    @property
    def words(self) -> str | None:
        """The emoji."""
        return self.emoji
