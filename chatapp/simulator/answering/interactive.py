"""The choices of every ``interactive`` type."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from ..customers import Customer
from . import bodies
from .choice import Choice

WEEK_S = 7 * 24 * 3600
Action = dict[str, Any]


def choices_in(content: dict[str, Any], customer: Customer) -> list[Choice]:
    """What could be tapped in this ``interactive`` object, top to bottom."""
    find = BY_TYPE.get(content.get("type", ""))
    action = content.get("action", {})
    return list(find(action, customer)) if find else []


def buttons(action: Action, customer: Customer) -> Iterator[Choice]:
    for button in action.get("buttons", []):
        reply = button.get("reply", {})
        yield Choice(reply.get("title", ""), "answer", bodies.button_reply(reply))


def rows(action: Action, customer: Customer) -> Iterator[Choice]:
    for section in action.get("sections", []):
        for row in section.get("rows", []):
            yield Choice(
                row.get("title", ""),
                "answer",
                bodies.list_reply(row),
                detail=row.get("description", ""),
                group=section.get("title", ""),
                sheet=action.get("button", ""),
            )


def link(action: Action, customer: Customer) -> Iterator[Choice]:
    parameters = action.get("parameters", {})
    yield Choice(parameters.get("display_text", ""), "link", value=parameters.get("url", ""))


def place(action: Action, customer: Customer) -> Iterator[Choice]:
    yield Choice("Send location", "location")


def contact(action: Action, customer: Customer) -> Iterator[Choice]:
    yield Choice("Share contact info", "answer", bodies.own_contact(customer))


def form(action: Action, customer: Customer) -> Iterator[Choice]:
    parameters = action.get("parameters", {})
    yield Choice(parameters.get("flow_cta", ""), "form", value=str(parameters.get("flow_token") or ""))


def address(action: Action, customer: Customer) -> Iterator[Choice]:
    yield Choice("Provide address", "form")


def call(action: Action, customer: Customer) -> Iterator[Choice]:
    yield Choice(action.get("parameters", {}).get("display_text") or "Call now", "call")


def permission(action: Action, customer: Customer) -> Iterator[Choice]:
    sheet = "Choose call permission"
    yield Choice("Always allow", "answer", bodies.call_permission("accept", permanent=True), sheet=sheet)
    until = int(time.time()) + WEEK_S
    yield Choice("Allow for a week", "answer", bodies.call_permission("accept", until=until), sheet=sheet)
    yield Choice("Do not allow", "answer", bodies.call_permission("reject"), sheet=sheet)


def product(action: Action, customer: Customer) -> Iterator[Choice]:
    yield Choice("Order it", "answer", bodies.order(action.get("catalog_id", ""), action["product_retailer_id"]))


def products(action: Action, customer: Customer) -> Iterator[Choice]:
    for section in action.get("sections", []):
        for item in section.get("product_items", []):
            name = item.get("product_retailer_id", "")
            ordered = bodies.order(action.get("catalog_id", ""), name)
            yield Choice(name, "answer", ordered, group=section.get("title", ""), sheet="View items")


def catalog(action: Action, customer: Customer) -> Iterator[Choice]:
    shown = action.get("parameters", {}).get("thumbnail_product_retailer_id", "first-product")
    yield Choice("Order from the catalog", "answer", bodies.order(action.get("catalog_id", "catalog"), shown))


def cards(action: Action, customer: Customer) -> Iterator[Choice]:
    for card in action.get("cards", []):
        group, inner = str(card.get("card_index", "")), card.get("action", {})
        for button in inner.get("buttons", []):
            reply = button.get("quick_reply", {})
            yield Choice(reply.get("title", ""), "answer", bodies.button_reply(reply), group=group)
        if "parameters" in inner:
            parameters = inner["parameters"]
            yield Choice(parameters.get("display_text", ""), "link", value=parameters.get("url", ""), group=group)
        if "product_retailer_id" in inner:
            ordered = bodies.order(inner.get("catalog_id", ""), inner["product_retailer_id"])
            yield Choice("Order it", "answer", ordered, group=group)


BY_TYPE: dict[str, Callable[[Action, Customer], Iterator[Choice]]] = {
    "address_message": address,
    "button": buttons,
    "call_permission_request": permission,
    "carousel": cards,
    "catalog_message": catalog,
    "cta_url": link,
    "flow": form,
    "list": rows,
    "location_request_message": place,
    "product": product,
    "product_list": products,
    "request_contact_info": contact,
    "voice_call": call,
}
