"""Meta's rules for the marketing builds: limited-time offers, and carousels of media cards."""

from typing import Any

from ..errors import GraphError
from .parts import check_buttons, check_sample, check_text
from .refusing import invalid
from .variables import variables

OFFER_TITLE, OFFER_BODY = 16, 600
CARDS, CARD_BODY, CARD_BUTTONS = range(2, 11), 160, range(1, 3)
CARD_BUTTON_TYPES = ("QUICK_REPLY", "URL", "PHONE_NUMBER")
PICTURES = ("IMAGE", "VIDEO")

Parts = dict[str, dict[str, Any]]


def check_offer(parts: Parts, category: str) -> None:
    """Marketing, a short title, no footer, a link always and a code before it if the offer expires."""
    offer = parts["LIMITED_TIME_OFFER"].get("limited_time_offer") or {}
    marketing_without_footer(parts, category)
    if not 1 <= len(offer.get("text") or "") <= OFFER_TITLE:
        raise invalid(f"limited_time_offer.text has 1 to {OFFER_TITLE} characters.")
    if len(parts["BODY"]["text"]) > OFFER_BODY:
        raise GraphError(2388040, f"The BODY of an offer is at most {OFFER_BODY} characters.")
    if parts.get("HEADER", {}).get("format", "IMAGE").upper() not in PICTURES:
        raise invalid("The HEADER of an offer is an image or a video.")
    buttons = [button["type"].upper() for button in parts.get("BUTTONS", {}).get("buttons", [])]
    allowed = [["COPY_CODE", "URL"]] if offer.get("has_expiration") else [["URL"], ["COPY_CODE", "URL"]]
    if buttons not in allowed:
        raise invalid("An offer has a URL button, and before it a COPY_CODE button if it has an expiration.")


def check_carousel(parts: Parts, category: str) -> None:
    """Marketing, nothing but a body beside it, and two to ten cards with the same components."""
    marketing_without_footer(parts, category)
    if {"HEADER", "BUTTONS"} & parts.keys():
        raise invalid("A carousel has no HEADER and no BUTTONS of its own.")
    cards = parts["CAROUSEL"].get("cards") or []
    if len(cards) not in CARDS:
        raise invalid("A carousel has 2 to 10 cards.")
    shapes = [card_shape(card) for card in cards]
    if any(shape != shapes[0] for shape in shapes):
        raise invalid("All cards of a carousel must have the same components.")


def card_shape(card: dict[str, Any]) -> tuple[str, bool, list[tuple[str, bool]]]:
    """What has to be the same in all cards, after a look at this one."""
    parts: Parts = {str(each.get("type", "")).upper(): each for each in card.get("components", [])}
    header, body = parts.get("HEADER", {}), parts.get("BODY")
    kind = str(header.get("format", "")).upper()
    if kind not in PICTURES:
        raise invalid("The HEADER of a card is an image or a video.")
    check_sample(header)
    if body:
        check_text("BODY", body, "MARKETING")
        if len(body["text"]) > CARD_BODY:
            raise GraphError(2388040, f"The BODY of a card is at most {CARD_BODY} characters.")
    buttons = parts.get("BUTTONS", {}).get("buttons", [])
    types = [str(button.get("type", "")).upper() for button in buttons]
    if len(types) not in CARD_BUTTONS or not set(types) <= set(CARD_BUTTON_TYPES):
        raise invalid(f"A card has 1 or 2 buttons of {', '.join(CARD_BUTTON_TYPES)}.")
    check_buttons(buttons)
    dynamic = [bool(variables(button.get("url", ""))) for button in buttons]
    return kind, bool(body), list(zip(types, dynamic, strict=True))


def marketing_without_footer(parts: Parts, category: str) -> None:
    """What both builds have in common."""
    if category != "MARKETING":
        raise invalid("Offers and carousels are supported for MARKETING only.")
    if "FOOTER" in parts:
        raise invalid("Offers and carousels do not support a FOOTER.")
