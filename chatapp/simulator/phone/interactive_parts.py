"""Questions with buttons, rows or cards, and the answers to them."""

from typing import Any

FIXED_CHOICES = {
    "address_message": "Provide address",
    "call_permission_request": "Choose call permission",
    "catalog_message": "View catalog",
    "location_request_message": "Send location",
    "order_details": "Review and pay",
    "product": "View product",
    "request_contact_info": "Share contact info",
    "voice_call": "Call Now",
}


def answer_of(content: dict[str, Any]) -> dict[str, str] | None:
    """What the customer chose: ``{"title", "description"?}``."""
    return content.get("button_reply") or content.get("list_reply")


def choices(kind: str, action: dict[str, Any]) -> list[str]:
    """What could be tapped."""
    parameters = action.get("parameters", {})
    label = parameters.get("display_text") or parameters.get("flow_cta") or action.get("button")
    label = label or FIXED_CHOICES.get(kind)
    return replies(action, "reply") + ([label] if label else [])


def replies(action: dict[str, Any], kind: str) -> list[str]:
    """The titles of reply buttons."""
    return [button.get(kind, {}).get("title", "") for button in action.get("buttons", [])]


def sections(action: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a list, the products of a product list, the cards of a carousel."""
    found = [
        {"title": section.get("title", ""), "rows": [row_of(row) for row in rows_in(section)]}
        for section in action.get("sections", [])
    ]
    cards = [card_row(card) for card in action.get("cards", [])]
    return found + ([{"title": "Cards", "rows": cards}] if cards else [])


def rows_in(section: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows or products."""
    return section.get("rows") or section.get("product_items") or []


def row_of(row: dict[str, Any]) -> dict[str, str]:
    """A row or a product."""
    return {"title": row.get("title") or row.get("product_retailer_id", ""), "description": row.get("description", "")}


def card_row(card: dict[str, Any]) -> dict[str, str]:
    """A card of a carousel and what could be tapped on it."""
    action = card.get("action", {})
    taps = [*replies(action, "quick_reply"), action.get("parameters", {}).get("display_text", "")]
    title = card.get("body", {}).get("text") or action.get("product_retailer_id") or f"Card {card['card_index']}"
    return {"title": title, "description": ", ".join(filter(None, taps))}
