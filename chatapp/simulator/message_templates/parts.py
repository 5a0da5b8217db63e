"""Meta's rules for the parts of templates and of their cards: texts, samples, buttons."""

import re
from typing import Any

from ..errors import GraphError
from .refusing import invalid
from .variables import VARIABLE, variables

BUTTON_TYPES = (
    "QUICK_REPLY",
    "URL",
    "PHONE_NUMBER",
    "COPY_CODE",
    "OTP",
    "FLOW",
    "VOICE_CALL",
    "CATALOG",
    "MPM",
    "SPM",
    "REQUEST_CONTACT_INFO",
)
FILE_FORMATS = ("IMAGE", "VIDEO", "DOCUMENT")
TEXT_LIMITS = {"HEADER": 60, "BODY": 1024, "FOOTER": 60}
LONGEST_BUTTON, MOST_BUTTONS = 25, 10
MOST_OF = {"URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1}


def check_sample(header: dict[str, Any]) -> None:
    """A header with a file needs the handle of a sample."""
    handle = next(iter((header.get("example") or {}).get("header_handle") or []), "")
    if header.get("format", "").upper() in FILE_FORMATS and not str(handle).startswith("4::"):
        raise invalid("The header needs the handle of a sample (example.header_handle).", subcode=2388043)


def check_text(kind: str, component: dict[str, Any], category: str) -> None:
    """Length, place of the variables and their samples."""
    text = component.get("text", "")
    media = kind == "HEADER" and component.get("format", "TEXT").upper() != "TEXT"
    if media or (category == "AUTHENTICATION" and not text):
        return
    if not text:
        raise invalid(f"{kind} needs a text.")
    if len(text) > TEXT_LIMITS[kind]:
        raise GraphError(2388040, f"{kind} is longer than {TEXT_LIMITS[kind]} characters.")
    names = variables(text)
    if kind == "BODY" and names and (VARIABLE.match(text.strip()) or re.search(r"\}\}$", text.strip())):
        raise GraphError(2388299, "Variables can't be at the start or end of the template.")
    if (kind == "HEADER" and len(names) > 1) or (kind == "FOOTER" and names):
        raise GraphError(2388072, f"{kind} has too many variables.")
    if names and not component.get("example"):
        raise invalid(f"{kind} has variables and needs sample values (example).", subcode=2388043)
    numbers = [int(name) for name in names if name.isdigit()]
    if numbers and sorted(numbers) != list(range(1, len(names) + 1)):
        raise invalid("Positional variables must be {{1}}, {{2}} ... without gaps.")


def check_buttons(buttons: list[dict[str, Any]]) -> None:
    """At most ten, short labels, known types, quick replies side by side."""
    kinds = [str(button.get("type", "")).upper() for button in buttons]
    if not 1 <= len(buttons) <= MOST_BUTTONS:
        raise invalid(f"A template has 1 to {MOST_BUTTONS} buttons.")
    for button, kind in zip(buttons, kinds, strict=True):
        if kind not in BUTTON_TYPES:
            raise invalid(f"Unknown button type {kind}.")
        if len(button.get("text", "")) > LONGEST_BUTTON:
            raise GraphError(2388040, f"A button's text is at most {LONGEST_BUTTON} characters.")
    for kind, most in MOST_OF.items():
        if kinds.count(kind) > most:
            raise invalid(f"At most {most} {kind} buttons.")
    replies = [position for position, kind in enumerate(kinds) if kind == "QUICK_REPLY"]
    if replies and replies[-1] - replies[0] != len(replies) - 1:
        raise invalid("Quick replies must be side by side.")
