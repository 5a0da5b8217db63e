"""Emoji on messages, put and taken back by either side, seen on the other, and disturbing nobody."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.shots import shots
from tests.patience import until_the_next_second

HEART = "❤️"


def react(page: Page, bubble: Locator, emoji: str) -> None:
    """Put, or taken back when it is there already."""
    bubble.hover()
    bubble.get_by_role("button", name="React").click()
    page.locator("#reactions").get_by_role("button", name=emoji).click()


def react_on(phone: Page, words: str, emoji: str) -> None:
    message = phone.get_by_test_id("message").filter(has_text=words)
    message.hover()
    message.get_by_test_id("message-more").click()
    phone.get_by_label(f"React with {emoji}").click()


@pytest.mark.proves("reaction", "sent")
def test_a_reaction_of_the_agent_is_seen_on_the_phone_and_goes_again(desk, company, helena, hold_phone, sit_down):
    question = desk.bubble("Oi! Vocês têm o Cerrado?")
    marina = sit_down(company.marina, desk.page.url)
    phone = hold_phone(helena)
    chip = phone.get_by_test_id("reactions")
    react(desk.page, question, "👍")
    expect(chip).to_have_text("👍")
    expect(marina.page.locator(".msg--in .reactions")).to_contain_text("👍")
    shots("reaction-ours", desk=desk.page, customer=phone)
    react(desk.page, question, "👍")
    expect(chip).to_have_count(0)
    expect(marina.page.locator(".msg--in .reactions")).to_have_count(0)


@pytest.mark.proves("reaction", "received")
@pytest.mark.proves("reaction", "shown")
def test_a_reaction_of_the_customer_is_seen_and_neither_bumps_nor_opens(
    desk, company, helena, hold_phone, sit_down, window
):
    desk.write("Temos, sim!")
    expect(desk.bubble("Temos, sim!")).to_have_attribute("data-status", "DELIVERED")
    conversation = company.talk(helena)
    marina = sit_down(company.marina)
    until_the_next_second()
    company.customer("Bruno Azevedo").writes("Bom dia")
    names = marina.page.locator(".row__name")
    expect(names).to_have_text(["Bruno Azevedo", "Helena Prado"])
    phone = hold_phone(helena)
    chips, preview = desk.bubble("Temos, sim!").locator(".reactions"), marina.row(conversation).locator(".row__preview")

    react_on(phone, "Temos, sim!", HEART)
    expect(chips).to_contain_text(HEART)
    expect(preview).to_have_text(f"Reagiu com {HEART} a: Temos, sim!")
    expect(names).to_have_text(["Bruno Azevedo", "Helena Prado"])
    expect(marina.row(conversation)).to_have_attribute("data-unread", "0")
    shots("reaction-theirs", desk=desk.page, list=marina.page, customer=phone)

    desk.page.get_by_role("button", name="Resolve").click()
    expect(names).to_have_text(["Bruno Azevedo"])
    react_on(phone, "Temos, sim!", HEART)
    expect(chips).to_have_count(0)
    react_on(phone, "Temos, sim!", "🙏")
    expect(chips).to_contain_text("🙏")
    expect(names).to_have_text(["Bruno Azevedo"])
    expect(desk.page.get_by_role("button", name="Reopen")).to_be_visible()
    marina.page.goto("/conversations?tab=all&status=resolved")
    expect(preview).to_have_text("Reagiu com 🙏 a: Temos, sim!")
    react_on(phone, "Temos, sim!", "🙏")
    expect(preview).to_have_text("Temos, sim!")
    expect(names).to_have_text(["Helena Prado"])
