"""The list: its pages, its filters, and rows that come and go while somebody reads it."""

import pytest
from playwright.sync_api import expect

from chatapp.conversations import broadcasts as rows
from tests import factories

ROWS = "document.getElementById('rows')"


def push(stage, conversation):
    (shown,) = rows.queries.for_display([conversation.id])
    stage.push(rows.row(shown, "en"))


@pytest.fixture
def many(marina, number):
    """Seventy conversations, the first one the newest."""
    return [
        factories.conversation(
            number,
            factories.contact(marina.account, profile_name=f"Cliente número {n}"),
            last_message_at=factories.seconds_ago(1000 + n * 60),
        )
        for n in range(70)
    ]


def test_the_next_page_comes_before_the_end_is_reached(open_page, marina, many):
    stage = open_page(marina, "/settings")
    # All of it was written just now, so catching up would bring it too.
    stage.answer("GET", "/live/missed", lambda route: route.fulfill(status=200, body=""))
    page = stage.go("/conversations?tab=all").page
    names = page.locator(".row__name")
    page.evaluate(f"{ROWS}.scrollTop = {ROWS}.scrollHeight")
    expect(names).to_have_count(60)
    page.evaluate(f"{ROWS}.scrollTop = {ROWS}.scrollHeight")
    expect(names).to_have_text([f"Cliente número {n}" for n in range(70)])
    expect(page.locator("#rows-next")).to_be_hidden()


def test_rows_that_come_or_do_not_belong_move_nothing_that_is_being_read(open_page, marina, many):
    stage = open_page(marina, "/conversations?tab=unassigned")
    expect(stage.page.locator(".row").nth(29)).to_be_attached()
    stage.page.evaluate(f"{ROWS}.scrollTop = 300")
    seen = stage.page.evaluate_handle("document.elementFromPoint(200, 400).closest('.row')")
    before = seen.evaluate("el => el.getBoundingClientRect().top")
    factories.message(many[20], "up I go")
    push(stage, many[20])
    expect(stage.page.locator(".row__name").first).to_have_text("Cliente número 20")
    assert abs(seen.evaluate("el => el.getBoundingClientRect().top") - before) < 1
    many[3].assignee_id = marina.id
    factories.message(many[3], "no longer nobody's")
    push(stage, many[3])
    expect(stage.page.locator(f"#c-{many[3].id}")).to_have_count(0)
    assert abs(seen.evaluate("el => el.getBoundingClientRect().top") - before) < 1


def test_at_the_top_the_newest_row_is_seen(open_page, marina, many):
    stage = open_page(marina, "/conversations?tab=all")
    expect(stage.page.locator(".row").first).to_be_visible()
    factories.message(many[9], "hello")
    push(stage, many[9])
    expect(stage.page.locator(".row__name").first).to_have_text("Cliente número 9")
    expect(stage.page.locator(".row").first).to_be_in_viewport()


def test_tabs_change_the_list_and_keep_the_thread(open_page, marina, helena, bruno):
    stage = open_page(marina, f"{helena.path}?tab=mine")
    names = stage.page.locator(".row__name")
    expect(names).to_have_text(["Helena Prado"])
    stage.page.locator("#reply").type("unfinished")
    stage.page.get_by_role("link", name="Unassigned").click()
    expect(names).to_have_text(["Bruno Azevedo"])
    expect(stage.page.locator("#who")).to_have_text("Helena Prado")
    expect(stage.page.locator("#reply")).to_have_value("unfinished")
    stage.page.get_by_role("button", name="Status").click()
    stage.page.get_by_role("link", name="Resolved").click()
    expect(stage.page.get_by_text("Nothing has been resolved here yet.")).to_be_visible()


def test_a_list_that_runs_empty_says_so_and_fills_again(open_page, marina, helena):
    stage = open_page(marina, "/conversations?tab=unassigned")
    empty = stage.page.get_by_text("Every open conversation has somebody")
    expect(empty).to_be_visible()
    helena.assignee_id = None
    factories.message(helena, "again")
    push(stage, helena)
    expect(stage.page.locator(".row__name")).to_have_text(["Helena Prado"])
    expect(empty).to_be_hidden()
