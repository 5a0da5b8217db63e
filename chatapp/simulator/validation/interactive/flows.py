"""``flow`` (a form) and ``address_message`` (the built-in address form of India and Singapore)."""

from typing import Any

from ...errors import GraphError
from ..shape import anything, array, one_of, record, refuse, text
from .parts import message, named, words

FLOW_KEYS = record(
    {"flow_message_version": one_of("3"), "flow_cta": words(30)},
    {
        "flow_id": text(),
        "flow_name": text(),
        "flow_token": text(),
        "mode": one_of("draft", "published"),
        "flow_action": one_of("navigate", "data_exchange"),
        "flow_action_payload": record({"screen": text()}, {"data": anything}),
        "flow_metadata": anything,
    },
)
ADDRESS_KEYS = record(
    {"country": one_of("IN", "SG")},
    {"values": anything, "saved_addresses": array(anything, least=0), "validation_errors": anything},
)


def flow_parameters(value: Any, path: str) -> None:
    """A flow is named by its id or by its name; ``data_exchange`` carries no payload."""
    if isinstance(value, dict) and isinstance(value.get("flow_message_version"), int):
        raise refuse(f"{path}['flow_message_version']", "must be a string.", 100)
    FLOW_KEYS(value, path)
    if ("flow_id" in value) == ("flow_name" in value):
        raise GraphError(131009, f"Param {path} must have exactly one of flow_id and flow_name.")
    if value.get("flow_action") == "data_exchange" and value.get("flow_action_payload"):
        raise GraphError(131009, "flow_action_payload is only for flow_action navigate.")


FLOW = message(named("flow", flow_parameters), headers=("text", "image", "video", "document"))
ADDRESS_MESSAGE = message(named("address_message", ADDRESS_KEYS), headers=("text", "image", "video", "document"))
