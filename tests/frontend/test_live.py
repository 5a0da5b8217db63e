"""Pushes and what was missed: shown once, in order, and the page says when it is cut off."""

import re

from playwright.sync_api import expect

from chatapp.conversations import broadcasts as rows
from chatapp.messages import broadcasts as bubbles
from chatapp.messages import queries
from chatapp.models import Conversation, Direction, Message
from tests import factories
from tests.frontend.stage import cursor


def bubble(message: Message) -> str:
    (shown,) = queries.for_display([message.id])
    return bubbles.bubble(shown, "en")


def row(conversation: Conversation) -> str:
    (shown,) = rows.queries.for_display([conversation.id])
    return rows.row(shown, "en")


def test_the_page_says_what_it_watches_and_catches_up_when_that_is_confirmed(open_page, marina, helena, bruno):
    stage = open_page(marina, "/conversations")
    expect(stage.page.locator(".row")).to_have_count(2)
    stage.wait_until_asked("GET", "/live/missed")
    assert stage.sockets[0].heard == [{"watch": [f"inbox:{marina.account_id}:all"]}]
    stage.page.locator(f"#c-{helena.id} a").click()
    expect(stage.page.locator("#who")).to_have_text("Helena Prado")
    expect(stage.page.locator("#reply")).to_be_focused()
    assert stage.sockets[0].heard[-1] == {"watch": [f"inbox:{marina.account_id}:all", f"conversation:{helena.id}"]}
    assert len(stage.sockets) == 1


def test_a_pushed_bubble_lands_once_in_its_place_and_equals_the_pages_own(page, open_page, marina, helena):
    stage = open_page(marina, helena.path)
    expect(stage.page.locator(".msg")).to_have_count(1)
    late = factories.message(helena, "later", sent_at=factories.seconds_ago(5))
    early = factories.message(helena, "earlier", sent_at=factories.seconds_ago(300))
    for message in (late, early, late, early):
        stage.push(bubble(message))
    expect(stage.page.locator(".msg .msg__text")).to_have_text(["Oi! Vocês têm o Cerrado?", "earlier", "later"])
    pushed = re.search(r"<article.*</article>", bubble(late), re.S)[0]
    assert pushed in page.sign_in(marina).get(helena.path).text


def test_ticks_change_the_bubble_that_is_there(open_page, marina, helena):
    message = factories.message(helena, "our words", direction=Direction.OUT, status=40)
    stage = open_page(marina, helena.path)
    ours = stage.page.locator(f"#{message.dom_id}")
    expect(ours.get_by_role("img", name="Sent")).to_be_attached()
    ours.evaluate("el => { el.same = true }")
    message.status = 70
    rows.queries.db.session.commit()
    stage.push(bubble(message))
    expect(ours.get_by_role("img", name="Read")).to_be_attached()
    assert ours.evaluate("el => el.same")


def test_a_row_moves_up_with_its_focus_and_leaves_a_list_it_does_not_belong_to(open_page, marina, helena, bruno):
    stage = open_page(marina, "/conversations?tab=unassigned")
    names = stage.page.locator(".row__name")
    expect(names).to_have_text(["Bruno Azevedo"])
    stage.push(row(helena))
    expect(stage.page.locator("#count-all")).to_have_text("2")
    expect(names).to_have_text(["Bruno Azevedo"])
    stage.go("/conversations?tab=all")
    expect(names).to_have_text(["Helena Prado", "Bruno Azevedo"])
    stage.page.locator(f"#c-{bruno.id} a").focus()
    factories.message(bruno, "Alguém aí?")
    stage.push(row(bruno))
    expect(names).to_have_text(["Bruno Azevedo", "Helena Prado"])
    expect(stage.page.locator(f"#c-{bruno.id} a")).to_be_focused()


def test_unread_counts_reach_the_title(open_page, marina, helena):
    stage = open_page(marina, "/conversations")
    expect(stage.page).to_have_title("Inbox")
    helena.unread_count = 3
    factories.message(helena, "?")
    stage.push(row(helena))
    expect(stage.page).to_have_title("(1) Inbox")


def test_what_was_missed_while_cut_off_arrives_once(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    expect(stage.page.locator(".msg")).to_have_count(1)
    stage.sockets[0].link.close(code=1012)
    missed = [factories.message(helena, f"missed {n}") for n in range(2)]
    stage.wait_until_asked("GET", "/live/missed", 2)
    expect(stage.page.locator(".msg")).to_have_count(3)
    stage.push(bubble(missed[0]))
    expect(stage.page.locator(".msg")).to_have_count(3)
    assert len(stage.sockets) == 2
    expect(stage.page.locator("#offline")).to_be_hidden()


def test_who_is_sent_away_comes_back_within_the_time_that_the_server_named(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    expect(stage.page.locator(".msg")).to_have_count(1)
    stage.stop_the_clock()
    stage.page.evaluate("Math.random = () => 0.5")
    stage.sockets[0].link.close(code=1012, reason="60")
    stage.page.clock.run_for(29_000)
    assert len(stage.sockets) == 1
    stage.page.clock.run_for(2_000)
    stage.wait_until_asked("GET", "/live/missed", 2)


def test_a_resync_is_heeded(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    expect(stage.page.locator(".msg")).to_have_count(1)
    factories.message(helena, "not pushed")
    stage.sockets[0].say({"resync": cursor()})
    expect(stage.page.locator(".msg .msg__text").last).to_have_text("not pushed")


def test_a_failed_catching_up_is_tried_again_with_the_old_cursor(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    stage.answer("GET", "/live/missed", lambda route: route.fulfill(status=503, body=""))
    stage.wait_until_asked("GET", "/live/missed")
    failing = cursor()
    stage.sockets[0].say({"resync": failing})
    factories.message(helena, "missed")
    stage.wait_until_asked("GET", "/live/missed", 2)
    stage.answer("GET", "/live/missed", None)
    expect(stage.page.locator(".msg .msg__text").last).to_have_text("missed")
    assert f"since={failing}" not in stage.asked("GET", "/live/missed")[-1].url
    stage.complaints.clear()


def test_being_offline_is_said_after_two_seconds_and_taken_back(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    expect(stage.page.locator(".msg")).to_have_count(1)
    stage.stop_the_clock()
    stage.page.route_web_socket("**/live", lambda link: link.close(code=1013))
    stage.sockets[0].link.close(code=1013)
    offline = stage.page.locator("#offline")
    stage.page.clock.run_for(1500)
    expect(offline).to_be_hidden()
    stage.page.clock.run_for(1000)
    expect(offline).to_be_visible()
    stage.page.route_web_socket("**/live", stage._link)
    stage.page.clock.run_for(31_000)
    expect(offline).to_be_hidden()
    stage.complaints.clear()


def test_a_silent_link_is_given_up(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    stage.stop_the_clock()
    stage.page.reload()
    expect(stage.page.locator(".msg")).to_have_count(1)
    links = len(stage.sockets)
    stage.page.clock.run_for(44_000)
    assert len(stage.sockets) == links
    stage.page.clock.run_for(3_000)
    expect(stage.page.locator(".msg")).to_have_count(1)
    assert len(stage.sockets) == links + 1


def test_an_ended_session_leads_to_the_sign_in(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    expect(stage.page.locator(".msg")).to_have_count(1)
    stage.sign_out()
    stage.sockets[0].link.close(code=4401)
    expect(stage.page).to_have_url("/login")


def test_an_open_conversation_is_told_to_be_read_when_something_arrives(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    path = f"{helena.path}/read"
    expect(stage.page.locator(".msg")).to_have_count(1)
    new = factories.message(helena, "new")
    stage.push(bubble(new))
    expect(stage.page.locator(".msg")).to_have_count(2)
    assert [r.post_data for r in stage.asked("POST", path)][-1] == f"message_id={new.id}"
    stage.push(bubble(new))
    stage.page.wait_for_timeout(200)
    assert len(stage.asked("POST", path)) == 2
