"""Messages with something to tap."""

from typing import Any

from tests.meta_rules.media import LINK, media
from tests.meta_rules.shapes import (
    Rule,
    Wrong,
    anything,
    array,
    both,
    exactly,
    no_two_alike,
    record,
    text,
    when_sound,
    whole,
)

_HEADERS: dict[str, Rule] = {
    "text": text(60),
    "image": media(),
    "video": media(),
    "document": media(filename=text(1000)),
}
ANY_HEADER = tuple(_HEADERS)


def header(*types: str) -> Rule:
    """One of these types, with the object of its name."""

    def rule(value: Any, path: str) -> Wrong:
        if not isinstance(value, dict) or value.get("type") not in types:
            yield f"{path}: is not of a type among {types}"
            return
        kind = value["type"]
        yield from record({"type": exactly(kind), kind: _HEADERS[kind]})(value, path)

    return rule


def body(most: int = 1024) -> Rule:
    """`{"text"}`."""
    return record({"text": text(most)})


FOOTER = record({"text": text(60)})

# Reply buttons and lists


def _different_buttons(value: Any, path: str) -> Wrong:
    yield from no_two_alike([button["reply"]["id"] for button in value["buttons"]], path, "an id")
    yield from no_two_alike([button["reply"]["title"] for button in value["buttons"]], path, "a title")


BUTTONS = when_sound(
    record(
        {
            "buttons": array(
                record({"type": exactly("reply"), "reply": record({"id": text(256), "title": text(20)})}), 1, 3
            )
        }
    ),
    _different_buttons,
)

_ROW = record({"id": text(200), "title": text(24)}, {"description": text(72)})


def _titled(value: Any, path: str) -> Wrong:
    if len(value["sections"]) > 1 and any("title" not in section for section in value["sections"]):
        yield f"{path}: more than one section, and one of them without a title"


def _rows(value: Any, path: str) -> Wrong:
    rows = [row for section in value["sections"] for row in section["rows"]]
    if len(rows) > 10:
        yield f"{path}: {len(rows)} rows in total"
    yield from no_two_alike([row["id"] for row in rows], path, "a row's id")


LIST = when_sound(
    record(
        {
            "button": text(20),
            "sections": array(record({"rows": array(_ROW, 1, 10)}, {"title": text(24)}), 1, 10),
        }
    ),
    both(_titled, _rows),
)

# Links, requests, calls, forms

URL_BUTTON = record(
    {"name": exactly("cta_url"), "parameters": record({"display_text": text(20), "url": LINK})},
)


def named(name: str, parameters: Rule | None = None, needed: bool = True) -> Rule:
    """`{"name", "parameters"}`."""
    if parameters is None:
        return record({"name": exactly(name)})
    if needed:
        return record({"name": exactly(name), "parameters": parameters})
    return record({"name": exactly(name)}, {"parameters": parameters})


def _one_flow(value: Any, path: str) -> Wrong:
    if ("flow_id" in value) == ("flow_name" in value):
        yield f"{path}: needs exactly one of flow_id and flow_name"
    if value.get("flow_action") == "data_exchange" and "flow_action_payload" in value:
        yield f"{path}: has a payload that belongs to navigate"


FLOW = named(
    "flow",
    when_sound(
        record(
            {"flow_message_version": exactly("3"), "flow_cta": text(30)},
            {
                "flow_id": text(1000),
                "flow_name": text(1000),
                "flow_token": text(1000),
                "mode": exactly("draft", "published"),
                "flow_action": exactly("navigate", "data_exchange"),
                "flow_action_payload": record({"screen": text(1000)}, {"data": anything}),
            },
        ),
        _one_flow,
    ),
)

VOICE_CALL = named(
    "voice_call", record({}, {"display_text": text(20), "ttl_minutes": whole(1, 43200), "payload": text(512)}), False
)

# Products

PRODUCT = record({"catalog_id": text(1000), "product_retailer_id": text(1000)})
_PRODUCT_SECTION = record(
    {"product_items": array(record({"product_retailer_id": text(1000)}), 1, 30)}, {"title": text(24)}
)


def products_in_all(value: Any, path: str) -> Wrong:
    """At most thirty, over all sections."""
    found = sum(len(section["product_items"]) for section in value["sections"])
    if found > 30:
        yield f"{path}: {found} products in total"


PRODUCT_SECTIONS = array(_PRODUCT_SECTION, 1, 10)
PRODUCT_LIST = when_sound(
    record({"catalog_id": text(1000), "sections": PRODUCT_SECTIONS}), both(_titled, products_in_all)
)
CATALOG = named("catalog_message", record({"thumbnail_product_retailer_id": text(1000)}), needed=False)

# Carousels

_CARD_FRAME = {"card_index": whole(0, 9), "type": exactly("cta_url"), "header": header("image", "video")}
_QUICK_REPLIES = record(
    {
        "buttons": array(
            record({"type": exactly("quick_reply"), "quick_reply": record({"id": text(20), "title": text(20)})}), 1, 10
        )
    }
)


def _few_breaks(value: Any, path: str) -> Wrong:
    if value["text"].count("\n") > 2:
        yield f"{path}.text: has more than two line breaks"


def _card(value: Any, path: str) -> Wrong:
    has_buttons = isinstance(value, dict) and "buttons" in (value.get("action") or {})
    action = _QUICK_REPLIES if has_buttons else URL_BUTTON
    yield from record({**_CARD_FRAME, "action": action}, {"body": when_sound(body(160), _few_breaks)})(value, path)


def _alike(value: Any, path: str) -> Wrong:
    if [card["card_index"] for card in value["cards"]] != list(range(len(value["cards"]))):
        yield f"{path}.cards: are not numbered from 0"
    if len({len(card["action"].get("buttons", ())) for card in value["cards"]}) > 1:
        yield f"{path}.cards: do not all have the same kind and number of buttons"


CAROUSEL = when_sound(record({"cards": array(_card, 2, 10)}), _alike)


def message(kind: str, action: Rule, *, needs: dict[str, Rule], may: dict[str, Rule] | None = None) -> Rule:
    """The whole interactive object."""
    return record({"type": exactly(kind), "action": action, **needs}, may)


_TOP = {"header": header(*ANY_HEADER), "footer": FOOTER}

INTERACTIVE: dict[str, Rule] = {
    "button": message("button", BUTTONS, needs={"body": body()}, may=_TOP),
    "list": message("list", LIST, needs={"body": body(4096)}, may={"header": header("text"), "footer": FOOTER}),
    "cta_url": message("cta_url", URL_BUTTON, needs={"body": body()}, may=_TOP),
    "location_request_message": message("location_request_message", named("send_location"), needs={"body": body()}),
    "request_contact_info": message("request_contact_info", named("request_contact_info"), needs={"body": body()}),
    "flow": message("flow", FLOW, needs={"body": body()}, may=_TOP),
    "product": message("product", PRODUCT, needs={}, may={"body": body(), "footer": FOOTER}),
    "product_list": message(
        "product_list", PRODUCT_LIST, needs={"header": header("text"), "body": body()}, may={"footer": FOOTER}
    ),
    "catalog_message": message("catalog_message", CATALOG, needs={"body": body()}, may={"footer": FOOTER}),
    "carousel": message("carousel", CAROUSEL, needs={"body": body()}),
    "voice_call": message("voice_call", VOICE_CALL, needs={"body": body()}, may={"footer": FOOTER}),
}


def interactive(value: Any, path: str) -> Wrong:
    """By its type."""
    kind = value.get("type") if isinstance(value, dict) else None
    if kind in INTERACTIVE:
        yield from INTERACTIVE[kind](value, path)
    else:
        yield f"{path}.type: {kind!r} is not documented"
