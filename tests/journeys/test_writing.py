"""Writing while things go wrong at Meta or on the way: the order is kept, nothing is lost, failures can be mended."""

import re

import pytest
from playwright.sync_api import expect

from chatapp.models import Direction
from tests import factories


@pytest.fixture
def conversation(company, helena):
    """Without a message of hers, nothing but messages is sent: no read receipts, no typing."""
    return company.conversation_with(helena, last_inbound_wamid=None)


@pytest.fixture(autouse=True)
def fair_weather(product):
    yield
    product.whatsapp.clear_faults()


def test_five_fast_messages_reach_the_customer_in_order(company, helena, conversation, sit_down):
    desk = sit_down(company.marina, conversation.path)
    texts = [f"linha {n}" for n in range(5)]
    for text in texts:
        desk.write(text)
    desk.shows(texts)
    expect(desk.page.locator(".msg[data-status=DELIVERED]")).to_have_count(5)
    desk.shows(texts)
    assert helena.has_received() == texts


def test_one_of_five_meets_a_broken_server_and_is_tried_again(company, helena, conversation, sit_down):
    desk = sit_down(company.marina, conversation.path)
    desk.forgive("status of 500")
    asked = []

    def fail_the_second(route):
        asked.append(route.request.post_data)
        if len(asked) == 2:
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    desk.page.route(re.compile(r"/messages$"), fail_the_second)
    texts = [f"linha {n}" for n in range(5)]
    for text in texts:
        desk.write(text)
    failed = desk.page.locator(".msg[data-state=failed]")
    expect(failed.locator(".msg__text")).to_have_text(["linha 1"])
    expect(desk.page.locator(".msg[data-status=DELIVERED]")).to_have_count(4)
    failed.locator("form button:not([data-discard])").click()
    expect(desk.page.locator(".msg[data-status=DELIVERED]")).to_have_count(5)
    desk.shows(["linha 0", "linha 2", "linha 3", "linha 4", "linha 1"])
    assert sorted(helena.has_received()) == texts


def test_what_meta_refuses_says_why_to_everybody_and_can_be_sent_again(
    company, helena, conversation, sit_down, product
):
    marina, diego = (sit_down(who, conversation.path) for who in (company.marina, company.diego))
    product.whatsapp.plan_fault("error", code=131026)
    marina.write("chegou?")
    for desk in (marina, diego):
        failed = desk.bubble("chegou?")
        expect(failed).to_have_attribute("data-status", "FAILED")
        expect(failed.locator(".msg__trouble")).to_contain_text("131026")
    assert helena.has_received() == []
    diego.bubble("chegou?").locator(".msg__trouble button").click()
    for desk in (marina, diego):
        expect(desk.bubble("chegou?")).to_have_attribute("data-status", "DELIVERED")
        expect(desk.page.locator(".msg__trouble")).to_have_count(0)
    assert helena.has_received() == ["chegou?"]


def test_what_fails_late_by_webhook_says_so_too(company, helena, conversation, sit_down, product):
    desk = sit_down(company.diego, conversation.path)
    product.whatsapp.plan_fault("accept_then_fail", code=131047)
    desk.write("tarde demais")
    expect(desk.bubble("tarde demais").locator(".msg__trouble")).to_contain_text("131047")


def test_a_closed_window_opens_by_itself_when_the_customer_writes(company, helena, sit_down):
    conversation = company.conversation_with(helena, window=None)
    factories.message(conversation, "até logo", direction=Direction.OUT)
    desk = sit_down(company.diego, conversation.path)
    expect(desk.page.locator(".composer__closed")).to_be_visible()
    expect(desk.page.locator("#reply")).to_be_hidden()
    helena.writes("voltei")
    desk.shows(["até logo", "voltei"])
    expect(desk.page.locator("#reply")).to_be_visible()
    expect(desk.page.locator(".composer__closed")).to_be_hidden()
    desk.write("que bom!")
    expect(desk.bubble("que bom!")).to_have_attribute("data-status", "DELIVERED")


def test_an_answer_quotes_the_question_on_the_customers_phone(company, helena, hold_phone, sit_down):
    helena.writes("Vocês abrem amanhã?")
    conversation = company.talk(helena)
    desk = sit_down(company.marina, conversation.path)
    desk.bubble("Vocês abrem amanhã?").hover()
    desk.page.locator("[data-reply]").click()
    desk.write("Sim, às 9h")
    phone = hold_phone(helena)
    expect(phone.get_by_test_id("quoted")).to_contain_text("Vocês abrem amanhã?")
    expect(desk.bubble("Sim, às 9h").locator(".quote")).to_contain_text("Helena Prado")
