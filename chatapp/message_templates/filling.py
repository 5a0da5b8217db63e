"""From what somebody filled in to the message: its content, what is wrong with it, and what the customer will see.

Meta refuses a send that does not fit its template (132000, 132012, 132005, 131008). `misfits` finds all of that first,
whoever wrote the content, a form of ours or a program.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from chatapp.kinds import FieldError, Template
from chatapp.kinds.reading import items, mapping
from chatapp.kinds.rules import below
from chatapp.kinds.template import TemplateButton, TemplateCard, TemplateHeader
from chatapp.message_templates.definition import Card, Definition, Header
from chatapp.message_templates.variables import filled, given

#: Characters of a text with everything filled in.
BODY, OFFER_BODY, HEADER, CARD_BODY = 1024, 600, 60, 160


def content(definition: Definition, sent: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a `kinds.Template`, but for name and language, from a form's nested fields.

    What is fixed (types, places of buttons) is the definition's; a button that was given nothing is left out.
    """
    written = _part(definition, sent)
    written["offer_ends_at"] = sent.get("offer_ends_at")
    written["cards"] = [_part(card, _nth(items(sent, "cards"), i)) for i, card in enumerate(definition.cards)]
    if definition.is_one_time_code:
        code = mapping(written["body"]).get("1")
        written["buttons"] = [{**button, "code": code} for button in written["buttons"]]
    return written


def _part(card: Card, sent: Mapping[str, Any]) -> dict[str, Any]:
    header = mapping(sent.get("header"))
    taps = items(sent, "buttons")
    buttons = [(button, mapping(_nth(taps, place))) for place, button in enumerate(card.fillable)]
    return {
        "header": _header(card.header, header),
        "body": given(card.body.variables, sent.get("body")),
        "buttons": [
            {**_listed(values), "index": button.index, "type": button.takes}
            for button, values in buttons
            if values or button.is_demanding
        ],
    }


def _header(header: Header | None, sent: dict[str, Any]) -> dict[str, Any] | None:
    if header is None or not header.is_needed:
        return None
    return {**sent, "type": header.type, "values": given(header.text.variables, sent.get("values"))}


def _listed(button: dict[str, Any]) -> dict[str, Any]:
    """Forms write a section's products one per line."""
    sections = [
        {**mapping(section), "products": str(mapping(section).get("products") or "").split()}
        for section in items(button, "sections")
    ]
    return {**button, **({"sections": sections} if sections else {})}


def _nth(found: list[Any], place: int) -> Any:
    return found[place] if place < len(found) else {}


def misfits(definition: Definition, kind: Template) -> Iterator[FieldError]:
    """Where the message does not fit its template."""
    yield from _card_misfits(definition, kind, OFFER_BODY if definition.offer else BODY)
    if definition.offer_ends and kind.offer_ends_at is None:
        yield FieldError("offer_ends_at", "required")
    elif not definition.offer_ends and kind.offer_ends_at is not None:
        yield FieldError("offer_ends_at", "not_allowed")
    if len(kind.cards) > len(definition.cards):
        yield FieldError("cards", "too_many", len(definition.cards))
    elif len(kind.cards) < len(definition.cards):
        yield FieldError("cards", "too_few", len(definition.cards))
    for place, (card, sent) in enumerate(zip(definition.cards, kind.cards, strict=False)):
        yield from below(f"cards.{place}", _card_misfits(card, sent, CARD_BODY))


def _card_misfits(card: Card, sent: Template | TemplateCard, most: int) -> Iterator[FieldError]:
    yield from _header_misfits(card.header, sent.header)
    yield from _text_misfits("body", card.body.variables, sent.body)
    if len(filled(card.body.text, sent.body) or "") > most:
        yield FieldError("body", "too_long", most)
    yield from _button_misfits(card, sent.buttons)


def _header_misfits(header: Header | None, sent: TemplateHeader | None) -> Iterator[FieldError]:
    if header is None or not header.is_needed:
        if sent is not None:
            yield FieldError("header", "not_allowed")
        return
    if sent is None:
        for need in header.needs("header"):
            if need.required:
                yield FieldError(need.path, "no_file" if need.is_file else "required")
        return
    if sent.type != header.type:
        yield FieldError("header.type", "mismatch")
    elif header.format == "TEXT":
        yield from _text_misfits("header.values", header.text.variables, sent.values)
        if len(filled(header.text.text, sent.values) or "") > HEADER:
            yield FieldError("header.values", "too_long", HEADER)


def _text_misfits(path: str, variables: list[str], values: Mapping[str, Any]) -> Iterator[FieldError]:
    for name in variables:
        if not values.get(name):
            yield FieldError(f"{path}.{name}", "required")
    for name in values:
        if name not in variables:
            yield FieldError(f"{path}.{name}", "not_allowed")


def _button_misfits(card: Card, sent: tuple[TemplateButton, ...]) -> Iterator[FieldError]:
    takes = {button.index: button.takes for button in card.fillable}
    seen = set()
    for place, button in enumerate(sent):
        if button.index in seen:
            yield FieldError(f"buttons.{place}.index", "duplicate")
        elif takes.get(button.index) != button.type:
            yield FieldError(f"buttons.{place}.type", "mismatch")
        seen.add(button.index)
    for place, button in enumerate(card.fillable):
        if button.is_demanding and button.index not in seen:
            yield FieldError(f"buttons.{place}", "required")
