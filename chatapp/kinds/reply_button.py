"""A button whose tap is an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds import limits, rules
from chatapp.kinds.reading import word
from chatapp.kinds.record import Record


@dataclass(frozen=True)
class ReplyButton(Record):
    """`id` comes back with the tap, `title` stands on the button."""

    id: str | None
    title: str | None

    @classmethod
    def from_stored(cls, content: Any) -> Self:
        """`{"id", "title"}`."""
        return cls(word(content, "id"), word(content, "title"))

    def faults(self, id_limit: int = limits.BUTTON_ID) -> rules.Faults:
        """Both have to be there."""
        yield from rules.words("id", self.id, id_limit)
        yield from rules.words("title", self.title, limits.BUTTON_TITLE)


def distinct_buttons(path: str, buttons: Sequence[ReplyButton]) -> rules.Faults:
    """Neither two ids nor two titles may be the same."""
    yield from rules.distinct((f"{path}.{index}.id", button.id) for index, button in enumerate(buttons))
    yield from rules.distinct((f"{path}.{index}.title", button.title) for index, button in enumerate(buttons))
