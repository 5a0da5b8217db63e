"""Meta's components of a sent template, back in our words."""

from typing import Any

from chatapp.kinds.reading import items, mapping
from chatapp.kinds.template import values
from chatapp.kinds.template.header import TemplateHeader


def content_of(components: list[Any]) -> dict[str, Any]:
    """`{"header"?, "body", "buttons", "cards", "offer_ends_at"?}`, as stored. May raise, as `from_webhook` may."""
    content: dict[str, Any] = {"body": {}, "buttons": [], "cards": []}
    for component in components:
        kind = component["type"].lower()
        if kind == "header":
            content["header"] = TemplateHeader.content_of(component)
        elif kind == "body":
            content["body"] = values.heard(items(component, "parameters"))
        elif kind == "button":
            content["buttons"].append(_button(component))
        elif kind == "limited_time_offer":
            content["offer_ends_at"] = component["parameters"][0]["limited_time_offer"]["expiration_time_ms"]
        elif kind == "carousel":
            content["cards"] = [content_of(card["components"]) for card in component["cards"]]
    return content


def _button(component: dict[str, Any]) -> dict[str, Any]:
    kind = component["sub_type"].lower()
    parameters = {p["type"]: p.get(p["type"]) for p in items(component, "parameters")}
    return {"index": int(component["index"])} | _READERS[kind](parameters)


def _products(parameters: dict[str, Any]) -> dict[str, Any]:
    action = mapping(parameters.get("action"))
    sections = [
        {"title": section.get("title"), "products": [item["product_retailer_id"] for item in section["product_items"]]}
        for section in items(action, "sections")
    ]
    return {"type": "products", "product_id": action.get("thumbnail_product_retailer_id"), "sections": sections}


def _flow(parameters: dict[str, Any]) -> dict[str, Any]:
    action = mapping(parameters.get("action"))
    return {"type": "flow", "token": action.get("flow_token"), "data": action.get("flow_action_data")}


def _catalog(parameters: dict[str, Any]) -> dict[str, Any]:
    product = mapping(parameters.get("action")).get("thumbnail_product_retailer_id")
    return {"type": "catalog", "product_id": product}


#: One-time codes are sent as links, and so come back as such.
_READERS = {
    "quick_reply": lambda p: {"type": "quick_reply", "payload": p["payload"]},
    "url": lambda p: {"type": "url", "suffix": p["text"]},
    "copy_code": lambda p: {"type": "copy_code", "coupon": p["coupon_code"]},
    "flow": _flow,
    "catalog": _catalog,
    "mpm": _products,
    "voice_call": lambda p: {"type": "voice_call", "minutes": p.get("ttl_minutes"), "payload": p.get("payload")},
}
