"""An emoji put on another message, or taken away again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds.emoji import is_emoji
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.file import NO_IDS
from chatapp.kinds.kind import Kind
from chatapp.kinds.limits import WAMID
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import word
from chatapp.kinds.record import Record
from chatapp.kinds.rules import Faults, words
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class Reaction(Record, Kind):
    """A reaction to the message `target` (its wamid); `emoji` is None when the reaction was removed.

    Never opens nor bumps a conversation, nor (Meta is silent, so: conservatively) the service window. Meta refuses a
    target that is older than 30 days or itself a reaction, and reports no more than "sent".
    """

    name = "reaction"
    wire = "reaction"
    icon = "smile"
    label = N_("Reaction")
    opens_window = False
    sendable = True
    can_quote = False

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
        return cls(word(content, "target"), word(content, "emoji"))

    @property
    def words(self) -> str | None:
        """The emoji."""
        return self.emoji

    @property
    def plain(self) -> str:
        """Nobody searches for it."""
        return ""

    def faults(self) -> Faults:
        """On one message, one emoji."""
        yield from words("target", self.target, WAMID)
        if self.emoji is not None and not (isinstance(self.emoji, str) and is_emoji(self.emoji)):
            yield FieldError("emoji", "bad_emoji")

    def to_graph(self, meta_ids: Mapping[int, str] = NO_IDS) -> dict[str, Any]:
        """Meta's reaction object; an empty emoji takes the reaction away."""
        return {"type": "reaction", "reaction": {"message_id": self.target, "emoji": self.emoji or ""}}
