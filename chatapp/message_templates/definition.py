"""What a template is made of, read from Meta's components, and what of it somebody has to fill in. Pure.

    Definition.read(components, category) -> Definition

`needs` are in the order of the phone. A need's `path` is where its value stands in the content of `kinds.Template`
("body.1", "header.media_id", "buttons.0.suffix", "cards.1.body.2"), which is also how `check` names what is wrong
with it, and the name of its field in forms.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds import limits
from chatapp.kinds.reading import items, mapping
from chatapp.message_templates import examples
from chatapp.message_templates.buttons import Button, read_buttons
from chatapp.message_templates.need import Need
from chatapp.message_templates.variables import names

MEDIA = ("IMAGE", "VIDEO", "DOCUMENT")
HEADERS = ("TEXT", *MEDIA, "LOCATION")


@dataclass(frozen=True)
class Text:
    """A text with variables, and Meta's sample for each."""

    text: str
    samples: dict[str, str]

    @classmethod
    def read(cls, component: dict[str, Any], key: str) -> Self:
        text = str(component.get("text") or "")
        return cls(text, examples.of_text(component, key, names(text)))

    @property
    def variables(self) -> list[str]:
        return names(self.text)

    def needs(self, path: str, most: int) -> Iterator[Need]:
        """One for each variable."""
        for name in self.variables:
            yield Need(f"{path}.{name}", "text", name, sample=self.samples.get(name, ""), most=most)


@dataclass(frozen=True)
class Header:
    """`format` is TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION, or one that cannot be sent from here."""

    format: str
    text: Text

    @property
    def type(self) -> str:
        """As `kinds.Template` calls it."""
        return self.format.lower()

    @property
    def is_needed(self) -> bool:
        """Whether anything has to be sent for it."""
        return self.format != "TEXT" or bool(self.text.variables)

    def needs(self, path: str) -> Iterator[Need]:
        if self.format == "TEXT":
            yield from self.text.needs(f"{path}.values", limits.TEMPLATE_HEADER_VALUE)
        elif self.format in MEDIA:
            yield Need(f"{path}.media_id", self.type)
        elif self.format == "LOCATION":
            yield Need(f"{path}.latitude", "number", "latitude", sample="-23.5505")
            yield Need(f"{path}.longitude", "number", "longitude", sample="-46.6333")
            yield Need(f"{path}.name", "text", "place", most=limits.PLACE, required=False)
            yield Need(f"{path}.address", "text", "address", most=limits.PLACE, required=False)


@dataclass(frozen=True)
class Card:
    """The parts that a template has once, and its carousel once per card."""

    header: Header | None
    body: Text
    buttons: tuple[Button, ...]

    def needs(self, path: str = "", most: int = limits.TEMPLATE_VALUE) -> Iterator[Need]:
        """Header, body, buttons."""
        if self.header:
            yield from self.header.needs(f"{path}header")
        yield from self.body.needs(f"{path}body", most)
        for place, button in enumerate(self.fillable):
            yield from button.needs(f"{path}buttons.{place}")

    @property
    def fillable(self) -> tuple[Button, ...]:
        """The buttons that take something, in their order: the `buttons` of the content that forms write."""
        return tuple(button for button in self.buttons if button.takes)

    @property
    def unsendable(self) -> Iterator[str]:
        """What in it is of a sort that cannot be sent from here."""
        if self.header and self.header.format not in HEADERS:
            yield self.header.format
        yield from (button.type for button in self.buttons if not button.is_known)


@dataclass(frozen=True)
class Definition(Card):
    """A template. `offer` is the title of a limited-time offer, `offer_ends` whether it says until when."""

    footer: str | None = None
    offer: str | None = None
    offer_ends: bool = False
    cards: tuple[Card, ...] = ()
    category: str = "UTILITY"

    @classmethod
    def read(cls, components: Any, category: str) -> Self:
        """From Meta's components; never raises, whatever they are."""
        parts = _by_type(components)
        offer = mapping(parts.get("LIMITED_TIME_OFFER", {}).get("limited_time_offer"))
        cards = items(parts.get("CAROUSEL", {}), "cards")
        return cls(
            **_card(parts, category),
            footer=parts.get("FOOTER", {}).get("text") or None,
            offer=offer.get("text"),
            offer_ends=bool(offer.get("has_expiration")),
            cards=tuple(Card(**_card(_by_type(items(card, "components")), category)) for card in cards),
            category=category,
        )

    @property
    def all_needs(self) -> list[Need]:
        """Of the template, its offer and its cards."""
        needs = list(self.needs())
        if self.offer_ends:
            needs.append(Need("offer_ends_at", "moment"))
        for place, card in enumerate(self.cards):
            needs += card.needs(f"cards.{place}.", limits.CARD_BODY)
        return needs

    @property
    def foreign(self) -> list[str]:
        """Meta's names of the parts that cannot be sent from here; empty for nearly every template."""
        return [*self.unsendable, *(part for card in self.cards for part in card.unsendable)]

    @property
    def is_one_time_code(self) -> bool:
        """Its only value is a code, which the button copies."""
        return self.category == "AUTHENTICATION"


def _by_type(components: Any) -> dict[str, dict[str, Any]]:
    found = [part for part in components if isinstance(part, dict)] if isinstance(components, list) else []
    return {str(part.get("type")).upper(): part for part in found}


def _card(parts: dict[str, dict[str, Any]], category: str) -> dict[str, Any]:
    header = parts.get("HEADER")
    return {
        "header": header and Header(str(header.get("format") or "TEXT").upper(), Text.read(header, "header_text")),
        "body": Text.read(parts.get("BODY", {}), "body_text"),
        "buttons": read_buttons(items(parts.get("BUTTONS", {}), "buttons"), category),
    }
