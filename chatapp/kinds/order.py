"""A basket sent from our catalogue."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from chatapp.kinds.marking import N_
from chatapp.kinds.reading import items, lines
from chatapp.kinds.received import Received
from chatapp.kinds.wire import said


class OrderItem(NamedTuple):
    """So many of a product at a price each; `currency` is an ISO 4217 code."""

    product_id: str
    quantity: Decimal
    price: Decimal
    currency: str

    @property
    def subtotal(self) -> Decimal:
        """What the line costs."""
        return self.quantity * self.price


@dataclass(frozen=True)
class Order(Received):
    """`{catalog_id, text?, product_items: [{product_retailer_id, quantity, item_price, currency}]}`."""

    name = "order"
    wire = "order"
    icon = "shopping-cart"
    label = N_("Order")
    marks_up = True

    @property
    def note(self) -> str | None:
        """What the customer wrote to it."""
        return self.said("text")

    @property
    def items(self) -> tuple[OrderItem, ...]:
        """What was ordered, line by line; a number that cannot be read counts as nothing."""
        return tuple(_item(item) for item in items(self.content, "product_items"))

    @property
    def totals(self) -> dict[str, Decimal]:
        """What it costs, by currency."""
        totals: dict[str, Decimal] = {}
        for item in self.items:
            totals[item.currency] = totals.get(item.currency, Decimal()) + item.subtotal
        return totals

    @property
    def words(self) -> str | None:
        """The note that came with the order."""
        return self.note

    @property
    def plain(self) -> str:
        """The note, and our own numbers of the products."""
        return lines(self.note, *(item.product_id for item in self.items))


def _item(item: Any) -> OrderItem:
    product, currency = said(item, "product_retailer_id"), said(item, "currency")
    return OrderItem(product or "", _decimal(item, "quantity"), _decimal(item, "item_price"), currency or "")


def _decimal(item: Any, key: str) -> Decimal:
    """Through its text: a float's own digits would show."""
    try:
        value = Decimal(str(item[key]))
    except (KeyError, TypeError, InvalidOperation):
        return Decimal()
    return value if value.is_finite() else Decimal()
