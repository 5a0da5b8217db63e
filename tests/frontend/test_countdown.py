"""A message that waits for its turn says for how long."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from chatapp import clock
from chatapp.kinds import MessageStatus
from chatapp.messages import broadcasts, queries
from chatapp.models import Direction
from tests import factories


def test_it_counts_down_until_it_leaves_and_says_when_without_script(open_page, marina, helena):
    due = clock.now() + timedelta(minutes=1, seconds=30)
    waiting = {"direction": Direction.OUT, "status": MessageStatus.QUEUED, "wamid": None, "next_attempt_at": due}
    message = factories.message(helena, "e mais uma linha", **waiting)

    static = open_page(marina, helena.path, java_script_enabled=False, timezone_id="UTC")
    expect(static.page.locator(".msg time[datetime]").last).to_have_text(re.compile(r"Sends at \d+:\d\d:\d\d"))

    stage = open_page(marina, helena.path)
    left = stage.page.get_by_role("timer")
    expect(left).to_have_text(re.compile(r"Sends in 1:[0-2]\d\."))
    first = left.inner_text()
    expect(left).not_to_have_text(first)
    assert left.inner_text() < first
    expect(stage.page.get_by_text("one message every six seconds")).to_be_visible()

    message.next_attempt_at, message.status = None, MessageStatus.SENDING
    (shown,) = queries.for_display([message.id])
    stage.push(broadcasts.bubble(shown, "en"))
    expect(left).to_have_count(0)
