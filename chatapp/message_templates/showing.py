"""What the customer sees of a template: with the message's values, or before there is a message, with samples."""

from chatapp.kinds import Template
from chatapp.kinds.template import Shown, ShownButton, TemplateButton, TemplateCard, TemplateHeader
from chatapp.message_templates.buttons import Button
from chatapp.message_templates.definition import Card, Definition
from chatapp.message_templates.variables import VARIABLE, filled


def shown(definition: Definition, kind: Template) -> Shown:
    """With the message's values; where one is missing the variable stays visible."""
    cards = zip(definition.cards, [*kind.cards, *[TemplateCard(None)] * len(definition.cards)], strict=False)
    header, footer = _header(definition, kind.header), definition.footer
    return Shown(
        body=filled(definition.body.text, kind.body) or None,
        header=header,
        footer=footer,
        offer=definition.offer,
        buttons=_buttons(definition, kind.buttons),
        cards=tuple(_card(card, sent) for card, sent in cards),
        category=definition.category,
    )


def sample(definition: Definition) -> Shown:
    """With the samples that Meta's reviewers saw."""
    return Shown(
        body=filled(definition.body.text, definition.body.samples) or None,
        header=(definition.header and filled(definition.header.text.text, definition.header.text.samples)) or None,
        footer=definition.footer,
        offer=definition.offer,
        buttons=_buttons(definition, ()),
        cards=tuple(
            Shown(body=filled(card.body.text, card.body.samples) or None, buttons=_buttons(card, ()))
            for card in definition.cards
        ),
        category=definition.category,
    )


def _card(card: Card, sent: TemplateCard) -> Shown:
    return Shown(
        body=filled(card.body.text, sent.body) or None,
        header=_header(card, sent.header),
        buttons=_buttons(card, sent.buttons),
    )


def _header(card: Card, sent: TemplateHeader | None) -> str | None:
    return (card.header and filled(card.header.text.text, sent.values if sent else {})) or None


def _buttons(card: Card, sent: tuple[TemplateButton, ...]) -> tuple[ShownButton, ...]:
    suffixes = {button.index: getattr(button, "suffix", None) for button in sent}
    return tuple(
        ShownButton(button.type, button.text, _link(button, suffixes.get(button.index))) for button in card.buttons
    )


def _link(button: Button, suffix: str | None) -> str | None:
    if button.phone:
        return f"tel:{button.phone}"
    if button.takes == "url":
        return VARIABLE.sub(lambda _found: suffix, button.url) if suffix else None
    return button.url if button.type == "URL" and button.takes is None else None
