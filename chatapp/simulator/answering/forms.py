"""A form filled in: the answer to a flow or to a question for an address."""

from typing import Any

from . import bodies
from .choice import Choice


def form_reply(content: Any, choice: Choice, fields: dict[str, Any]) -> dict[str, Any]:
    """``fields`` are the customer's answers; a flow's token comes back with them."""
    asks_address = isinstance(content, dict) and content.get("type") == "address_message"
    if asks_address:
        return bodies.filled_form("address_message", {"values": fields})
    token = {"flow_token": choice.value} if choice.value else {}
    return bodies.filled_form("flow", {**token, **fields})
