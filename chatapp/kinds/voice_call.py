"""A message with a button that calls us."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chatapp.kinds import limits
from chatapp.kinds.interactive import Interactive
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import mapping, whole, word
from chatapp.kinds.rules import Faults, some_whole, some_words


@dataclass(frozen=True, kw_only=True)
class VoiceCall(Interactive):
    """`text` stands on the button ("Call Now" without), which works for `minutes` (a week without); `payload` comes
    with the call. The number needs calling switched on."""

    name = "voice_call"
    wire = "action/voice_call"
    icon = "phone"
    label = N_("Call button")

    text: str | None = None
    minutes: int | None = None
    payload: str | None = None

    @classmethod
    def own(cls, content: dict[str, Any]) -> dict[str, Any]:
        """All three."""
        return {
            "text": word(content, "text"),
            "minutes": whole(content, "minutes"),
            "payload": word(content, "payload"),
        }

    @classmethod
    def heard(cls, action: dict[str, Any]) -> dict[str, Any]:
        """Meta's parameters."""
        said = mapping(action.get("parameters"))
        return {"text": said.get("display_text"), "minutes": said.get("ttl_minutes"), "payload": said.get("payload")}

    @property
    def choices(self) -> tuple[str | None, ...]:
        """The button."""
        return (self.text,)

    def own_faults(self) -> Faults:
        """Nothing is needed."""
        yield from some_words("text", self.text, limits.CALL_TEXT)
        yield from some_whole("minutes", self.minutes, limits.CALL_MINUTES)
        yield from some_words("payload", self.payload, limits.CALL_PAYLOAD)

    def action(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's parameters."""
        said = {"display_text": self.text, "ttl_minutes": self.minutes, "payload": self.payload}
        return {"name": "voice_call", "parameters": {key: value for key, value in said.items() if value is not None}}
