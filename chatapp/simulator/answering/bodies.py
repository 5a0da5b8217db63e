"""The messages that taps send, as webhooks carry them (without sender, id and context)."""

import json
from typing import Any

from ..customers import Customer

# Products have no prices of their own here; an order needs some.
PRICE, CURRENCY = 29.9, "BRL"


def button_reply(button: dict[str, Any]) -> dict[str, Any]:
    """A reply button, also of a card."""
    reply = {"id": button.get("id", ""), "title": button.get("title", "")}
    return {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": reply}}


def list_reply(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a list, with its description if it has one."""
    reply = {key: row[key] for key in ("id", "title", "description") if row.get(key)}
    return {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": reply}}


def quick_reply(text: str, payload: str) -> dict[str, Any]:
    """A quick reply of a template: its own type, not ``interactive``."""
    return {"type": "button", "button": {"payload": payload, "text": text}}


def call_permission(response: str, *, permanent: bool = False, until: int | None = None) -> dict[str, Any]:
    """``accept`` (for good, or until that epoch second) or ``reject``."""
    reply: dict[str, Any] = {"response": response, "response_source": "user_action"}
    if response == "accept":
        reply["is_permanent"] = permanent
    if until:
        reply["expiration_timestamp"] = until
    return {"type": "interactive", "interactive": {"type": "call_permission_reply", "call_permission_reply": reply}}


def filled_form(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """``response_json`` is JSON in a string, as with Meta."""
    reply = {"name": name, "body": "Sent", "response_json": json.dumps(values, ensure_ascii=False)}
    return {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": reply}}


def order(catalog_id: str, *products: str) -> dict[str, Any]:
    """One of each product."""
    items = [
        {"product_retailer_id": product, "quantity": 1, "item_price": PRICE, "currency": CURRENCY}
        for product in products
    ]
    return {"type": "order", "order": {"catalog_id": catalog_id, "text": "", "product_items": items}}


def own_contact(customer: Customer) -> dict[str, Any]:
    """The customer's own card, as ``request_contact_info`` asks for it."""
    first, _, last = customer.name.partition(" ")
    name = {"formatted_name": customer.name, "first_name": first, **({"last_name": last} if last else {})}
    phones = [{"phone": f"+{customer.wa_id}", "wa_id": customer.wa_id, "type": "CELL"}] if customer.wa_id else []
    return {"type": "contacts", "contacts": [{"name": name, "phones": phones, "origin": "contact_request"}]}
