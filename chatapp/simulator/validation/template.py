"""``template``: the outline of what is sent. Whether it fits is the business of ``message_templates.matching``."""

from typing import Any

from ..errors import GraphError
from .location import LOCATION
from .media import media
from .shape import anything, array, integer, one_of, record, refuse, text

PARAMETER = record(
    {"type": text()},
    {
        "text": text(),
        "parameter_name": text(),
        "payload": text(512),
        "coupon_code": text(20),
        "currency": record({"fallback_value": text(), "code": text(3), "amount_1000": anything}),
        "date_time": record(
            {"fallback_value": text()},
            dict.fromkeys(
                ("day_of_week", "day_of_month", "year", "month", "hour", "minute", "calendar", "timestamp"), anything
            ),
        ),
        "image": media(),
        "video": media(),
        "document": media(filename=text(240)),
        "location": LOCATION,
        "action": anything,
        "ttl_minutes": integer(1, 43200),
        "limited_time_offer": record({"expiration_time_ms": anything}),
        "product": anything,
    },
)
COMPONENT_TYPES = ("header", "body", "button", "limited_time_offer", "carousel", "order_details", "order_status")


def parameter(value: Any, path: str) -> None:
    """A parameter carries the object its type names."""
    PARAMETER(value, path)
    kind = value["type"].lower()
    if value.get(kind) is None:
        raise GraphError(131008, f"Parameter {path}['{kind}'] is required.")


def component(value: Any, path: str) -> None:
    """A component with parameters, or a carousel with cards of components."""
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise refuse(path, "must be a JSON object with a type.", 100)
    kind = value["type"].lower()
    if kind not in COMPONENT_TYPES:
        raise refuse(f"{path}['type']", f'must be one of {{{", ".join(COMPONENT_TYPES).upper()}}} - got "{kind}".', 100)
    inner = {"type": text(), "parameters": array(parameter, least=0)}
    if kind == "button":
        record({**inner, "sub_type": text(), "index": integer(0, 9)})(value, path)
    elif kind == "carousel":
        card = record({"card_index": integer(0, 9), "components": array(component)})
        record({"type": text(), "cards": array(card, 1, 10)})(value, path)
    else:
        record({"type": text()}, inner)(value, path)


TEMPLATE = record(
    {"name": text(512), "language": record({"code": text(20)}, {"policy": one_of("deterministic")})},
    {"components": array(component, least=0), "namespace": text()},
)
