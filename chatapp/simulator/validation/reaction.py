"""``reaction``: one emoji on one message; an empty one takes it away."""

import unicodedata
from typing import Any

from ..errors import GraphError
from .shape import record, text

JOINERS = {"\u200d", "\ufe0f", "\ufe0e", "\u20e3"}
KEYS = record({"message_id": text(), "emoji": text(least=0)})


def reaction(value: Any, path: str) -> None:
    """Check the keys, the wamid's form and that there is at most one emoji."""
    KEYS(value, path)
    if not value["message_id"].startswith("wamid."):
        raise GraphError(131009, "Invalid message_id.")
    if value["emoji"] and not is_one_emoji(value["emoji"]):
        raise GraphError(131009, "Param reaction['emoji'] must be a single emoji.")


def is_one_emoji(text: str) -> bool:
    """One symbol, however many code points it is made of (skin tones, flags, keycaps, joined families)."""
    keycap = text.endswith("\u20e3") and text[0] in "0123456789#*"
    marks = [sign for sign in text if sign not in JOINERS and not 0x1F3FB <= ord(sign) <= 0x1F3FF]
    tags = [sign for sign in marks if 0xE0020 <= ord(sign) <= 0xE007F]
    symbols = [sign for sign in marks if sign not in tags]
    flag = len(symbols) == 2 and all(0x1F1E6 <= ord(sign) <= 0x1F1FF for sign in symbols)
    joined = len(symbols) <= text.count("\u200d") + 1
    pictures = all(unicodedata.category(sign) in ("So", "Sm", "Po", "Sk") for sign in symbols)
    return keycap or flag or (bool(symbols) and joined and pictures)
