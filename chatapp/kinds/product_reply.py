"""A product sent by the customer."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class ProductReply(Placeholder):
    """Meta's interactive `product` object."""

    name = "product_reply"
    wire = "interactive/product"
    icon = "shopping-cart"
    label = N_("Product")

    @property
    def words(self) -> str | None:
        """The product's title, when Meta tells it."""
        return said(self.content, "title")
