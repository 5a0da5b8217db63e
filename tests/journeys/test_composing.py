"""Everything that can be sent is written in the inbox, and arrives."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.accessibility import faults, violations
from tests.journeys.composing import arrived, attach, attach_files
from tests.journeys.shots import shot, shots


def test_buttons_are_built_beside_their_preview(desk):
    page = desk.page
    desk.forgive("status of 422")
    attach(desk, "Buttons or list")
    dialog = page.locator("#compose")
    dialog.get_by_label("Text", exact=True).fill("Confirma a entrega *amanhã*?")
    dialog.get_by_label("Button 1").fill("Sim, confirmo")
    dialog.get_by_role("button", name="Add a button").click()
    expect(dialog.get_by_label("Button 2")).to_be_focused()
    dialog.get_by_label("Button 2").fill("Outro dia")
    expect(dialog.locator(".phone .phone__tap")).to_have_text(["Sim, confirmo", "Outro dia"])
    dialog.get_by_role("button", name="Add a button").click()
    expect(dialog.get_by_role("button", name="Add a button")).to_be_disabled()
    dialog.get_by_label("Button 3").fill("x" * 21)
    expect(dialog.locator("#w-buttons-2-title-count")).to_have_text("21 / 20")
    shot(page, "builder")
    assert faults(page) == {}
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_text("At most 20 characters.")).to_be_visible()
    shot(page, "builder-refused")
    dialog.get_by_role("button", name="Remove button 3").click()
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_be_hidden()
    arrived(desk, "buttons")
    expect(page.locator(".msg--out .acts li")).to_have_text(["Sim, confirmo", "Outro dia"])


@pytest.mark.proves("list", "sent")
@pytest.mark.proves("list_reply", "received")
@pytest.mark.proves("list_reply", "quoted")
def test_a_list_is_built_and_the_customer_chooses_a_row(desk, helena, hold_phone):
    page = desk.page
    attach(desk, "Buttons or list")
    dialog = page.locator("#compose")
    dialog.get_by_role("button", name="List", exact=True).click()
    expect(dialog.get_by_role("heading", name="List")).to_be_visible()
    dialog.get_by_label("Text", exact=True).fill("Qual *torra* você prefere?")
    dialog.get_by_label("Button that opens the list").fill("Ver torras")
    dialog.get_by_label("Title of the section (not needed)").fill("Da semana")
    dialog.get_by_label("Row 1").fill("Clara")
    dialog.get_by_label("Description (not needed)").fill("Cerrado, notas de mel")
    dialog.get_by_role("button", name="Add a row").click()
    dialog.get_by_label("Row 2").fill("Média")
    expect(dialog.locator(".phone .phone__tap")).to_have_text("Ver torras")
    shot(page, "list-builder")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_be_hidden()
    arrived(desk, "list")

    phone = hold_phone(helena)
    phone.get_by_test_id("open-list").click()
    sheet = phone.get_by_test_id("list-sheet")
    expect(sheet.get_by_role("heading")).to_have_text(["Ver torras", "Da semana"])
    shots("list-sheet", customer=phone)
    sheet.get_by_test_id("row").filter(has_text="Clara").click()
    answer = page.locator(".msg--in[data-kind=list_reply]")
    expect(answer).to_contain_text("Clara")
    expect(answer).to_contain_text("Cerrado, notas de mel")
    expect(answer.locator(".quote")).to_contain_text("Qual torra você prefere?")
    expect(page.locator(".row__preview")).to_contain_text("Clara")
    shots("list", desk=page, customer=phone)


def test_our_own_place_and_a_contact_of_ours(desk, company):
    page = desk.page
    attach(desk, "Location")
    dialog = page.locator("#compose")
    dialog.get_by_label("Name of the place").fill("Torra Café")
    dialog.get_by_role("button", name="My location").click()
    expect(dialog.get_by_label("Latitude")).to_have_value("-23.561414")
    shot(page, "location")
    assert violations(page) == []
    dialog.get_by_role("button", name="Send").click()
    arrived(desk, "location")
    attach(desk, "Contact")
    dialog.get_by_label("Search by name or number").fill("hele")
    dialog.locator(".compose__people button", has_text="Helena Prado").click()
    expect(dialog.get_by_label("Name", exact=True)).to_have_value("Helena Prado")
    shot(page, "contacts")
    assert violations(page) == []
    dialog.get_by_role("button", name="Send").click()
    arrived(desk, "contacts")


def test_photos_go_in_their_order_with_their_captions(desk, tmp_path: Path):
    page = desk.page
    for n, colour in enumerate(["tomato", "teal", "gold"]):
        Image.new("RGB", (1200, 900), colour).save(tmp_path / f"foto{n}.png")
    (tmp_path / "broken.jpg").write_bytes(b"no picture at all")
    names = ("foto0.png", "foto1.png", "broken.jpg", "foto2.png")
    attach_files(desk, "Photos and videos", *(tmp_path / name for name in names))
    files = page.locator(".tray__file")
    expect(files).to_have_count(4)
    expect(files.locator("[data-slot=state]").nth(3)).to_have_text("Ready", timeout=30_000)
    expect(files.nth(2)).to_have_attribute("data-state", "failed")
    expect(page.locator("#tray").get_by_role("button", name="Send")).to_have_text("Send 3")
    for n in (0, 1):
        files.nth(n).get_by_label("Caption").fill(f"Legenda {n}")
    shot(page, "tray")
    assert faults(page) == {}
    page.locator("#tray").get_by_role("button", name="Send").click()
    arrived(desk, "image", 3)
    assert [text for text in desk.texts() if text.startswith("Legenda")] == ["Legenda 0", "Legenda 1"]
    expect(files).to_have_count(1)
    files.get_by_role("button", name="Remove broken.jpg").click()
    expect(page.locator("#tray")).to_have_count(0)
    expect(page.locator("#reply")).to_be_focused()
    shot(page, "photos-sent")
