"""A row of pictures or films with buttons below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chatapp.kinds import limits
from chatapp.kinds.carousel_card import CarouselCard
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.file import File
from chatapp.kinds.interactive import Interactive
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import items
from chatapp.kinds.rules import Faults, count, each


@dataclass(frozen=True, kw_only=True)
class Carousel(Interactive):
    """Two to ten cards that all have the same kind and number of buttons. A tap comes as a `button_reply`."""

    name = "carousel"
    wire = "action/carousel"
    icon = "image"
    label = N_("Carousel")
    has_footer = False

    cards: tuple[CarouselCard, ...] = ()

    @classmethod
    def own(cls, content: dict[str, Any]) -> dict[str, Any]:
        """`cards`."""
        return {"cards": tuple(CarouselCard.from_stored(card) for card in items(content, "cards"))}

    @classmethod
    def heard(cls, action: dict[str, Any]) -> dict[str, Any]:
        """Meta's cards."""
        return {"cards": [CarouselCard.content_of(card) for card in action["cards"]]}

    @property
    def choices(self) -> tuple[str | None, ...]:
        """What stands on the cards."""
        return tuple(words for card in self.cards for words in card.words)

    @property
    def files(self) -> tuple[File, ...]:
        """One of each card."""
        return tuple(file for card in self.cards for file in card.files)

    def with_files(self, media_ids: Sequence[int]) -> "Carousel":
        """With our own copies of the cards' files."""
        waiting = iter(media_ids)
        return replace(self, cards=tuple(card.with_files([next(waiting) for _ in card.files]) for card in self.cards))

    def own_faults(self) -> Faults:
        """Cards that look alike."""
        yield from count("cards", len(self.cards), limits.CARDS)
        yield from each("cards", self.cards)
        for index, card in enumerate(self.cards):
            if card.shape != self.cards[0].shape:
                yield FieldError(f"cards.{index}.buttons", "mismatch")

    def action(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's cards, numbered."""
        return {"cards": [{"card_index": index, **card.to_graph(meta_ids)} for index, card in enumerate(self.cards)]}
