"""Meta's components, changed as a webhook tells it."""

from typing import Any

from chatapp.kinds.reading import items, mapping

#: Field of the webhook -> component, in the order of the phone.
_TEXTS = {
    "message_template_title": "HEADER",
    "message_template_element": "BODY",
    "message_template_footer": "FOOTER",
}
_BUTTON = "message_template_button_"
_ORDER = ("HEADER", "BODY", "LIMITED_TIME_OFFER", "CAROUSEL", "FOOTER", "BUTTONS")


def revised(components: list[dict[str, Any]], told: dict[str, Any]) -> list[dict[str, Any]]:
    """With the texts and buttons that the webhook names; what it does not name (media, samples) stays."""
    parts = {str(part.get("type")).upper(): part for part in components}
    for field, kind in _TEXTS.items():
        if told.get(field):
            fresh = {"type": kind, **({"format": "TEXT"} if kind == "HEADER" else {})}
            parts[kind] = {**parts.get(kind, fresh), "text": told[field]}
    buttons = items(told, "message_template_buttons")
    if buttons:
        before = items(parts.get("BUTTONS", {}), "buttons")
        parts["BUTTONS"] = {"type": "BUTTONS", "buttons": [_button(mapping(one), before) for one in buttons]}
    return sorted(parts.values(), key=lambda part: _place(str(part.get("type")).upper()))


def _button(told: dict[str, Any], before: list[Any]) -> dict[str, Any]:
    """Named as in the component; what the webhook leaves out is that of the button with the same type and text."""
    said = {key.removeprefix(_BUTTON): value for key, value in told.items() if key.startswith(_BUTTON)}
    same = (b for b in map(mapping, before) if (b.get("type"), b.get("text")) == (said.get("type"), said.get("text")))
    return {**next(same, {}), **said}


def _place(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
