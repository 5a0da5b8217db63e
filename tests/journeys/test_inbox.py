"""A customer writes, two colleagues see it, one answers, everybody sees that, and the ticks turn blue."""

import re

from playwright.sync_api import Locator, expect

from tests.patience import until_the_next_second

#: --read, the one blue of the light theme.
BLUE = "rgb(10, 112, 196)"


def is_read(where: Locator) -> None:
    expect(where.locator(".tick--READ")).to_have_css("color", BLUE)


def test_from_the_customers_phone_to_blue_ticks(company, helena, hold_phone, sit_down):
    marina, diego = sit_down(company.marina), sit_down(company.diego)
    phone = hold_phone(helena)
    phone.get_by_test_id("text").fill("Oi! Vocês têm o Cerrado?")
    phone.get_by_test_id("text").press("Enter")
    phone.get_by_test_id("back").click()

    for desk in (marina, diego):
        row = desk.page.locator(".row", has_text="Helena Prado")
        expect(row).to_contain_text("Vocês têm o Cerrado?")
        expect(row).to_have_attribute("data-unread", "1")
        expect(desk.page).to_have_title(re.compile(r"^\(1\) "))
    for desk in (marina, diego):
        desk.page.locator(".row a").click()
        desk.shows(["Oi! Vocês têm o Cerrado?"])
    expect(marina.page.locator(".row")).to_have_attribute("data-unread", "0")

    marina.page.locator("#reply").press_sequentially("Temos, sim!")
    phone_row = phone.locator(f".person[data-customer='{helena.id}']")
    expect(phone_row.locator(".person__typing")).to_be_visible()
    marina.page.locator("#reply").press("Enter")
    answer = "Temos, sim!"
    expect(diego.bubble(answer)).to_have_attribute("data-author", "Marina Costa")
    expect(phone_row).to_contain_text(answer)
    for desk in (marina, diego):
        expect(desk.bubble(answer)).to_have_attribute("data-status", "DELIVERED")

    phone_row.click()
    expect(phone.get_by_test_id("message-text")).to_have_text(["Oi! Vocês têm o Cerrado?", answer])
    for desk in (marina, diego):
        is_read(desk.bubble(answer))
        is_read(desk.page.locator(".row"))
        desk.shows(["Oi! Vocês têm o Cerrado?", answer])
    assert helena.has_received() == [answer]


def test_a_colleague_who_has_the_list_open_sees_rows_rise_and_ticks_turn(company, sit_down):
    helena, bruno = company.customer(), company.customer("Bruno Azevedo")
    helena.writes("primeira")
    company.talk(helena)
    desk = sit_down(company.diego)
    bruno.writes("segunda")
    names = desk.page.locator(".row__name")
    expect(names).to_have_text(["Bruno Azevedo", "Helena Prado"])
    until_the_next_second()
    helena.writes("terceira")
    expect(desk.page.locator(".row__preview").first).to_have_text("terceira")
    expect(names).to_have_text(["Helena Prado", "Bruno Azevedo"])
