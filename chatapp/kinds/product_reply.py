"""A product of our catalogue that the customer sent."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.reading import lines
from chatapp.kinds.received import Received


@dataclass(frozen=True)
class ProductReply(Received):
    """`{catalog_id, product_retailer_id, title?}`."""

    name = "product_reply"
    wire = "interactive/product"
    icon = "shopping-cart"
    label = N_("Product")

    @property
    def catalog_id(self) -> str | None:
        """Where it stands."""
        return self.said("catalog_id")

    @property
    def product_id(self) -> str | None:
        """What we call it in the catalogue."""
        return self.said("product_retailer_id")

    @property
    def title(self) -> str | None:
        """What it is called, when Meta tells it."""
        return self.said("title")

    @property
    def words(self) -> str | None:
        """The title."""
        return self.title

    @property
    def plain(self) -> str:
        """Title and our own number."""
        return lines(self.title, self.product_id)
