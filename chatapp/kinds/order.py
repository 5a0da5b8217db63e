"""A basket sent from our catalogue."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class Order(Placeholder):
    """`{catalog_id, text?, product_items: [{product_retailer_id, quantity, item_price, currency}]}`."""

    name = "order"
    wire = "order"
    icon = "shopping-cart"
    label = N_("Order")

    @property
    def words(self) -> str | None:
        """The note that came with the order."""
        return said(self.content, "text")
