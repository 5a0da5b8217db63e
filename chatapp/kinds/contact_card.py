"""One contact inside a message: Meta's shape, read with tolerance."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self

from chatapp.kinds import rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.limits import CONTACT_FIELD
from chatapp.kinds.reading import items, lines, mapping, word
from chatapp.kinds.wire import said

NAMES = ("formatted_name", "first_name", "last_name", "middle_name", "prefix", "suffix")
LISTS = {
    "phones": ("phone", "type", "wa_id"),
    "emails": ("email", "type"),
    "urls": ("url", "type"),
    "addresses": ("street", "city", "state", "zip", "country", "country_code", "type"),
}
ORG = ("company", "department", "title")

_PHONE = re.compile(r"\+?[\d\s().-]{3,}")


class Phone(NamedTuple):
    """`wa_id` is there when the number is on WhatsApp."""

    number: str
    type: str | None
    wa_id: str | None


@dataclass(frozen=True)
class ContactCard:
    """`{name {formatted_name, ...}?, phones?, emails?, org?, urls?, addresses?, birthday?, vcard?, origin?}`.

    A card that was passed on may lack its name.
    """

    content: dict[str, Any]

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """Only what Meta takes, without what is empty."""
        card = {"name": _some(word(content, "name"), NAMES), "org": _some(word(content, "org"), ORG)}
        card["birthday"] = word(content, "birthday")
        for key, fields in LISTS.items():
            card[key] = [entry for entry in (_some(item, fields) for item in items(content, key)) if entry]
        return cls({key: value for key, value in card.items() if value})

    @property
    def name(self) -> str | None:
        """The whole name, else its parts, else the company."""
        name = self.content.get("name")
        parts = (said(name, part) for part in ("first_name", "last_name"))
        return said(name, "formatted_name") or " ".join(filter(None, parts)) or said(self.content, "org", "company")

    @property
    def title(self) -> str | None:
        """What to call it: the name, or failing that a phone or an e-mail address."""
        phones = self.phones
        return self.name or (phones[0].number if phones else next(iter(self.emails), None))

    @property
    def phones(self) -> tuple[Phone, ...]:
        """Every number, as it was written."""
        entries = [
            (said(e, "phone") or said(e, "wa_id"), said(e, "type"), said(e, "wa_id"))
            for e in items(self.content, "phones")
        ]
        return tuple(Phone(*entry) for entry in entries if entry[0])

    @property
    def emails(self) -> tuple[str, ...]:
        """Every e-mail address."""
        return tuple(filter(None, (said(entry, "email") for entry in items(self.content, "emails"))))

    @property
    def organization(self) -> str | None:
        """Company, department and title in one line."""
        return " · ".join(filter(None, (said(self.content, "org", part) for part in ORG))) or None

    @property
    def plain(self) -> str:
        """Everything that somebody may search for."""
        numbers = [phone.number for phone in self.phones]
        return lines(self.name, *numbers, *self.emails, self.organization)

    def faults(self) -> rules.Faults:
        """A name, numbers that are numbers, and texts that fit."""
        name = mapping(self.content.get("name"))
        yield from rules.words("name.formatted_name", name.get("formatted_name"), CONTACT_FIELD)
        for part in NAMES[1:]:
            yield from rules.some_words(f"name.{part}", name.get(part), CONTACT_FIELD)
        for part, value in mapping(self.content.get("org")).items():
            yield from rules.some_words(f"org.{part}", value, CONTACT_FIELD)
        for key in LISTS:
            for index, entry in enumerate(items(self.content, key)):
                yield from rules.below(f"{key}.{index}", _ENTRY_RULES[key](entry))
                for part, value in entry.items():
                    yield from rules.some_words(f"{key}.{index}.{part}", value, CONTACT_FIELD)
        yield from _date("birthday", self.content.get("birthday"))

    def to_graph(self) -> dict[str, Any]:
        """The card with a first name: Meta has wanted a part beside the whole."""
        name = self.content["name"]
        return self.content | {"name": name if len(name) > 1 else {**name, "first_name": name["formatted_name"]}}


def _some(content: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: word(content, field) for field in fields if word(content, field) is not None}


def _phone(entry: dict[str, Any]) -> rules.Faults:
    yield from rules.words("phone", entry.get("phone"), CONTACT_FIELD)
    if not _PHONE.fullmatch(str(entry.get("phone"))):
        yield FieldError("phone", "bad_phone")


def _email(entry: dict[str, Any]) -> rules.Faults:
    yield from rules.words("email", entry.get("email"), CONTACT_FIELD)


def _url(entry: dict[str, Any]) -> rules.Faults:
    yield from rules.words("url", entry.get("url"), CONTACT_FIELD)


def _address(entry: dict[str, Any]) -> rules.Faults:
    yield from ()


_ENTRY_RULES = {"phones": _phone, "emails": _email, "urls": _url, "addresses": _address}


def _date(field: str, value: Any) -> rules.Faults:
    if value is None:
        return
    try:
        if len(value) != 10:
            raise ValueError
        date.fromisoformat(value)
    except (TypeError, ValueError):
        yield FieldError(field, "bad_date")
