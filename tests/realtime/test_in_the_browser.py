"""The page's half of the wire, in a real browser: what is pushed, what was missed, and how it ends."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from chatapp import conversations, messages, realtime
from chatapp.extensions import db, redis
from chatapp.models import Conversation
from tests import factories
from tests.browser import Windows
from tests.callers import cookie_of
from tests.realtime.servers import Server


@pytest.fixture
def conversation(torra) -> Conversation:
    number = factories.phone_number(torra)
    return factories.conversation(number, factories.contact(torra, profile_name="Helena Prado"))


@pytest.fixture
def visit(app, windows: Windows, ana, conversation) -> Iterator[Callable[[Server], Page]]:
    """Ana opens the conversation on that server; answers the page once its socket watches."""
    name, _, value = cookie_of(app, ana).partition("=")
    pages = []

    def opened(server: Server) -> Page:
        page = windows.open(server.url)
        pages.append(page)
        page.context.add_cookies([{"name": name, "value": value, "url": server.url}])
        with page.expect_response("**/live/missed?*"):
            page.goto(conversation.path)
        return page

    yield opened
    for page in pages:
        windows.close(page)


@pytest.fixture
def page(visit, server) -> Page:
    return visit(server)


def write(conversation: Conversation, body: str) -> None:
    """A customer's message, pushed as the product does."""
    message = factories.message(conversation, body)
    messages.broadcasts.appended([message.id])
    db.session.commit()


def bubbles(page: Page, body: str):
    return page.locator(".log__list article", has_text=body)


def test_what_is_pushed_appears_once_and_in_order(page, conversation):
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    for body in ("first words", "second words"):
        write(conversation, body)
    expect(bubbles(page, "words")).to_have_count(2)
    expect(bubbles(page, "words").nth(0)).to_contain_text("first words")
    assert faults == []


def test_what_was_written_while_the_server_was_away_is_caught_up_with(visit, mortal, conversation):
    page = visit(mortal)
    write(conversation, "before")
    expect(bubbles(page, "before")).to_have_count(1)

    mortal.kill()
    expect(page.locator("#offline")).to_be_visible(timeout=8_000)
    factories.message(conversation, "missed")
    with mortal:
        expect(bubbles(page, "missed")).to_have_count(1, timeout=60_000)
        expect(page.locator("#offline")).to_be_hidden()
        write(conversation, "after")
        expect(bubbles(page, "after")).to_have_count(1)
        assert page.locator(".log__list article").count() == 3


def test_what_was_missed_while_redis_was_away_is_caught_up_with(page, conversation):
    factories.message(conversation, "missed")
    redis.client.client_kill_filter(_type="pubsub")
    expect(bubbles(page, "missed")).to_have_count(1)


def test_who_may_not_come_in_any_more_is_led_to_the_sign_in(page, ana):
    ana.active = False
    realtime.close_user(ana.id)
    db.session.commit()
    page.wait_for_url("**/login*")


def test_who_may_come_back_comes_back_and_has_missed_nothing(page, ana, conversation):
    factories.message(conversation, "missed")
    with page.expect_websocket():
        realtime.close_user(ana.id)
        db.session.commit()
    expect(bubbles(page, "missed")).to_have_count(1)


def test_a_conversation_that_goes_to_somebody_else_leaves_the_screen(page, ana, bruno, conversation):
    conversations.assign(conversation, bruno)
    db.session.commit()
    page.wait_for_url("**/conversations", timeout=2_000)
    expect(page.locator("#rows")).not_to_contain_text("Helena Prado")


def test_a_catch_up_that_fails_is_tried_again_with_growing_patience(page, ana, conversation):
    asked = []
    page.route("**/live/missed?*", lambda route: (asked.append(1), route.fulfill(status=500)))
    factories.message(conversation, "missed")
    realtime.close_user(ana.id)
    db.session.commit()
    page.wait_for_timeout(6_000)
    assert 2 <= len(asked) <= 5
    page.unroute("**/live/missed?*")
    expect(bubbles(page, "missed")).to_have_count(1, timeout=60_000)
