"""What one card of a template's carousel needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from chatapp.kinds import rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.file import File
from chatapp.kinds.header import PICTURES
from chatapp.kinds.limits import CARD_BODY
from chatapp.kinds.reading import items, mapping
from chatapp.kinds.record import Record
from chatapp.kinds.template import buttons as template_buttons
from chatapp.kinds.template import values
from chatapp.kinds.template.button import TemplateButton
from chatapp.kinds.template.header import TemplateHeader
from chatapp.kinds.template.values import Values


@dataclass(frozen=True)
class TemplateCard(Record):
    """A picture or film, words for the variables of its text, and what its buttons need."""

    header: TemplateHeader | None
    body: Values = field(default_factory=dict)
    buttons: tuple[TemplateButton, ...] = ()

    @classmethod
    def from_stored(cls, content: Any) -> Self:
        """`{"header", "body"?, "buttons"?}`."""
        content = mapping(content)
        return cls(
            TemplateHeader.from_stored(content.get("header")),
            values.read(content.get("body")),
            tuple(template_buttons.read(button) for button in items(content, "buttons")),
        )

    @property
    def files(self) -> tuple[File, ...]:
        """Its picture or film."""
        return self.header.files if self.header else ()

    def with_files(self, media_ids: Sequence[int]) -> Self:
        """With our own copy of its file."""
        return replace(self, header=self.header.with_files(media_ids)) if media_ids else self

    def faults(self) -> rules.Faults:
        """A picture, and words that fit."""
        if self.header:
            yield from rules.below("header", self.header.faults(PICTURES))
        else:
            yield FieldError("header.media_id", "no_file")
        yield from rules.below("body", values.faults(self.body, CARD_BODY))
        yield from template_buttons.faults(self.buttons)

    def components(self, meta_ids: Mapping[int, str]) -> list[dict[str, Any]]:
        """Meta's components of the card."""
        body = [{"type": "body", "parameters": values.parameters(self.body)}] if self.body else []
        buttons = [component for button in self.buttons for component in button.components()]
        return [self.header.component(meta_ids), *body, *buttons]
