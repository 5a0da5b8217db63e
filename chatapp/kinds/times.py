"""Meta's moments."""

from datetime import UTC, datetime
from typing import Any


def moment(value: Any) -> datetime | None:
    """Seconds since 1970, as Meta writes them (number or text), in UTC; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        return datetime.fromtimestamp(float(value), UTC)
    except (ValueError, OverflowError, OSError):
        return None
