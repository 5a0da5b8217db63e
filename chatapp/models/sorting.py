"""One order for lists and threads, in SQL, in Python and in the browser."""

from datetime import datetime


def sort_key(moment: datetime, row_id: int) -> str:
    """A text whose alphabetical order is (moment in whole seconds, id): the page's `data-sort`."""
    return f"{int(moment.timestamp()):011d}.{row_id:012d}"
