"""What a template has once and its carousel once per card: a header, a body, buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from chatapp.kinds import limits, rules
from chatapp.kinds.reading import items, mapping
from chatapp.message_templates.authoring import button_rules, wording
from chatapp.message_templates.authoring.button import DraftButton
from chatapp.message_templates.authoring.header import DraftHeader
from chatapp.message_templates.authoring.text import DraftText

PICTURES = ("IMAGE", "VIDEO")
_PARTS = {"HEADER", "BODY", "BUTTONS"}

Parts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class DraftCard:
    """A card of a carousel has a picture or film; its text may be missing, if it is in all of them."""

    header: DraftHeader = field(default_factory=DraftHeader)
    body: DraftText = field(default_factory=DraftText)
    buttons: tuple[DraftButton, ...] = ()

    @classmethod
    def from_content(cls, content: Any, usual_header: str = "") -> Self:
        """`{"header", "body": {"text", "samples"}, "buttons": [{"type", ...}]}`."""
        return cls(**read(mapping(content), usual_header))

    @classmethod
    def of(cls, component: Any) -> Self | None:
        """Meta's card; None for one with parts that this form does not know."""
        parts = by_type(items(component, "components"))
        found = known(parts)
        return cls(**found) if found and set(parts) <= _PARTS else None

    def to_content(self) -> dict[str, Any]:
        """The inverse of `from_content`."""
        buttons = [button.to_content() for button in self.buttons]
        return {"header": self.header.to_content(), "body": self.body.to_content(), "buttons": buttons}

    @property
    def shape(self) -> tuple[Any, ...]:
        """What Meta wants to be the same in all cards: the sort of header, whether there is a text, the buttons."""
        return self.header.type, bool(self.body.text), [button.type for button in self.buttons]

    def faults(self) -> rules.Faults:
        """Of a card by itself."""
        yield from self.header.faults("header", PICTURES)
        if self.body.text is not None:
            yield from wording.body("body", self.body, limits.CARD_BODY)
        yield from button_rules.faults("carousel", self.buttons)

    def components(self, counted: bool) -> list[dict[str, Any]]:
        """Header, body, buttons: those that are there."""
        parts = self.header.components(counted)
        if self.body.text:
            parts.append(self.body.component("BODY", "body_text", counted))
        if self.buttons:
            parts.append({"type": "BUTTONS", "buttons": [button.component() for button in self.buttons]})
        return parts


def read(content: Mapping[str, Any], usual_header: str = "") -> dict[str, Any]:
    """The fields of a `DraftCard`."""
    return {
        "header": DraftHeader.from_content(content.get("header"), usual_header),
        "body": DraftText.from_content(content.get("body")),
        "buttons": tuple(DraftButton.from_content(mapping(button)) for button in items(content, "buttons")),
    }


def known(parts: Parts) -> dict[str, Any] | None:
    """The fields of a `DraftCard` from Meta's components by type; None when there is a button that we do not make."""
    buttons = [DraftButton.of(mapping(button)) for button in items(parts.get("BUTTONS", {}), "buttons")]
    if None in buttons:
        return None
    body = DraftText.of(parts.get("BODY", {}), "body_text")
    return {"header": DraftHeader.of(parts.get("HEADER")), "body": body, "buttons": tuple(buttons)}


def by_type(components: Any) -> dict[str, Mapping[str, Any]]:
    """Meta's components under their types, in capitals."""
    return {str(part.get("type")).upper(): part for part in map(mapping, components)}
