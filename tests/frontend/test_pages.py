"""Every page: accessible in both themes at three widths, within its window, and useful without script."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from chatapp.extensions import db
from chatapp.models import ConversationStatus, Direction
from tests import factories
from tests.accessibility import faults, fits

LONG = (
    "Maximiliana Guimarães Vasconcelos de Albuquerque e Mello " + "Pneumoultramicroscopicossilicovulcanoconiótico" * 2
)


@pytest.fixture
def crowd(marina, helena, number):
    """A list and a thread with everything in them that is hard to draw."""
    for state in (timedelta(hours=20), timedelta(minutes=50), timedelta(hours=-1), None):
        person = factories.contact(marina.account, profile_name=LONG)
        factories.conversation(number, person, window=state, unread_count=120)
    helena.unread_count = 1
    for direction, status, error in (("out", 70, None), ("out", 50, 131026), ("out", 10, None), ("in", 0, None)):
        factories.message(
            helena,
            f"*{LONG}* https://example.com/{'a' * 90}",
            direction=Direction(direction),
            status=status,
            error_code=error,
        )
    factories.message(helena, kind="image", content={"type": "image", "image": {"id": "1"}})
    return helena


def test_the_inbox_is_accessible_and_fits(open_page, marina, crowd):
    stage = open_page(marina, crowd.path)
    for path in (crowd.path, "/conversations?tab=all", "/conversations?tab=mine&status=resolved"):
        assert faults(stage.go(path).page) == {}, path


def test_the_pages_around_the_inbox_are_too(open_page, marina):
    stage = open_page(marina, "/settings")
    for path in ("/settings", "/conversations/0"):
        assert faults(stage.go(path).page) == {}, path
    stage.sign_out()
    assert faults(stage.go("/login").page) == {}


def test_everything_stays_in_reach_at_200_percent(open_page, marina, crowd):
    stage = open_page(marina, crowd.path, viewport={"width": 720, "height": 450})
    assert fits(stage.page)
    for control in ("#reply", "#owner-1", "#state-1 button", ".thread-head__toggle", ".back"):
        expect(stage.page.locator(control)).to_be_in_viewport()


def test_the_chosen_theme_wins_over_the_device(open_page, marina, helena):
    marina.theme = "dark"
    db.session.commit()
    stage = open_page(marina, "/conversations", color_scheme="light")
    assert stage.page.evaluate("getComputedStyle(document.querySelector('.list')).backgroundColor") == "rgb(20, 25, 23)"


def test_the_inbox_works_without_script(open_page, marina, helena, bruno):
    page = open_page(marina, "/conversations?tab=all", java_script_enabled=False).page
    page.get_by_role("link", name="Bruno Azevedo").click()
    expect(page.get_by_role("heading", name="Bruno Azevedo", level=1)).to_be_visible()
    expect(page.locator("#rows [aria-current=page] .row__name")).to_have_text("Bruno Azevedo")
    page.locator(f"#owner-{bruno.id}").click()
    page.get_by_role("button", name="Assign to me").click()
    expect(page.locator(f"#owner-{bruno.id}")).to_contain_text("Marina")
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    page.get_by_role("button", name="Account menu").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    db.session.rollback()
    assert (bruno.assignee_id, bruno.status) == (marina.id, ConversationStatus.RESOLVED)


def test_a_phone_shows_one_pane_and_goes_back_to_the_row(open_page, marina, helena):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_page(marina, "/conversations", **phone).page
    expect(page.locator("#list")).to_be_visible()
    page.locator(f"#c-{helena.id} a").tap()
    expect(page.locator("#who")).to_be_focused()
    expect(page.locator("#list")).to_be_hidden()
    page.get_by_role("link", name="Back").tap()
    expect(page.locator("#list")).to_be_visible()
    expect(page).to_have_url("/conversations")


def test_details_are_a_drawer_on_a_tablet_and_a_remembered_column_on_a_desktop(open_page, marina, helena):
    page = open_page(marina, helena.path, viewport={"width": 1024, "height": 768}).page
    details, toggle = page.locator("#details"), page.locator(".thread-head__toggle")
    expect(details).to_be_hidden()
    toggle.click()
    expect(details).to_be_visible()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(details).to_be_hidden()
    expect(toggle).to_be_focused()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(details).to_be_visible()
    toggle.click()
    expect(details).to_be_hidden()
    page.reload()
    expect(details).to_be_hidden()
