from datetime import UTC, datetime, timedelta

import pytest

from chatapp import realtime
from chatapp.refusals import Refusal


def test_a_cursor_is_the_databases_clock_and_moves_within_a_transaction(app):
    first, second = realtime.cursor(), realtime.cursor()
    assert int(first) < int(second)
    assert abs(realtime.since(first) + timedelta(seconds=15) - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_catch_up_overlaps_by_fifteen_seconds():
    assert realtime.since("1795444800000001") == datetime(2026, 11, 23, 14, 39, 45, 1, UTC)


@pytest.mark.parametrize("text", ["", "x", "1.5", "9" * 30, "-" + "9" * 30, "9" * 5000, "٣x"])
def test_what_is_no_cursor_is_refused(app, text):
    with pytest.raises(Refusal) as refusal:
        realtime.since(text)
    assert (refusal.value.status, list(refusal.value.fields)) == (422, ["since"])
