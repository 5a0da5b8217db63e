"""The buttons of a template that need something. Those that need nothing (fixed links, phone numbers) are left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chatapp.kinds import limits, rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.reading import mapping, word
from chatapp.kinds.template.action_buttons import CatalogButton, FlowButton, ProductsButton, VoiceCallButton
from chatapp.kinds.template.button import TemplateButton
from chatapp.kinds.template.value_buttons import CopyCodeButton, OneTimeCodeButton, QuickReplyButton, UrlButton


@dataclass(frozen=True)
class NoButton(TemplateButton):
    """Of a type that nobody knows: kept so that `check` can say so."""

    type = "none"
    sub_type = "none"

    def own_faults(self) -> rules.Faults:
        """Always wrong."""
        yield FieldError("type", "bad_choice")


_TYPES: Sequence[type[TemplateButton]] = (
    QuickReplyButton,
    UrlButton,
    CopyCodeButton,
    OneTimeCodeButton,
    FlowButton,
    CatalogButton,
    ProductsButton,
    VoiceCallButton,
)
BUTTON_TYPES: dict[str, type[TemplateButton]] = {button.type: button for button in _TYPES}


def read(content: Any) -> TemplateButton:
    """`{"index", "type", ...}`, from stored content."""
    kind = word(content, "type")
    button = BUTTON_TYPES.get(kind, NoButton) if isinstance(kind, str) else NoButton
    return button.from_stored(mapping(content))


def faults(buttons: Sequence[TemplateButton]) -> rules.Faults:
    """Up to ten, each in a place of its own."""
    yield from rules.count("buttons", len(buttons), limits.Span(0, limits.TEMPLATE_BUTTONS))
    yield from rules.each("buttons", buttons)
    yield from rules.distinct((f"buttons.{place}.index", str(button.index)) for place, button in enumerate(buttons))
