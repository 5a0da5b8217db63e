"""The only door to time, so that a test can stand in it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def whole_second(moment: datetime) -> datetime:
    """`moment` without its fraction: Meta's unit, and so the unit of every message's `sent_at`."""
    return moment.replace(microsecond=0)
