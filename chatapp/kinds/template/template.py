"""A message that Meta has approved before, with values for its variables."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from chatapp.kinds import limits, rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.file import NO_IDS, File
from chatapp.kinds.kind import Kind
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import items, lines, mapping, tidy, whole, word
from chatapp.kinds.record import Record
from chatapp.kinds.template import buttons as template_buttons
from chatapp.kinds.template import components, values
from chatapp.kinds.template.button import TemplateButton
from chatapp.kinds.template.card import TemplateCard
from chatapp.kinds.template.header import TemplateHeader
from chatapp.kinds.template.shown import Shown
from chatapp.kinds.template.value_buttons import OneTimeCodeButton
from chatapp.kinds.template.values import Values
from chatapp.kinds.times import moment

_NAME, _LANGUAGE = re.compile(r"[a-z0-9_]+"), re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")


@dataclass(frozen=True, kw_only=True)
class Template(Record, Kind):
    """The only kind that may be sent when the service window is shut. Whether the values are those that the template
    asks for is not known here: `check` tells what can be told without its definition.

    `template` is its name (stored as `name`), `language` Meta's code (pt_BR). `offer_ends_at` is the end of a
    limited-time offer in epoch milliseconds. `shown` is what the customer sees; the product writes it, never a client.
    """

    name = "template"
    wire = "template"
    icon = "message-square-text"
    label = N_("Template")
    sendable = True
    marks_up = True

    template: str | None = None
    language: str | None = None
    header: TemplateHeader | None = None
    body: Values = field(default_factory=dict)
    buttons: tuple[TemplateButton, ...] = ()
    cards: tuple[TemplateCard, ...] = ()
    offer_ends_at: int | None = None
    shown: Shown | None = None

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """As an echo."""
        said = message["template"]
        named = {"name": said["name"], "language": said["language"]["code"]}
        return cls.from_stored(named | components.content_of(items(said, "components")))

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """Without `shown`: nobody may put words into the customer's view of it."""
        content = mapping(tidy(content))
        return cls.from_stored({key: value for key, value in content.items() if key != "shown"})

    @classmethod
    def from_stored(cls, content: dict[str, Any]) -> Self:
        """The inverse of `to_stored`."""
        return cls(
            template=word(content, "name"),
            language=word(content, "language"),
            header=TemplateHeader.from_stored(content.get("header")),
            body=values.read(content.get("body")),
            buttons=tuple(template_buttons.read(button) for button in items(content, "buttons")),
            cards=tuple(TemplateCard.from_stored(card) for card in items(content, "cards")),
            offer_ends_at=whole(content, "offer_ends_at"),
            shown=Shown.from_stored(content.get("shown")),
        )

    def to_stored(self) -> dict[str, Any]:
        """The fields under their names, but for `name`, which among kinds is the kind's."""
        content = super().to_stored()
        return {"name": content.pop("template", None)} | content

    @property
    def words(self) -> str | None:
        """What the customer reads; failing that the template's name."""
        return (self.shown and self.shown.body) or self.template

    @property
    def plain(self) -> str:
        """Everything that the customer reads."""
        return self.shown.plain if self.shown else lines(*self.body.values())

    @property
    def offer_ends(self) -> datetime | None:
        """When a limited-time offer ends."""
        return moment(self.offer_ends_at / 1000) if isinstance(self.offer_ends_at, int) else None

    @property
    def files(self) -> tuple[File, ...]:
        """The header's, then one of each card."""
        return tuple(file for part in (self.header, *self.cards) if part for file in part.files)

    def with_files(self, media_ids: Sequence[int]) -> Self:
        """With our own copies of the files."""
        waiting = iter(media_ids)
        parts = [part and part.with_files([next(waiting) for _ in part.files]) for part in (self.header, *self.cards)]
        return replace(self, header=parts[0], cards=tuple(parts[1:]))

    def faults(self) -> rules.Faults:
        """A name, a language, and values that Meta takes."""
        yield from rules.words("name", self.template, limits.TEMPLATE_NAME)
        yield from rules.like("name", self.template, _NAME)
        yield from rules.words("language", self.language, limits.LANGUAGE)
        yield from rules.like("language", self.language, _LANGUAGE)
        if self.header:
            yield from rules.below("header", self.header.faults())
        yield from rules.below("body", values.faults(self.body, limits.TEMPLATE_VALUE))
        yield from template_buttons.faults(self.buttons)
        yield from self._code_faults()
        yield from rules.some_whole("offer_ends_at", self.offer_ends_at, limits.MILLISECONDS)
        yield from rules.count("cards", len(self.cards), limits.TEMPLATE_CARDS)
        yield from rules.each("cards", self.cards)

    def _code_faults(self) -> rules.Faults:
        """A one-time code stands in the body and on its button."""
        for place, button in enumerate(self.buttons):
            if isinstance(button, OneTimeCodeButton) and self.body.get("1") != button.code:
                yield FieldError(f"buttons.{place}.code", "mismatch")

    def to_graph(self, meta_ids: Mapping[int, str] = NO_IDS) -> dict[str, Any]:
        """Meta's template object."""
        parts = self._components(meta_ids)
        told = {"components": parts} if parts else {}
        return {
            "type": "template",
            "template": {"name": self.template, "language": {"code": self.language}, **told},
        }

    def _components(self, meta_ids: Mapping[int, str]) -> list[dict[str, Any]]:
        parts = [self.header.component(meta_ids)] if self.header else []
        if self.body:
            parts.append({"type": "body", "parameters": values.parameters(self.body)})
        if self.offer_ends_at is not None:
            offer = {"type": "limited_time_offer", "limited_time_offer": {"expiration_time_ms": self.offer_ends_at}}
            parts.append({"type": "limited_time_offer", "parameters": [offer]})
        if self.cards:
            cards = [{"card_index": i, "components": card.components(meta_ids)} for i, card in enumerate(self.cards)]
            parts.append({"type": "carousel", "cards": cards})
        return parts + [component for button in self.buttons for component in button.components()]
