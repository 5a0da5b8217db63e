"""What a browser calls itself, in two words for people."""

import re

#: In this order: nearly everybody also calls themselves Chrome, Safari and Mozilla.
_BROWSERS = {
    "Edg": "Edge",
    "EdgA": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
}
_BROWSERS |= {"CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS X": "Mac"}
_SYSTEMS |= {"CrOS": "Chromebook", "Linux": "Linux"}


def device(agent: str) -> str:
    """`Firefox, Windows`; an app's own name before its version; empty for who says nothing."""
    known = [_first(names, agent) for names in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, known)) or re.split(r"[/\s]", agent, maxsplit=1)[0]


def _first(names: dict[str, str], agent: str) -> str | None:
    return next((name for sign, name in names.items() if re.search(rf"\b{re.escape(sign)}\b", agent)), None)
