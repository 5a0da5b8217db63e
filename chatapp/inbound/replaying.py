"""Stored webhooks, once more: after a mended fault, or after a number was connected that was unknown before."""

from collections.abc import Collection
from datetime import datetime

from chatapp.inbound import ledger
from chatapp.inbound.processing import drain


def replay(event_ids: Collection[int]) -> int:
    """Process these bodies again once the caller has committed; returns how many there are. What they did before is
    not done twice, for every verb behind them knows what it has already done."""
    count = ledger.rearm(event_ids)
    drain.later()
    return count


def received(since: datetime | None, until: datetime | None, *, only_failed: bool) -> list[int]:
    """Ids of what was received in [since, until); with `only_failed`, of what was not applied in full."""
    return ledger.find(since=since, until=until, failed=only_failed)
