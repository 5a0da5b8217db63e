"""``carousel``: two to ten cards, all with the same kind and number of buttons, or all products of one catalogue."""

from typing import Any

from ...errors import GraphError
from ..shape import array, integer, missing, one_of, record, refuse, text
from .parts import body, header, message, unique, words
from .requests import URL_BUTTON

QUICK_REPLY = record({"type": one_of("quick_reply"), "quick_reply": record({"id": words(20), "title": words(20)})})
PRODUCT = record({"catalog_id": text(), "product_retailer_id": text()})
PLACE = {"card_index": integer(0, 9), "type": one_of("cta_url", "product")}
MOST_BREAKS = 2


def card(value: Any, path: str) -> None:
    """A picture or film with a link or quick replies, or a product."""
    if not isinstance(value, dict):
        raise refuse(path, "must be a JSON object.", 100)
    if value.get("type") == "product":
        record({**PLACE, "action": PRODUCT})(value, path)
        return
    action = value.get("action")
    if not isinstance(action, dict):
        raise missing(f"{path}['action']")
    buttons = record({"buttons": array(QUICK_REPLY, 1, 3)}) if "buttons" in action else URL_BUTTON
    record({**PLACE, "header": header("image", "video"), "action": buttons}, {"body": body(160)})(value, path)
    if value.get("body", {}).get("text", "").count("\n") > MOST_BREAKS:
        raise GraphError(131009, f"Param {path}['body']['text'] may have at most {MOST_BREAKS} line breaks.")


CARDS = record({"cards": array(card, 2, 10)})


def cards(value: Any, path: str) -> None:
    """Cards that look alike and are numbered."""
    CARDS(value, path)
    found = value["cards"]
    unique([int(each["card_index"]) for each in found], path, "card_index")
    if len({(each["type"], kind_of(each["action"])) for each in found}) > 1:
        raise GraphError(131009, "All cards of a carousel must have the same kind and number of buttons.")


def kind_of(action: dict[str, Any]) -> tuple[str, Any]:
    """What must be equal on all cards."""
    if "catalog_id" in action:
        return "product", action["catalog_id"]
    return ("replies", len(action["buttons"])) if "buttons" in action else ("link", 1)


CAROUSEL = message(cards, footer=False)
