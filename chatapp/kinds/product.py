"""One product of our catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chatapp.kinds.interactive import Interactive
from chatapp.kinds.limits import CATALOG_ID, PRODUCT_ID
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import word
from chatapp.kinds.rules import Faults, words


@dataclass(frozen=True, kw_only=True)
class Product(Interactive):
    """Shown with its picture, name and price; words of ours are not needed."""

    name = "product"
    wire = "action/product"
    icon = "shopping-cart"
    label = N_("Product")
    needs_body = False

    catalog_id: str | None = None
    product_id: str | None = None

    @classmethod
    def own(cls, content: dict[str, Any]) -> dict[str, Any]:
        """`catalog_id` and `product_id`."""
        return {"catalog_id": word(content, "catalog_id"), "product_id": word(content, "product_id")}

    @classmethod
    def heard(cls, action: dict[str, Any]) -> dict[str, Any]:
        """Our number of a product is its `product_retailer_id` at Meta."""
        return {"catalog_id": action["catalog_id"], "product_id": action["product_retailer_id"]}

    @property
    def choices(self) -> tuple[str | None, ...]:
        """The product's number."""
        return (self.product_id,)

    def own_faults(self) -> Faults:
        """Both have to be there."""
        yield from words("catalog_id", self.catalog_id, CATALOG_ID)
        yield from words("product_id", self.product_id, PRODUCT_ID)

    def action(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's names for them."""
        return {"catalog_id": self.catalog_id, "product_retailer_id": self.product_id}
