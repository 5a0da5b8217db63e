"""How the content of a template's form changes shape: builds, buttons and cards come and go."""

import copy
from typing import Any

from chatapp.kinds.limits import CARDS
from chatapp.kinds.reading import items, mapping
from chatapp.message_templates.authoring import button_rules
from chatapp.message_templates.authoring.draft import build_of
from chatapp.message_templates.authoring.one_time_code import APPS

Content = dict[str, Any]


def begun(content: Content) -> Content:
    """With what its build begins with: two cards of pictures with a button, an offer's link and code."""
    content = copy.deepcopy(content)
    build = build_of(content)
    if build == "carousel":
        content["card_header"] = content.get("card_header") or _header_of_cards(content) or "IMAGE"
        first = items(content, "cards")[:1] or [{"buttons": [{"type": "QUICK_REPLY"}]}]
        content["cards"] = [*first, *items(content, "cards")[1:]]
        while len(content["cards"]) < CARDS.least:
            content["cards"].append(_like(first[0]))
    elif build == "offer" and not items(content, "buttons"):
        content["buttons"] = [{"type": "COPY_CODE"}, {"type": "URL"}]
    code = mapping(content.get("code"))
    if code.get("type") not in (None, "", "COPY_CODE") and not items(code, "apps"):
        content["code"] = {**code, "apps": [{}]}
    return content


def grown(content: Content, what: str) -> Content:
    """With one more of `what`: "cards", "code.apps", or a type of button, which all cards of a carousel get."""
    content = copy.deepcopy(content)
    if what == "cards" and can_add_card(content):
        content["cards"] = [*items(content, "cards"), _like(items(content, "cards")[0])]
    elif what == "code.apps" and len(items(content.get("code"), "apps")) < APPS.most:
        content["code"] = {**mapping(content.get("code")), "apps": [*items(content.get("code"), "apps"), {}]}
    elif what in addable(content):
        for part in _with_buttons(content):
            made = items(part, "buttons")
            made.insert(_place_of(what, made), {"type": what})
            part["buttons"] = made
    return content


def shrunk(content: Content, path: str) -> Content:
    """Without the entry at `path`: "cards.2", "code.apps.1", or "buttons.0", which all cards of a carousel lose."""
    content = copy.deepcopy(content)
    name, _, place = path.rpartition(".")
    if not place.isdigit():
        return content
    if name == "cards" and can_lose_card(content):
        _without(content, "cards", int(place))
    elif name == "code.apps":
        _without(content["code"] if isinstance(content.get("code"), dict) else {}, "apps", int(place))
    elif name == "buttons":
        for part in _with_buttons(content):
            _without(part, "buttons", int(place))
    return content


def addable(content: Content) -> list[str]:
    """The types of buttons of which there may be one more."""
    part = next(iter(_with_buttons(content)), {})
    types = [mapping(button).get("type") for button in items(part, "buttons")]
    return [kind for kind in button_rules.FIELDS if button_rules.can_add(build_of(content), types, kind)]


def can_add_card(content: Content) -> bool:
    """Meta takes ten."""
    return CARDS.least <= len(items(content, "cards")) < CARDS.most


def can_lose_card(content: Content) -> bool:
    """Meta wants two."""
    return len(items(content, "cards")) > CARDS.least


def _with_buttons(content: Content) -> list[Content]:
    if build_of(content) != "carousel":
        return [content]
    return [card for card in items(content, "cards") if isinstance(card, dict)]


def _header_of_cards(content: Content) -> str | None:
    first = mapping(next(iter(items(content, "cards")), None))
    return mapping(first.get("header")).get("type")


def _like(card: Any) -> Content:
    """An empty card with the same buttons."""
    return {"buttons": [{"type": mapping(button).get("type")} for button in items(card, "buttons")]}


def _place_of(kind: str, made: list[Any]) -> int:
    """Quick replies stay side by side, an offer's code is the first; everything else goes to the end."""
    same = [place for place, button in enumerate(made) if mapping(button).get("type") == kind == "QUICK_REPLY"]
    if kind == "COPY_CODE" and [mapping(button).get("type") for button in made] == ["URL"]:
        return 0
    return same[-1] + 1 if same else len(made)


def _without(part: Content, name: str, place: int) -> None:
    part[name] = [one for n, one in enumerate(items(part, name)) if n != place]
