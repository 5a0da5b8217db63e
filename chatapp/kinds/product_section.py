"""Products of a catalogue under a title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds import limits, rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.reading import items, mapping, word
from chatapp.kinds.record import Record


@dataclass(frozen=True)
class ProductSection(Record):
    """`products` are our own numbers of them; a single section needs no title."""

    title: str | None
    products: tuple[str, ...]

    @classmethod
    def from_stored(cls, content: Any) -> Self:
        """`{"title"?, "products": ["id", ...]}`."""
        return cls(word(content, "title"), tuple(items(content, "products")))

    @classmethod
    def content_of(cls, section: Any) -> dict[str, Any]:
        """The stored form of Meta's section."""
        products = [item["product_retailer_id"] for item in section["product_items"]]
        return {"title": mapping(section).get("title"), "products": products}

    def faults(self) -> rules.Faults:
        """No section without products."""
        yield from rules.some_words("title", self.title, limits.SECTION_TITLE)
        yield from rules.count("products", len(self.products), limits.PRODUCTS)
        for index, product in enumerate(self.products):
            yield from rules.words(f"products.{index}", product, limits.PRODUCT_ID)

    def to_graph(self) -> dict[str, Any]:
        """Meta's section."""
        titled = {"title": self.title} if self.title else {}
        return {**titled, "product_items": [{"product_retailer_id": product} for product in self.products]}


def section_faults(sections: Sequence[ProductSection]) -> rules.Faults:
    """Up to ten sections with thirty products in total, none of them twice."""
    yield from rules.count("sections", len(sections), limits.SECTIONS)
    yield from rules.titled(sections, limits.SECTION_TITLE)
    yield from rules.each("sections", sections)
    if sum(len(section.products) for section in sections) > limits.PRODUCTS.most:
        yield FieldError("sections", "too_many", limits.PRODUCTS.most)
    yield from rules.distinct(_paths(sections))


def _paths(sections: Sequence[ProductSection]) -> Iterator[tuple[str, str]]:
    for index, section in enumerate(sections):
        yield from ((f"sections.{index}.products.{place}", product) for place, product in enumerate(section.products))
