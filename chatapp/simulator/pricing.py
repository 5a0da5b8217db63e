"""What Meta says a delivery costs, since 2026-10-01: per delivered message, 1,000 service messages a month free."""

import time
from datetime import UTC, datetime
from typing import Any

from .books import Books, Message
from .switches import Switches


def price(message: Message, books: Books, switches: Switches) -> dict[str, Any] | None:
    """The ``pricing`` object of a status; None for reactions, which are never charged."""
    if message.type == "reaction" or switches.pricing_on == "none":
        return None
    free = message.category == "service" and free_tier_left(message, books, switches)
    return {
        "billable": not free,
        "pricing_model": "PMP",
        "type": "free_customer_service" if free else "regular",
        "category": message.category,
    }


def free_tier_left(message: Message, books: Books, switches: Switches) -> bool:
    """Whether this delivery is among the number's first of the calendar month."""
    tier = switches.free_tier
    return books.service_deliveries(message.number_id, month_start(time.time()), tier + 1) <= tier


def month_start(now: float) -> float:
    """Midnight (UTC) of the first day of that month, in epoch seconds."""
    day = datetime.fromtimestamp(now, UTC)
    return datetime(day.year, day.month, 1, tzinfo=UTC).timestamp()
