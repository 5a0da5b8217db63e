"""A question with up to three buttons to answer it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chatapp.kinds import limits
from chatapp.kinds.interactive import ANY_HEADER, Interactive
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import items
from chatapp.kinds.reply_button import ReplyButton, distinct_buttons
from chatapp.kinds.rules import Faults, count, each


@dataclass(frozen=True, kw_only=True)
class Buttons(Interactive):
    """The answer comes as a `button_reply`."""

    name = "buttons"
    wire = "action/button"
    label = N_("Buttons")
    header_types = ANY_HEADER

    buttons: tuple[ReplyButton, ...] = ()

    @classmethod
    def own(cls, content: dict[str, Any]) -> dict[str, Any]:
        """`buttons`."""
        return {"buttons": tuple(ReplyButton.from_stored(button) for button in items(content, "buttons"))}

    @classmethod
    def heard(cls, action: dict[str, Any]) -> dict[str, Any]:
        """Meta puts each button into a `reply`."""
        return {"buttons": [button["reply"] for button in action["buttons"]]}

    @property
    def choices(self) -> tuple[str | None, ...]:
        """The titles."""
        return tuple(button.title for button in self.buttons)

    def own_faults(self) -> Faults:
        """One to three buttons that can be told apart."""
        yield from count("buttons", len(self.buttons), limits.BUTTONS)
        yield from each("buttons", self.buttons)
        yield from distinct_buttons("buttons", self.buttons)

    def action(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's buttons."""
        return {"buttons": [{"type": "reply", "reply": button.to_stored()} for button in self.buttons]}
