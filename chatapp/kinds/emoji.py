"""What counts as one emoji."""

import re

_BASE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
)
_SKIN, _TAGS, _AS_PICTURE, _JOINED = "[\U0001f3fb-\U0001f3ff]", "[\U000e0020-\U000e007f]", "\ufe0f", "\u200d"
_ELEMENT = (
    f"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]{_AS_PICTURE}?\u20e3|{_BASE}{_AS_PICTURE}?{_SKIN}?{_AS_PICTURE}?{_TAGS}*)"
)
_EMOJI = re.compile(f"{_ELEMENT}(?:{_JOINED}{_ELEMENT})*")


def is_emoji(text: str) -> bool:
    """Whether `text` is one emoji as a person sees it: with skin tones, flags, keycaps and joined families."""
    return bool(_EMOJI.fullmatch(text))
