"""Signing in, one's own settings, the keyboard alone, and the product without script."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.patience import until_the_next_second


@pytest.fixture
def helena(company):
    return company.customer()


@pytest.fixture
def conversation(company, helena):
    helena.writes("Oi!")
    return company.talk(helena)


def sign_in(page, user, password=factories.PASSWORD) -> None:
    page.locator("[name=email]").fill(user.email)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")


def test_signing_in_leads_to_where_one_wanted_to_go(company, conversation, window):
    desk = window()
    desk.forgive("status of 4")
    desk.page.goto(conversation.path)
    expect(desk.page.locator("[name=email]")).to_be_focused()
    sign_in(desk.page, company.diego, "a wrong password")
    expect(desk.page.get_by_role("alert")).to_be_visible()
    expect(desk.page.locator("[name=email]")).to_have_value(company.diego.email)
    sign_in(desk.page, company.diego)
    expect(desk.page).to_have_url(desk.url + conversation.path)
    desk.shows(["Oi!"])


def test_language_and_theme_are_ones_own(company, sit_down):
    desk = sit_down(company.diego)
    page = desk.page
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/settings")
    page.locator("[name=locale]").select_option("pt_BR")
    page.locator("[name=theme]").select_option("dark")
    page.locator("form[action='/settings'] button").click()
    expect(page.locator("html")).to_have_attribute("lang", "pt-BR")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/conversations")
    assert page.evaluate("getComputedStyle(document.querySelector('.list')).backgroundColor") == "rgb(20, 25, 23)"


def test_the_keyboard_alone_is_enough(company, helena, conversation, sit_down):
    helena.writes("Tem alguém?")
    bruno = company.customer("Bruno Azevedo")
    until_the_next_second()
    bruno.writes("Bom dia")
    company.talk(bruno)
    desk = sit_down(company.marina)
    keys, page = desk.page.keyboard, desk.page
    keys.press("j")
    keys.press("j")
    keys.press("k")
    keys.press("j")
    expect(desk.row(conversation).locator("a")).to_be_focused()
    keys.press("Enter")
    desk.shows(["Oi!", "Tem alguém?"])
    expect(page.locator("#reply")).to_be_focused()
    keys.type("Estamos aqui")
    keys.press("Enter")
    expect(desk.bubble("Estamos aqui")).to_have_attribute("data-status", "DELIVERED")
    keys.press("Escape")
    expect(desk.row(conversation).locator("a")).to_be_focused()
    keys.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()
    keys.press("r")
    expect(page.locator("#reply")).to_be_focused()
    keys.press("Escape")
    keys.press("e")
    expect(desk.row(conversation)).to_have_count(0)
    assert helena.has_received() == ["Estamos aqui"]


def test_without_script_a_customer_is_answered_all_the_same(company, helena, conversation, window):
    page = window(java_script_enabled=False).page
    page.goto("/")
    sign_in(page, company.diego)
    page.locator(f"#c-{conversation.id} a").click()
    expect(page.locator(".msg__text")).to_have_text(["Oi!"])
    page.locator("#reply").fill("Sem script")
    page.locator("#composer button[type=submit]").click()
    expect(page.locator(".msg__text")).to_have_text(["Oi!", "Sem script"])
    page.locator(f"#state-{conversation.id} button").click()
    page.goto("/conversations")
    expect(page.locator(f"#c-{conversation.id}")).to_have_count(0)
    page.goto("/conversations?status=resolved")
    expect(page.locator(f"#c-{conversation.id}")).to_contain_text("Sem script")
    assert helena.has_received() == ["Sem script"]


def test_a_draft_waits_while_another_conversation_is_answered(company, helena, conversation, sit_down):
    bruno = company.customer("Bruno Azevedo")
    bruno.writes("Bom dia")
    other = company.talk(bruno)
    desk = sit_down(company.diego, conversation.path)
    desk.page.locator("#reply").fill("ainda não termin")
    desk.row(other).locator("a").click()
    desk.shows(["Bom dia"])
    desk.write("Bom dia, Bruno!")
    expect(desk.bubble("Bom dia, Bruno!")).to_have_attribute("data-status", "DELIVERED")
    desk.row(conversation).locator("a").click()
    expect(desk.page.locator("#reply")).to_have_value("ainda não termin")
    assert helena.has_received() == []
