"""The choices of a template message: its buttons with what was sent for them."""

from dataclasses import replace
from typing import Any

from ..customers import Customer
from ..message_templates import Template
from ..message_templates.hydrating import sent_cards, values
from ..message_templates.variables import filled
from . import bodies
from .choice import Choice

Button = dict[str, Any]


def buttons_of(template: Template, components: list[dict[str, Any]], customer: Customer) -> list[Choice]:
    """The template's, then those of each card, in their order."""
    cards = (template.component("CAROUSEL") or {}).get("cards", [])
    sent = {card["card_index"]: card["components"] for card in sent_cards(components)}
    found = choices_in(template.components, components, customer)
    for place, card in enumerate(cards):
        choices = choices_in(card["components"], sent.get(place, []), customer)
        found += [replace(choice, group=str(place)) for choice in choices]
    return found


def choices_in(made: list[dict[str, Any]], sent: list[dict[str, Any]], customer: Customer) -> list[Choice]:
    """Of a template or a card; parameters find their button by its index."""
    given = {str(each.get("index")): each.get("parameters", []) for each in sent if each["type"].lower() == "button"}
    buttons = next((part["buttons"] for part in made if part["type"].upper() == "BUTTONS"), [])
    return [choice_of(button, given.get(str(place), []), customer) for place, button in enumerate(buttons)]


def choice_of(button: Button, parameters: list[dict[str, Any]], customer: Customer) -> Choice:
    """What this button does on the phone."""
    kind = button["type"].upper()
    label = button.get("text") or kind.replace("_", " ").capitalize()
    given = parameters[0] if parameters else {}
    match kind:
        case "QUICK_REPLY":
            return Choice(label, "answer", bodies.quick_reply(label, given.get("payload") or label))
        case "URL":
            return Choice(label, "link", value=filled(button.get("url", ""), values(parameters)))
        case "PHONE_NUMBER":
            return Choice(label, "link", value=f"tel:{button.get('phone_number', '')}")
        case "COPY_CODE":
            return Choice(label, "copy", value=given.get("coupon_code") or str(button.get("example", "")))
        case "OTP":
            return Choice(label, "copy", value=given.get("text", ""))
        case "FLOW":
            return Choice(label, "form", value=str((given.get("action") or {}).get("flow_token") or ""))
        case "VOICE_CALL":
            return Choice(label, "call")
        case "REQUEST_CONTACT_INFO":
            return Choice(label, "answer", bodies.own_contact(customer))
    shown = (given.get("action") or {}).get("thumbnail_product_retailer_id", "first-product")
    return Choice(label, "answer", bodies.order("catalog", shown))
