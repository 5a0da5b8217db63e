"""The limited-time offer of a template that is being written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds import rules
from chatapp.kinds.reading import mapping, word
from chatapp.message_templates.authoring.answers import is_yes
from chatapp.message_templates.authoring.button import DraftButton
from chatapp.message_templates.authoring.rule_error import RuleError

TITLE = 16
#: Offers have shorter bodies, and these headers or none.
BODY = 600
HEADERS = ("", "IMAGE", "VIDEO")


@dataclass(frozen=True)
class DraftOffer:
    """`title` stands beside the code; `expires`: every message says until when the offer lasts."""

    title: Any = None
    expires: bool = True

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """`{"title", "expires"}`."""
        return cls(word(content, "title"), is_yes(mapping(content).get("expires", True)))

    @classmethod
    def of(cls, component: Mapping[str, Any]) -> Self:
        """Meta's component."""
        said = mapping(component.get("limited_time_offer"))
        return cls(said.get("text"), bool(said.get("has_expiration")))

    def to_content(self) -> dict[str, Any]:
        """The inverse of `from_content`."""
        return {"title": self.title, "expires": self.expires}

    def faults(self, buttons: Sequence[DraftButton]) -> rules.Faults:
        """Its title; and its buttons: a link always, a code before it if the offer expires."""
        yield from rules.words("offer.title", self.title, TITLE)
        types = [button.type for button in buttons]
        if "URL" not in types:
            yield RuleError("buttons", "offer_needs_link")
        if self.expires and "COPY_CODE" not in types:
            yield RuleError("buttons", "offer_needs_code")
        elif "COPY_CODE" in types[1:]:
            yield RuleError("buttons", "code_first")

    def component(self) -> dict[str, Any]:
        """Meta's component."""
        return {
            "type": "LIMITED_TIME_OFFER",
            "limited_time_offer": {"text": self.title, "has_expiration": self.expires},
        }
