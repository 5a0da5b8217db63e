"""A template as the customer sees it: kept with the message, because templates change."""

from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds.reading import items, lines, word
from chatapp.kinds.record import Record


@dataclass(frozen=True)
class ShownButton(Record):
    """`type` is Meta's (QUICK_REPLY, URL, ...), `url` where it leads, if it does."""

    type: str
    text: str
    url: str | None = None


@dataclass(frozen=True)
class Shown(Record):
    """The texts with everything filled in. `offer` is the title of a limited-time offer, `category`
    Meta's (MARKETING, UTILITY, AUTHENTICATION)."""

    body: str | None = None
    header: str | None = None
    footer: str | None = None
    offer: str | None = None
    buttons: tuple[ShownButton, ...] = ()
    cards: tuple["Shown", ...] = ()
    category: str | None = None

    @classmethod
    def from_stored(cls, content: Any) -> Self | None:
        """The inverse of `to_stored`; None when nobody rendered the template."""
        if not isinstance(content, dict):
            return None
        texts = {key: word(content, key) for key in ("body", "header", "footer", "offer", "category")}
        buttons = (
            ShownButton(word(b, "type") or "", word(b, "text") or "", word(b, "url")) for b in items(content, "buttons")
        )
        cards = (cls.from_stored(card) for card in items(content, "cards"))
        return cls(**texts, buttons=tuple(buttons), cards=tuple(filter(None, cards)))

    @property
    def plain(self) -> str:
        """Everything in it that somebody may search for."""
        buttons = (button.text for button in self.buttons)
        cards = (card.plain for card in self.cards)
        return lines(self.header, self.offer, self.body, self.footer, *buttons, *cards)
