"""The whole catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chatapp.kinds.interactive import Interactive
from chatapp.kinds.limits import PRODUCT_ID
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import mapping, word
from chatapp.kinds.rules import Faults, some_words


@dataclass(frozen=True, kw_only=True)
class Catalog(Interactive):
    """`product_id` is the product whose picture stands for it; without one it is the first."""

    name = "catalog"
    wire = "action/catalog_message"
    icon = "shopping-cart"
    label = N_("Catalogue")

    product_id: str | None = None

    @classmethod
    def own(cls, content: dict[str, Any]) -> dict[str, Any]:
        """`product_id`."""
        return {"product_id": word(content, "product_id")}

    @classmethod
    def heard(cls, action: dict[str, Any]) -> dict[str, Any]:
        """Meta's name for it says what it is for."""
        return {"product_id": mapping(action.get("parameters")).get("thumbnail_product_retailer_id")}

    def own_faults(self) -> Faults:
        """Nothing is needed."""
        yield from some_words("product_id", self.product_id, PRODUCT_ID)

    def action(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's catalogue message."""
        chosen = {"parameters": {"thumbnail_product_retailer_id": self.product_id}} if self.product_id else {}
        return {"name": "catalog_message", **chosen}
