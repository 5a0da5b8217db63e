"""The 24 hours."""

from datetime import UTC, datetime, timedelta

import pytest

from chatapp.whatsapp import window
from chatapp.whatsapp.webhook import parse
from chatapp.whatsapp.window import WindowState
from tests.whatsapp import webhooks

LAST = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (timedelta(0), WindowState.OPEN),
        (timedelta(hours=21, minutes=59, seconds=59), WindowState.OPEN),
        (timedelta(hours=22), WindowState.CLOSING),
        (timedelta(hours=23, minutes=59, seconds=59), WindowState.CLOSING),
        (timedelta(hours=24), WindowState.CLOSED),
        (timedelta(days=9), WindowState.CLOSED),
    ],
)
def test_state_over_time(after, expected):
    assert window.state(window.expires_at(LAST), LAST + after) is expected


def test_time_left():
    expires = window.expires_at(LAST)
    assert window.remaining(expires, LAST + timedelta(hours=1)) == timedelta(hours=23)
    assert window.remaining(expires, LAST + timedelta(hours=25)) == timedelta(0)


def test_a_customer_who_never_wrote_has_no_window():
    assert window.expires_at(None) is None
    assert window.state(None, LAST) is WindowState.CLOSED
    assert window.remaining(None, LAST) == timedelta(0)


@pytest.mark.parametrize(
    ("name", "opened"),
    [
        ("text", True),
        ("voice", True),
        ("quick_reply", True),
        ("unknown", True),
        ("call", True),
        ("call_accepted", True),
        ("call_ended", False),
        ("call_from_company", False),
        ("reaction", False),
        ("edit", False),
        ("revoke", False),
        ("system", False),
        ("system_number_changed", False),
        ("unsupported", False),
        ("text_in_group", False),
        ("echo_text", False),
        ("status_read", False),
    ],
)
def test_what_opens_it(name, opened):
    assert window.opens(parse(webhooks.body(name))[0]) is opened
