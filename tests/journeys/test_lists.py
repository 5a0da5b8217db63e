"""Lists that several people look at: rows move between tabs, leave when they are done, and go on below."""

import re

import pytest
from playwright.sync_api import expect

from chatapp.extensions import db
from chatapp.models import Role
from tests import factories


@pytest.fixture
def conversation(company):
    person = factories.contact(company.account, profile_name="Helena Prado")
    conversation = factories.conversation(company.number, person, unread_count=1)
    factories.message(conversation, "Oi!", sent_at=factories.seconds_ago(60))
    return conversation


def test_assigning_moves_the_row_between_the_tabs_of_two_agents(company, conversation, sit_down):
    marina = sit_down(company.marina, conversation.path + "?tab=unassigned")
    diego = sit_down(company.diego, "/conversations?tab=unassigned")
    mine = sit_down(company.marina, "/conversations?tab=mine")
    for desk in (marina, diego):
        expect(desk.row(conversation)).to_be_visible()
    expect(mine.row(conversation)).to_have_count(0)

    marina.page.locator(f"#owner-{conversation.id}").click()
    marina.page.locator("#assign-menu button").first.click()
    expect(marina.row(conversation)).to_have_count(0)
    expect(diego.row(conversation)).to_have_count(0)
    expect(mine.row(conversation)).to_be_visible()
    expect(mine.page.locator("#count-mine")).to_have_attribute("data-count", "1")
    expect(diego.page.locator("#count-all")).to_have_attribute("data-count", "0")
    assert diego.page.goto(conversation.path).status == 404
    diego.forgive("status of 404")


def test_resolving_takes_it_from_everybodys_open_list_and_a_customer_brings_it_back(company, sit_down):
    helena = company.customer()
    helena.writes("Oi!")
    conversation = company.talk(helena)
    marina, diego = sit_down(company.marina, conversation.path), sit_down(company.diego)
    marina.page.locator(f"#state-{conversation.id} button").click()
    for desk in (marina, diego):
        expect(desk.row(conversation)).to_have_count(0)
    expect(diego.page.locator(".rows__empty")).to_be_visible()
    helena.writes("Mais uma coisa…")
    for desk in (marina, diego):
        expect(desk.row(conversation)).to_contain_text("Mais uma coisa…")


def test_a_hundred_conversations_are_reached_by_scrolling(company, sit_down):
    for n in range(100):
        person = factories.contact(company.account, profile_name=f"Cliente {n:03d}")
        moment = factories.seconds_ago(n * 60)
        factories.conversation(company.number, person, last_message_at=moment)
    company.let_time_pass()
    desk = sit_down(company.diego)
    names = desk.page.locator(".row__name")
    expect(names).to_have_count(30)

    def all_there() -> bool:
        desk.page.locator("#rows").hover()
        desk.page.mouse.wheel(0, 3000)
        return names.count() == 100

    desk.wait_until(all_there)
    assert names.all_text_contents() == [f"Cliente {n:03d}" for n in range(100)]
    expect(desk.page.locator("#rows-next a")).to_have_count(0)


def test_three_hundred_messages_are_read_upwards_in_place(company, conversation, sit_down):
    company.write_history(conversation, [f"mensagem {n}" for n in range(300)])
    company.let_time_pass()
    desk = sit_down(company.diego, conversation.path)
    bubbles = desk.page.locator(".log__list > .msg")
    expect(bubbles).to_have_count(50)

    def read_on() -> None:
        top = desk.page.locator(".log__list > .msg").first
        name, count = top.get_attribute("id"), bubbles.count()
        desk.page.evaluate("document.getElementById('log').scrollTop = -document.getElementById('log').scrollHeight")
        place = desk.page.locator(f"#{name}").bounding_box()["y"]
        desk.wait_until(lambda: bubbles.count() > count)
        assert abs(desk.page.locator(f"#{name}").bounding_box()["y"] - place) <= 1

    while desk.page.locator("[data-earlier]").count():
        read_on()
    assert desk.texts() == [f"mensagem {n}" for n in range(300)] + ["Oi!"]


def test_back_and_forward_walk_through_what_was_open(company, conversation, sit_down):
    person = factories.contact(company.account, profile_name="Bruno Azevedo")
    other = factories.conversation(company.number, person)
    desk = sit_down(company.diego)
    name = desk.page.locator("#who")
    for each, shown in ((conversation, "Helena Prado"), (other, "Bruno Azevedo")):
        desk.row(each).locator("a").click()
        expect(name).to_have_text(shown)
        expect(desk.page).to_have_url(desk.url + each.path)
        expect(desk.page).to_have_title(re.compile(shown))
    desk.page.go_back()
    expect(name).to_have_text("Helena Prado")
    expect(desk.row(conversation).locator("a")).to_have_attribute("aria-current", "page")
    desk.page.go_back()
    expect(name).to_have_count(0)
    expect(desk.row(conversation)).to_be_visible()
    desk.page.go_forward()
    desk.page.go_forward()
    expect(name).to_have_text("Bruno Azevedo")


def test_the_list_follows_in_the_back_of_history_too(company, sit_down):
    """A page that came back from history is as live as it was."""
    helena = company.customer()
    helena.writes("primeira")
    conversation = company.talk(helena)
    desk = sit_down(company.diego)
    desk.row(conversation).locator("a").click()
    desk.shows(["primeira"])
    desk.page.go_back()
    expect(desk.page.locator("#who")).to_have_count(0)
    desk.page.go_forward()
    desk.shows(["primeira"])
    helena.writes("segunda")
    desk.shows(["primeira", "segunda"])


def test_a_supervisor_sees_what_is_whose(company, conversation, sit_down):
    conversation.assignee_id = company.marina.id
    db.session.commit()
    renata = company.colleague("Renata Moraes", role=Role.SUPERVISOR)
    desk = sit_down(renata)
    expect(desk.row(conversation).locator(".row__owner")).to_have_text("MC")
