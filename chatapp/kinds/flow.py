"""A message with a button that opens a form of ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chatapp.kinds import limits, rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.interactive import ANY_HEADER, Interactive
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import mapping, word

_MODES = ("published", "draft")


@dataclass(frozen=True, kw_only=True)
class Flow(Interactive):
    """The answer comes as a `form_reply` with the same `token`. `screen` is where it begins, `data` what it knows
    already; a draft is only for trying it out."""

    name = "flow"
    wire = "action/flow"
    icon = "list"
    label = N_("Form")
    header_types = ANY_HEADER

    text: str | None = None
    flow_id: str | None = None
    token: str | None = None
    mode: str = "published"
    screen: str | None = None
    data: dict[str, Any] | None = None

    @classmethod
    def own(cls, content: dict[str, Any]) -> dict[str, Any]:
        """All of them."""
        texts = {key: word(content, key) for key in ("text", "flow_id", "token", "screen")}
        return texts | {"mode": word(content, "mode") or "published", "data": mapping(content.get("data")) or None}

    @classmethod
    def heard(cls, action: dict[str, Any]) -> dict[str, Any]:
        """Meta's parameters; a flow may also be named by its name."""
        parameters = action["parameters"]
        payload = mapping(parameters.get("flow_action_payload"))
        return {
            "text": parameters["flow_cta"],
            "flow_id": parameters.get("flow_id") or parameters["flow_name"],
            "token": parameters.get("flow_token"),
            "mode": parameters.get("mode"),
            "screen": payload.get("screen"),
            "data": payload.get("data"),
        }

    @property
    def choices(self) -> tuple[str | None, ...]:
        """The button."""
        return (self.text,)

    def own_faults(self) -> rules.Faults:
        """A button and a form; data only for a screen."""
        yield from rules.words("text", self.text, limits.FLOW_TEXT)
        yield from rules.words("flow_id", self.flow_id, limits.FLOW_ID)
        yield from rules.some_words("token", self.token, limits.FLOW_TOKEN)
        yield from rules.choice("mode", self.mode, _MODES)
        yield from rules.some_words("screen", self.screen, limits.FLOW_SCREEN)
        if self.data and self.screen is None:
            yield FieldError("screen", "required")

    def action(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's parameters."""
        parameters: dict[str, Any] = {
            "flow_message_version": "3",
            "flow_id": self.flow_id,
            "flow_cta": self.text,
            "mode": self.mode,
        }
        if self.token:
            parameters["flow_token"] = self.token
        if self.screen:
            data = {"data": self.data} if self.data else {}
            parameters |= {"flow_action": "navigate", "flow_action_payload": {"screen": self.screen, **data}}
        return {"name": "flow", "parameters": parameters}
