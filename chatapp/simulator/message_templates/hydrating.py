"""What the customer sees of a template message."""

from typing import Any

from ..errors import GraphError
from .shelf import Template
from .variables import filled

LONGEST_BODY = 1024


def hydrate(template: Template, components: list[dict[str, Any]]) -> dict[str, Any]:
    """``{"header", "header_media", "body", "footer", "buttons"}`` with the variables filled in."""
    sent = {component["type"].lower(): component.get("parameters", []) for component in components}
    header = template.component("HEADER") or {}
    media = next((each for each in sent.get("header", []) if each["type"].lower() != "text"), None)
    return {
        "header": filled(header.get("text", ""), values(sent.get("header", []))),
        "header_media": media,
        "body": filled((template.component("BODY") or {}).get("text", ""), values(sent.get("body", []))),
        "footer": (template.component("FOOTER") or {}).get("text", ""),
        "buttons": [
            button.get("text") or button["type"].replace("_", " ").capitalize()
            for button in (template.component("BUTTONS") or {}).get("buttons", [])
        ],
    }


def values(parameters: list[dict[str, Any]]) -> dict[str, str]:
    """Variable names (or positions) and their texts."""
    return {
        parameter.get("parameter_name") or str(position): text_of(parameter)
        for position, parameter in enumerate(parameters, start=1)
    }


def text_of(parameter: dict[str, Any]) -> str:
    """A text, or the fallback of a currency or date."""
    content = parameter.get(parameter["type"].lower())
    return content if isinstance(content, str) else (content or {}).get("fallback_value", "")


def check_length(template: Template, components: list[dict[str, Any]]) -> None:
    """The filled body must not be longer than a template's (132005)."""
    if len(hydrate(template, components)["body"]) > LONGEST_BODY:
        raise GraphError(132005, f"Translated text too long: body exceeds {LONGEST_BODY} characters")
