"""Several products of our catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chatapp.kinds.interactive import TEXT_HEADER, Interactive
from chatapp.kinds.limits import CATALOG_ID
from chatapp.kinds.marking import N_
from chatapp.kinds.product_section import ProductSection, section_faults
from chatapp.kinds.reading import items, word
from chatapp.kinds.rules import Faults, words


@dataclass(frozen=True, kw_only=True)
class ProductList(Interactive):
    """The customer may put them into a basket, which comes as an `order`."""

    name = "product_list"
    wire = "action/product_list"
    icon = "shopping-cart"
    label = N_("Products")
    header_types = TEXT_HEADER
    needs_header = True

    catalog_id: str | None = None
    sections: tuple[ProductSection, ...] = ()

    @classmethod
    def own(cls, content: dict[str, Any]) -> dict[str, Any]:
        """`catalog_id` and `sections`."""
        sections = tuple(ProductSection.from_stored(section) for section in items(content, "sections"))
        return {"catalog_id": word(content, "catalog_id"), "sections": sections}

    @classmethod
    def heard(cls, action: dict[str, Any]) -> dict[str, Any]:
        """Meta's sections."""
        sections = [ProductSection.content_of(section) for section in action["sections"]]
        return {"catalog_id": action["catalog_id"], "sections": sections}

    @property
    def choices(self) -> tuple[str | None, ...]:
        """Titles and numbers."""
        return tuple(words for section in self.sections for words in (section.title, *section.products))

    def own_faults(self) -> Faults:
        """A catalogue, and some of what is in it."""
        yield from words("catalog_id", self.catalog_id, CATALOG_ID)
        yield from section_faults(self.sections)

    def action(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's sections."""
        return {"catalog_id": self.catalog_id, "sections": [section.to_graph() for section in self.sections]}
