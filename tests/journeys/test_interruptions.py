"""Cut lines and killed servers: nothing is lost, nothing is doubled, and the page mends itself."""

import pytest
from playwright.sync_api import expect

#: What a browser says of a line that is cut.
CUT = ("net::ERR", "WebSocket connection", "Failed to fetch")


@pytest.fixture
def helena(company):
    return company.customer()


@pytest.fixture
def conversation(company, helena):
    return company.conversation_with(helena)


def test_what_was_missed_both_ways_is_there_once_and_in_order(
    company, helena, conversation, window, cable, sit_down, migrated
):
    marina = window(cable.url).enter(migrated, company.marina).open(conversation.path)
    diego = sit_down(company.diego, conversation.path)
    marina.forgive(*CUT)
    offline = marina.page.locator("#offline")
    helena.writes("antes")
    marina.shows(["antes"])

    cable.cut()
    expect(offline).to_be_visible()
    helena.writes("um", "dois")
    diego.shows(["antes", "um", "dois"])
    diego.write("três, do Diego")
    expect(diego.page.locator("[data-status=DELIVERED]")).to_have_count(1)
    marina.write("quatro, da Marina")
    expect(marina.page.locator(".msg[data-state=failed]")).to_be_visible()
    marina.shows(["antes", "quatro, da Marina"])

    cable.mend()
    expect(offline).to_be_hidden(timeout=30_000)
    marina.shows(["antes", "um", "dois", "três, do Diego", "quatro, da Marina"])
    marina.page.locator(".msg[data-state=failed] form button:not([data-discard])").click()
    helena.opens_chat()
    for desk in (marina, diego):
        desk.shows(["antes", "um", "dois", "três, do Diego", "quatro, da Marina"])
        expect(desk.bubble("três, do Diego").locator(".tick--READ")).to_be_visible()
        expect(desk.bubble("quatro, da Marina")).to_have_attribute("data-status", "DELIVERED")
    assert helena.has_received() == ["três, do Diego", "quatro, da Marina"]


def test_a_message_whose_answer_was_lost_is_not_sent_twice(company, helena, conversation, sit_down):
    desk = sit_down(company.marina, conversation.path)
    desk.forgive(*CUT)

    def lose(route):
        route.fetch()
        route.abort()

    desk.page.route("**/messages", lose, times=1)
    desk.write("uma vez só")
    # The push shows that it has arrived all the same, and takes the place of the bubble that waits.
    expect(desk.bubble("uma vez só")).to_have_attribute("data-status", "DELIVERED")
    expect(desk.page.locator(".msg[data-state]")).to_have_count(0)
    desk.shows(["uma vez só"])
    assert helena.has_received() == ["uma vez só"]


def test_a_page_survives_the_web_servers_sudden_death(company, helena, conversation, sit_down, product):
    desk = sit_down(company.marina, conversation.path)
    desk.forgive(*CUT)
    helena.writes("antes")
    desk.shows(["antes"])

    product.web.kill()
    expect(desk.page.locator("#offline")).to_be_visible()
    helena.writes("entretanto")
    product.web.start()
    product.wait_until_ready()

    desk.shows(["antes", "entretanto"])
    expect(desk.page.locator("#offline")).to_be_hidden(timeout=30_000)
    desk.write("depois")
    expect(desk.bubble("depois")).to_have_attribute("data-status", "DELIVERED")
    assert helena.has_received() == ["depois"]


def test_a_page_that_went_offline_comes_back_with_its_network(company, helena, conversation, sit_down):
    desk = sit_down(company.marina, conversation.path)
    desk.forgive(*CUT)
    desk.context.set_offline(True)
    helena.writes("enquanto isso")
    desk.context.set_offline(False)
    desk.shows(["enquanto isso"])
    desk.write("de volta")
    expect(desk.bubble("de volta")).to_have_attribute("data-status", "DELIVERED")


def test_workers_that_die_are_replaced_and_forget_nothing(company, helena, conversation, sit_down, product):
    desk = sit_down(company.marina, conversation.path)
    product.worker.kill()
    desk.write("sem ninguém que envie")
    helena.writes("sem ninguém que receba")
    expect(desk.bubble("sem ninguém que envie")).to_have_attribute("data-status", "QUEUED")
    product.worker.start()
    expect(desk.bubble("sem ninguém que envie")).to_have_attribute("data-status", "DELIVERED", timeout=60_000)
    expect(desk.bubble("sem ninguém que receba")).to_be_visible()
    assert helena.has_received() == ["sem ninguém que envie"]
