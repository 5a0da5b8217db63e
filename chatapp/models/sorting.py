"""One order for lists and threads, in SQL, in Python and in the browser."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def sort_key(moment: datetime, row_id: int) -> str:
    """A text whose alphabetical order is (moment in whole seconds, id): the page's `data-sort`."""
    return f"{int(moment.timestamp()):011d}.{row_id:012d}"


def version(changed_at: datetime) -> str:
    """When a row was last written, as the page's `data-version`: of two drawings of one thing the later one counts.

    Microseconds since 1970; always 16 digits, so that texts compare like numbers.
    """
    return f"{(changed_at - _EPOCH) // _MICROSECOND:016d}"
