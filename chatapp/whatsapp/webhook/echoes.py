"""The `smb_message_echoes` field: what the company wrote on its own phone (coexistence)."""

from typing import Any

from chatapp import kinds
from chatapp.kinds.wire import said
from chatapp.whatsapp.facts import ChatEvent, Fact, MessageEcho
from chatapp.whatsapp.webhook.change import Change
from chatapp.whatsapp.webhook.chat import ON_ANOTHER_MESSAGE, head
from chatapp.whatsapp.webhook.messages import reported_error


def read(change: Change) -> list[Fact]:
    """Every echo and error of the change."""
    return [
        *change.each("message_echoes", _echo),
        *change.each("errors", reported_error),
        *change.rest("message_echoes", "errors"),
    ]


def _echo(change: Change, path: str, item: dict[str, Any]) -> ChatEvent:
    customer = change.customer(item.get("to"), item.get("to_user_id"), item.get("to_parent_user_id"))
    common = {**head(change, path, item, customer), "outgoing": True}
    if item.get("type") in ON_ANOTHER_MESSAGE:
        return ON_ANOTHER_MESSAGE[item["type"]](common, item)
    return MessageEcho(**common, kind=kinds.read(item), quoted_wamid=said(item, "context", "id"))
