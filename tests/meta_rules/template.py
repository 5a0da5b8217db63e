"""Templates: what can be told without the template's definition."""

import re
from typing import Any

from tests.meta_rules.interactive import PRODUCT_SECTIONS, products_in_all
from tests.meta_rules.media import LOCATION, media
from tests.meta_rules.shapes import Rule, Wrong, anything, array, exactly, matching, no_two_alike, record, text, whole
from tests.meta_rules.shapes import when_sound as sound

_GAPS = re.compile(r"[\n\t]| {5}")


def _value(value: Any, path: str) -> Wrong:
    """One line."""
    yield from text(1024)(value, path)
    if isinstance(value, str) and _GAPS.search(value):
        yield f"{path}: has line breaks, tabs or more than four spaces in a row"


TEXT = record({"type": exactly("text"), "text": _value}, {"parameter_name": matching(r"[a-z][a-z0-9_]*")})


def parameter(kind: str, rule: Rule) -> Rule:
    """`{"type": kind, kind: ...}`."""
    return record({"type": exactly(kind), kind: rule})


def one_of(**rules: Rule) -> Rule:
    """The rule that belongs to the value's type."""

    def rule(value: Any, path: str) -> Wrong:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind in rules:
            yield from rules[kind](value, path)
        else:
            yield f"{path}.type: {kind!r} is not one of {sorted(rules)}"

    return rule


def _all_or_none_named(value: Any, path: str) -> Wrong:
    names = [p["parameter_name"] for p in value if "parameter_name" in p]
    if names and len(names) != len(value):
        yield f"{path}: names some parameters and counts others"
    yield from no_two_alike(names, path, "a name")


HEADER_PARAMETER = one_of(
    text=TEXT,
    image=parameter("image", media()),
    video=parameter("video", media()),
    document=parameter("document", media(filename=text(1000))),
    location=parameter("location", LOCATION),
)
HEADER = record({"type": exactly("header"), "parameters": array(HEADER_PARAMETER, 1, 1)})
BODY = record({"type": exactly("body"), "parameters": sound(array(TEXT, 1, 100), _all_or_none_named)})

_PRODUCT = {"thumbnail_product_retailer_id": text(1000)}
_ACTIONS = {
    "flow": record({}, {"flow_token": text(1000), "flow_action_data": anything}),
    "CATALOG": record(_PRODUCT),
    "mpm": sound(record({**_PRODUCT, "sections": PRODUCT_SECTIONS}), products_in_all),
}
_BUTTONS: dict[str, tuple[Rule, int]] = {
    "quick_reply": (parameter("payload", text(512)), 1),
    "url": (parameter("text", matching(r"\S+")), 1),
    "copy_code": (parameter("coupon_code", text(20)), 1),
    **{name: (parameter("action", action), 1) for name, action in _ACTIONS.items()},
    "voice_call": (
        one_of(ttl_minutes=parameter("ttl_minutes", whole(1, 43200)), payload=parameter("payload", text(512))),
        2,
    ),
}


def button(value: Any, path: str) -> Wrong:
    """By its sub_type."""
    kind = value.get("sub_type") if isinstance(value, dict) else None
    if kind not in _BUTTONS:
        yield f"{path}.sub_type: {kind!r} is not documented"
        return
    rule, most = _BUTTONS[kind]
    needed = {"type": exactly("button"), "sub_type": exactly(kind), "index": matching(r"[0-9]")}
    yield from record(needed | {"parameters": array(rule, 1, most)})(value, path)


def _different_places(value: Any, path: str) -> Wrong:
    yield from no_two_alike([part["index"] for part in value if part["type"] == "button"], path, "a button's index")


OFFER = record(
    {
        "type": exactly("limited_time_offer"),
        "parameters": array(parameter("limited_time_offer", record({"expiration_time_ms": whole(0, 10**15)})), 1, 1),
    }
)
_CARD_HEADER = record(
    {
        "type": exactly("header"),
        "parameters": array(one_of(image=parameter("image", media()), video=parameter("video", media())), 1, 1),
    }
)
CARD = record(
    {
        "card_index": whole(0, 9),
        "components": sound(array(one_of(header=_CARD_HEADER, body=BODY, button=button), 1, 12), _different_places),
    }
)
CAROUSEL = record({"type": exactly("carousel"), "cards": array(CARD, 1, 10)})

COMPONENTS = sound(
    array(one_of(header=HEADER, body=BODY, button=button, limited_time_offer=OFFER, carousel=CAROUSEL), 1, 14),
    _different_places,
)
TEMPLATE = record(
    {"name": matching(r"[a-z0-9_]+", 512), "language": record({"code": matching(r"[a-z]{2,3}(_[A-Z]{2})?")})},
    {"components": COMPONENTS},
)
