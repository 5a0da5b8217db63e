"""Reading: groups, days, the divider, history above, the end below, the clock of the window."""

from datetime import timedelta

from playwright.sync_api import expect

from chatapp import clock
from chatapp.extensions import db
from chatapp.messages import broadcasts, queries
from chatapp.models import Direction
from tests import factories

LOG = "document.getElementById('log')"


def push(stage, message):
    (shown,) = queries.for_display([message.id])
    stage.push(broadcasts.bubble(shown, "en"))


def long_history(conversation, count=120):
    for n in range(count):
        factories.message(conversation, f"line {n} " + "words " * 12, sent_at=factories.seconds_ago(90_000 - n * 60))


def test_a_group_is_one_author_within_five_minutes(open_page, marina, helena):
    diego = factories.user(marina.account, name="Diego Alves")
    ages = [(500, "in", None), (400, "out", marina), (390, "out", marina), (380, "out", diego), (20, "out", diego)]
    messages = [
        factories.message(
            helena, f"{age}", direction=Direction(way), author_id=who and who.id, sent_at=factories.seconds_ago(age)
        )
        for age, way, who in ages
    ]
    stage = open_page(marina, helena.path)
    joined = [stage.page.locator(f"#{m.dom_id}").get_attribute("data-ui-joined") is not None for m in messages]
    assert joined == [True, False, True, False, False]
    between = messages[1].sent_at + timedelta(seconds=5)
    push(stage, factories.message(helena, "between", sent_at=between))
    expect(stage.page.locator(".msg")).to_have_count(7)
    expect(stage.page.locator(f"#{messages[2].dom_id}")).not_to_have_attribute("data-ui-joined", "")


def test_days_are_named_and_a_pushed_message_brings_its_own(open_page, marina, helena):
    factories.message(helena, "long ago", sent_at=clock.whole_second(clock.now() - timedelta(days=40)))
    stage = open_page(marina, helena.path, timezone_id="America/Sao_Paulo")
    days = stage.page.locator(".day time")
    expect(days).to_have_count(2)
    yesterday = factories.message(helena, "yesterday", sent_at=clock.whole_second(clock.now() - timedelta(days=1)))
    push(stage, yesterday)
    push(stage, yesterday)
    expect(days).to_have_count(3)
    assert days.nth(1).inner_text() == "Yesterday"


def test_it_opens_at_what_is_unread(open_page, marina, helena):
    long_history(helena, 60)
    helena.unread_count = 12
    db.session.commit()
    stage = open_page(marina, helena.path)
    divider = stage.page.locator(".unread")
    expect(divider).to_be_in_viewport()
    assert divider.evaluate("el => el.nextElementSibling.querySelector('.msg__text').textContent").startswith(
        "line 49 "
    )


def test_history_is_read_upwards_without_a_jump(open_page, marina, helena):
    long_history(helena)
    stage = open_page(marina, "/settings")
    # All of it was written just now, so catching up would bring it too.
    stage.answer("GET", "/live/missed", lambda route: route.fulfill(status=200, body=""))
    stage.go(helena.path)
    first = stage.page.locator(".msg").first.get_attribute("id")
    assert stage.page.locator(".msg").count() == 50
    stage.page.evaluate(f"{LOG}.scrollTop = -{LOG}.scrollHeight")
    top = stage.page.locator(f"#{first}").bounding_box()["y"]
    expect(stage.page.locator(".msg")).to_have_count(100)
    assert abs(stage.page.locator(f"#{first}").bounding_box()["y"] - top) < 1
    stage.page.evaluate(f"{LOG}.scrollTop = -{LOG}.scrollHeight")
    expect(stage.page.locator(".msg")).to_have_count(121)
    expect(stage.page.locator("[data-earlier]")).to_have_count(0)
    texts = stage.page.locator(".msg .msg__text").all_inner_texts()
    assert [text.split()[1] for text in texts[:120]] == [str(n) for n in range(120)]


def test_the_end_is_kept_and_a_reader_above_is_left_alone(open_page, marina, helena):
    long_history(helena, 40)
    stage = open_page(marina, helena.path)
    at_end = f"Math.abs({LOG}.scrollTop) < 1"
    assert stage.page.evaluate(at_end)
    push(stage, factories.message(helena, "new at the end"))
    expect(stage.page.locator(".msg")).to_have_count(42)
    assert stage.page.evaluate(at_end)
    stage.page.evaluate(f"{LOG}.scrollTop = -1200")
    seen = stage.page.evaluate_handle(
        f"document.elementFromPoint({LOG}.getBoundingClientRect().x + 80, 300).closest('.msg')"
    )
    before = seen.evaluate("el => el.getBoundingClientRect().top")
    push(stage, factories.message(helena, "new below\n" * 5))
    expect(stage.page.locator(".msg")).to_have_count(43)
    assert abs(seen.evaluate("el => el.getBoundingClientRect().top") - before) < 1
    button = stage.page.locator("#to-end")
    expect(button.locator(".badge")).to_have_text("1")
    button.click()
    expect(button).to_be_hidden()
    expect(stage.page.get_by_text("new below")).to_be_in_viewport()


def test_when_the_window_runs_out_the_field_gives_way_until_the_customer_writes(open_page, marina, helena):
    helena.window_expires_at = clock.now() + timedelta(hours=2, minutes=30)
    db.session.commit()
    stage = open_page(marina, helena.path)
    pill, field = stage.page.locator(".pill"), stage.page.locator("#reply")
    expect(pill).to_have_text("2h 29m left")
    expect(pill).to_have_attribute("data-window", "open")
    stage.stop_the_clock()
    stage.page.reload()
    stage.page.clock.run_for("01:00:00")
    expect(pill).to_have_attribute("data-window", "closing")
    stage.page.clock.run_for("01:40:00")
    expect(pill).to_have_text("Window closed")
    expect(field).to_be_hidden()
    expect(stage.page.get_by_text("24-hour window is closed")).to_be_visible()
    stage.complaints.clear()


def test_what_customers_write_is_never_markup(open_page, marina, helena):
    factories.message(helena, "<img src=x onerror=alert(1)> <hx-partial hx-target=body>&lt;b&gt; *bold*")
    stage = open_page(marina, helena.path)
    text = stage.page.locator(".msg .msg__text").last
    expect(text).to_have_text("<img src=x onerror=alert(1)> <hx-partial hx-target=body>&lt;b&gt; bold")
    push(stage, factories.message(helena, "<script>alert(1)</script>"))
    expect(text).to_have_text("<script>alert(1)</script>")


def test_code_in_a_fragment_does_not_run(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    target = f'<hx-partial hx-target="#thread-{helena.id}" hx-swap="beforeend">'
    stage.push(f'{target}<b id="probe" hx-on:click="window.ran = 1">probe</b></hx-partial>')
    stage.page.locator("#probe").click()
    assert stage.page.evaluate("window.ran") is None
    assert any("disabled" in words for words in stage.complaints)
    stage.complaints.clear()
