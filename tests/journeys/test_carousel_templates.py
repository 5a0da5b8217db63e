"""A carousel from the first word to the customer's phone."""

import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from chatapp.models import Role
from tests.accessibility import faults
from tests.journeys.composing import arrived, attach
from tests.journeys.shots import shot, shots


@pytest.mark.timeout(300)  # two people, a worker and Meta: a busy machine takes its time
def test_a_carousel_is_made_approved_sent_and_tapped(company, sit_down, hold_phone, tmp_path: Path):
    """Meta tells by webhook that it was approved, and the next look shows it."""
    page, name = sit_down(company.colleague("Ana Lima", role=Role.SUPERVISOR)).page, f"vitrine_{os.getpid()}"
    pictures = [tmp_path / f"{place}.jpg" for place in range(2)]
    for colour, path in zip(("teal", "maroon"), pictures, strict=True):
        Image.new("RGB", (640, 360), colour).save(path)
    make_carousel(page, name, pictures)
    shot(page, "carousel_form")
    assert faults(page) == {}
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Hand in for review").click()
    expect(page.locator(".badges")).to_be_visible(timeout=60_000)
    shot(page, "carousel_show")
    for _ in range(60):
        if page.locator(".badges").get_by_text("Approved").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator(".badges").get_by_text("Approved")).to_be_visible()

    customer = company.customer()
    desk = sit_down(company.diego, company.conversation_with(customer).path)
    attach(desk, "Template")
    dialog = desk.page.locator("#compose")
    dialog.get_by_role("searchbox").fill(name)
    expect(dialog.locator("a.offer")).to_have_count(1)
    dialog.locator("a.offer").click()
    for place, path in enumerate(pictures):
        dialog.get_by_label("Photo").nth(place).set_input_files(path)
    dialog.get_by_label("Card 1: {{1}}").fill("32")
    dialog.get_by_label("Card 2: {{1}}").fill("41")
    expect(dialog.locator(".phone__cards img")).to_have_count(2, timeout=60_000)
    expect(dialog.locator(".phone__cards")).to_contain_text("Cerrado por 32 reais.")
    dialog.get_by_label("End of the link").first.fill("cerrado")
    dialog.get_by_label("End of the link").last.fill("mogiana")
    shot(desk.page, "carousel_filled_in")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).not_to_be_visible()
    arrived(desk, "template")
    expect(desk.page.locator(".msg--out .cards > li")).to_have_count(2)
    phone = hold_phone(customer)
    expect(phone.locator(".card")).to_have_count(2)
    expect(phone.locator(".card").first).to_contain_text("Cerrado por 32 reais.")
    phone.locator(".card").last.get_by_role("button", name="Quero").click()
    expect(desk.page.locator(".msg--in", has_text="Quero")).to_be_visible(timeout=60_000)
    shots("carousel", desk=desk.page, customer=phone)


def make_carousel(page: Page, name: str, pictures: list[Path]) -> None:
    page.goto("/templates/new")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Category").select_option("MARKETING")
    page.get_by_label("What it is").select_option("carousel")
    expect(page.locator("legend", has_text="Card ")).to_have_count(2)
    page.get_by_role("button", name="Link", exact=True).click()
    expect(page.locator("[name='cards.1.buttons.1.url']")).to_be_visible()
    page.get_by_label("Text", exact=True).fill("Os cafés da semana.")
    for place, (coffee, path) in enumerate(zip(("Cerrado", "Mogiana"), pictures, strict=True)):
        card = page.locator("fieldset", has=page.get_by_text(f"Card {place + 1}", exact=True))
        card.get_by_label("Photo").set_input_files(path)
        expect(page.locator(".phone__cards img")).to_have_count(place + 1, timeout=60_000)
        card.get_by_label("Text").fill(f"{coffee} por {{{{1}}}} reais.")
        card.get_by_label("Sample for {{1}}").fill("30")
        card.locator(f"[name='cards.{place}.buttons.0.text']").fill("Quero")
        card.locator(f"[name='cards.{place}.buttons.1.text']").fill("Ver")
        card.locator(f"[name='cards.{place}.buttons.1.url']").fill("https://torra.example/{{1}}")
        card.get_by_label("Sample of the whole link").fill(coffee)
    expect(page.locator(".phone__cards")).to_contain_text("Mogiana por 30 reais.")
