"""Files, places and contacts."""

from typing import Any

from tests.meta_rules.shapes import Rule, Wrong, array, exactly, matching, record, text, when_sound

LINK = matching(r"https?://[^\s/]+\S*")


def media(**more: Rule) -> Rule:
    """Exactly one of `id` and `link`, and what else a kind takes."""

    def one_of_both(value: Any, path: str) -> Wrong:
        if ("id" in value) == ("link" in value):
            yield f"{path}: needs exactly one of id and link"

    return when_sound(record({}, {"id": text(200), "link": LINK, **more}), one_of_both)


CAPTION = text(1024)


def _degrees(most: int) -> Rule:
    """Documented as text."""

    def within(value: str, path: str) -> Wrong:
        if not -most <= float(value) <= most:
            yield f"{path}: {value} is not on earth"

    return when_sound(matching(r"-?\d{1,3}(\.\d+)?"), within)


LOCATION = record({"latitude": _degrees(90), "longitude": _degrees(180)}, {"name": text(5000), "address": text(5000)})

_WORD = text(5000)
_NAME_PARTS = ("first_name", "last_name", "middle_name", "prefix", "suffix")


def _has_a_part(value: Any, path: str) -> Wrong:
    if not value.keys() & set(_NAME_PARTS):
        yield f"{path}: needs a part of the name beside formatted_name"


CONTACT = record(
    {"name": when_sound(record({"formatted_name": _WORD}, dict.fromkeys(_NAME_PARTS, _WORD)), _has_a_part)},
    {
        "birthday": matching(r"\d{4}-\d\d-\d\d"),
        "phones": array(record({"phone": _WORD}, {"type": _WORD, "wa_id": _WORD}), 1, 1000),
        "emails": array(record({"email": _WORD}, {"type": _WORD}), 1, 1000),
        "urls": array(record({"url": _WORD}, {"type": _WORD}), 1, 1000),
        "org": record({}, dict.fromkeys(("company", "department", "title"), _WORD)),
        "addresses": array(
            record({}, dict.fromkeys(("street", "city", "state", "zip", "country", "country_code", "type"), _WORD)),
            1,
            1000,
        ),
    },
)

TYPES: dict[str, Rule] = {
    "image": media(caption=CAPTION),
    "video": media(caption=CAPTION),
    "document": media(caption=CAPTION, filename=text(1000)),
    "audio": media(voice=exactly(True)),
    "sticker": media(),
    "location": LOCATION,
    "contacts": array(CONTACT, 1, 1000),
}
