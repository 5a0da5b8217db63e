"""What the customer sees of a template message."""

from typing import Any

from ..errors import GraphError
from .shelf import Template
from .variables import filled

LONGEST_BODY, LONGEST_CARD_BODY = 1024, 160


def hydrate(template: Template, components: list[dict[str, Any]]) -> dict[str, Any]:
    """:func:`filled_in` of the whole template, and ``offer``, ``offer_ends_at`` (ms) and ``cards``, one for each."""
    offer = (template.component("LIMITED_TIME_OFFER") or {}).get("limited_time_offer", {})
    cards = (template.component("CAROUSEL") or {}).get("cards", [])
    sent = {card["card_index"]: card["components"] for card in sent_cards(components)}
    return {
        **filled_in(template.components, components),
        "offer": offer.get("text", ""),
        "offer_ends_at": offer_end(components),
        "cards": [filled_in(card["components"], sent.get(place, [])) for place, card in enumerate(cards)],
    }


def filled_in(made: list[dict[str, Any]], sent: list[dict[str, Any]]) -> dict[str, Any]:
    """``{"header", "header_media", "body", "footer"}`` of a template or a card with the variables filled in."""
    parts = {part["type"].upper(): part for part in made}
    given = {component["type"].lower(): component.get("parameters", []) for component in sent}
    media = next((each for each in given.get("header", []) if each["type"].lower() != "text"), None)
    return {
        "header": filled(parts.get("HEADER", {}).get("text", ""), values(given.get("header", []))),
        "header_media": media,
        "body": filled(parts.get("BODY", {}).get("text", ""), values(given.get("body", []))),
        "footer": parts.get("FOOTER", {}).get("text", ""),
    }


def sent_cards(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cards of a send."""
    return [card for each in components if each["type"].lower() == "carousel" for card in each.get("cards", [])]


def offer_end(components: list[dict[str, Any]]) -> Any:
    """When the offer of a send ends, in ms; None when it says nothing of it."""
    for each in components:
        if each["type"].lower() == "limited_time_offer" and each.get("parameters"):
            return each["parameters"][0].get("limited_time_offer", {}).get("expiration_time_ms")
    return None


def values(parameters: list[dict[str, Any]]) -> dict[str, str]:
    """Variable names (or positions) and their texts."""
    return {
        parameter.get("parameter_name") or str(position): text_of(parameter)
        for position, parameter in enumerate(parameters, start=1)
    }


def text_of(parameter: dict[str, Any]) -> str:
    """A text, or the fallback of a currency or date."""
    content = parameter.get(parameter["type"].lower())
    return content if isinstance(content, str) else (content or {}).get("fallback_value", "")


def check_length(template: Template, components: list[dict[str, Any]]) -> None:
    """Filled bodies must not be longer than those of templates and cards (132005)."""
    whole = hydrate(template, components)
    for part, most in [(whole, LONGEST_BODY), *((card, LONGEST_CARD_BODY) for card in whole["cards"])]:
        if len(part["body"]) > most:
            raise GraphError(132005, f"Translated text too long: body exceeds {most} characters")
