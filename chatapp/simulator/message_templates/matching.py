"""Does a send fit its template? Counts (132000), formats (132012), and parameters that buttons demand (131008)."""

from typing import Any

from ..errors import GraphError
from .hydrating import offer_end, sent_cards
from .shelf import Template
from .variables import variables

UNUSABLE = {"PAUSED": 132015, "DISABLED": 132016}
MEDIA_FORMATS = ("IMAGE", "VIDEO", "DOCUMENT", "LOCATION")
# What a button of the template must be given, and under which sub_type it is sent.
BUTTON_SENDS = {
    "QUICK_REPLY": "quick_reply",
    "URL": "url",
    "COPY_CODE": "copy_code",
    "OTP": "url",
    "FLOW": "flow",
    "CATALOG": "catalog",
    "MPM": "mpm",
    "VOICE_CALL": "voice_call",
}
BUTTON_DEMANDS = {"OTP", "COPY_CODE", "MPM"}


def usable(template: Template | None, name: str, language: str) -> Template:
    """The template if it may be sent now; otherwise 132001, 132015 or 132016."""
    if template is None or template.status not in ("APPROVED", *UNUSABLE):
        raise GraphError(132001, f"template name ({name}) does not exist in {language}")
    if template.status in UNUSABLE:
        raise GraphError(UNUSABLE[template.status], f"template name ({name}) in {language} is {template.status}")
    return template


def match(template: Template, components: list[dict[str, Any]]) -> None:
    """Raise the first way in which the components do not fit."""
    match_parts(template.components, components, template.named)
    match_offer(template, offer_end(components))
    cards, sent = (template.component("CAROUSEL") or {}).get("cards", []), sent_cards(components)
    if [card["card_index"] for card in sent] != list(range(len(cards))):
        raise GraphError(132012, f"carousel: expected {len(cards)} cards in their order, got {len(sent)}")
    for card, given in zip(cards, sent, strict=True):
        match_parts(card["components"], given["components"], template.named)


def match_parts(made: list[dict[str, Any]], components: list[dict[str, Any]], named: bool) -> None:
    """Header, body and buttons of a template or of a card."""
    parts = {part["type"].upper(): part for part in made}
    sent: dict[str, list[dict[str, Any]]] = {}
    for component in components:
        sent.setdefault(component["type"].lower(), []).append(component)
    match_header(parts.get("HEADER"), parameters_of(sent, "header"), named)
    match_text("body", parts.get("BODY", {}).get("text", ""), parameters_of(sent, "body"), named)
    match_buttons(parts.get("BUTTONS"), sent.get("button", []))


def parameters_of(sent: dict[str, list[dict[str, Any]]], kind: str) -> list[dict[str, Any]]:
    """All parameters of the components of this kind."""
    return [parameter for component in sent.get(kind, []) for parameter in component.get("parameters", [])]


def match_offer(template: Template, ends_at: Any) -> None:
    """An offer that expires says when, in milliseconds; no other does."""
    offer = (template.component("LIMITED_TIME_OFFER") or {}).get("limited_time_offer", {})
    if bool(offer.get("has_expiration")) != (ends_at is not None):
        raise GraphError(132012, "limited_time_offer: expiration_time_ms is needed exactly when the offer has one")
    if ends_at is not None and not isinstance(ends_at, int):
        raise GraphError(131009, "limited_time_offer: expiration_time_ms must be a number of milliseconds")


def match_header(header: dict[str, Any] | None, given: list[dict[str, Any]], named: bool) -> None:
    """A text header has its variables; a media header needs exactly its media."""
    wanted = (header or {}).get("format", "TEXT").upper()
    if wanted not in MEDIA_FORMATS:
        match_text("header", (header or {}).get("text", ""), given, named)
        return
    received = given[0]["type"].upper() if len(given) == 1 else "UNKNOWN"
    if received != wanted:
        raise GraphError(132012, f"header: Format mismatch, expected {wanted}, received {received}")


def match_text(part: str, text: str, given: list[dict[str, Any]], named: bool) -> None:
    """As many parameters as variables; named ones by their names."""
    expected = variables(text)
    if len(given) != len(expected):
        raise GraphError(
            132000,
            f"{part}: number of localizable_params ({len(given)}) does not match the expected number of params "
            f"({len(expected)})",
        )
    for position, parameter in enumerate(given):
        if parameter["type"].lower() not in ("text", "currency", "date_time"):
            raise GraphError(132012, f"{part}: Parameter {position + 1} must be text, got {parameter['type']}")
    if named and {parameter.get("parameter_name") for parameter in given} != set(expected):
        raise GraphError(
            100, f"{part}: parameter_name must be {', '.join(expected)}", message="(#100) Invalid parameter"
        )
    if not named and any(parameter.get("parameter_name") for parameter in given):
        raise GraphError(132012, f"{part}: this template has positional parameters, parameter_name is not expected")


def match_buttons(component: dict[str, Any] | None, given: list[dict[str, Any]]) -> None:
    """Each button sent exists and has the right sub_type; each that needs a parameter got it."""
    buttons = (component or {}).get("buttons", [])
    by_index = {int(button["index"]): button for button in given}
    for index, sent in by_index.items():
        kind = buttons[index]["type"].upper() if index < len(buttons) else None
        if BUTTON_SENDS.get(kind) != sent["sub_type"].lower():
            raise GraphError(132012, f"buttons: Button at index {index} is not of type {sent['sub_type']}")
    for index, button in enumerate(buttons):
        kind = button["type"].upper()
        dynamic = kind == "URL" and variables(button.get("url", ""))
        if (dynamic or kind in BUTTON_DEMANDS) and not by_index.get(index, {}).get("parameters"):
            raise GraphError(131008, f"buttons: Button at index {index} of type {kind.title()} requires a parameter")
        if kind == "URL" and not dynamic and index in by_index:
            raise GraphError(132000, f"buttons: Button at index {index} has a static URL and takes no parameter")
