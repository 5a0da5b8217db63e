"""Everything that can be sent is written in the inbox, and arrives."""

import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.accessibility import faults
from tests.journeys.windows import Window

SHOTS = os.environ.get("SHOTS")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")


@pytest.fixture
def helena(company):
    customer = company.customer()
    conversation = company.conversation_with(customer)
    customer.writes("Oi! Vocês têm o Cerrado?")
    return customer, conversation


@pytest.fixture
def desk(company, helena, sit_down) -> Window:
    _customer, conversation = helena
    desk = sit_down(
        company.diego,
        conversation.path,
        permissions=["microphone", "geolocation"],
        geolocation={"latitude": -23.561414, "longitude": -46.655881},
    )
    expect(desk.page.locator(".msg--in")).to_have_count(1, timeout=30_000)
    return desk


def attach(desk: Window, what: str) -> None:
    desk.page.get_by_role("button", name="Attach").click()
    desk.page.locator("#attach").get_by_text(what, exact=True).click()


def arrived(desk: Window, kind: str, count: int = 1) -> None:
    """The server has it, and WhatsApp has taken it."""
    shown = desk.page.locator(
        f".msg--out[data-kind={kind}]:is([data-status=SENT], [data-status=DELIVERED], [data-status=READ])"
    )
    expect(shown).to_have_count(count, timeout=30_000)


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


def test_our_own_place_and_a_contact_of_ours(desk, company):
    page = desk.page
    attach(desk, "Location")
    dialog = page.locator("#compose")
    dialog.get_by_label("Name of the place").fill("Torra Café")
    dialog.get_by_role("button", name="My location").click()
    expect(dialog.get_by_label("Latitude")).to_have_value("-23.561414")
    shot(page, "location")
    assert faults(page) == {}
    dialog.get_by_role("button", name="Send").click()
    arrived(desk, "location")
    attach(desk, "Contact")
    dialog.get_by_label("Search by name or number").fill("hele")
    dialog.locator(".compose__people button", has_text="Helena Prado").click()
    expect(dialog.get_by_label("Name", exact=True)).to_have_value("Helena Prado")
    shot(page, "contacts")
    assert faults(page) == {}
    dialog.get_by_role("button", name="Send").click()
    arrived(desk, "contacts")


def test_photos_go_in_their_order_with_their_captions(desk, tmp_path: Path):
    page = desk.page
    for n, colour in enumerate(["tomato", "teal", "gold"]):
        Image.new("RGB", (1200, 900), colour).save(tmp_path / f"foto{n}.png")
    (tmp_path / "broken.jpg").write_bytes(b"no picture at all")
    with page.expect_file_chooser() as choosing:
        attach(desk, "Photos and videos")
    choosing.value.set_files([tmp_path / name for name in ("foto0.png", "foto1.png", "broken.jpg", "foto2.png")])
    files = page.locator(".tray__file")
    expect(files).to_have_count(4)
    expect(files.locator("[data-slot=state]").nth(3)).to_have_text("Ready", timeout=30_000)
    expect(files.nth(2)).to_have_attribute("data-state", "failed")
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


def test_a_voice_message_is_recorded_heard_and_sent(desk):
    page = desk.page
    page.get_by_role("button", name="Record a voice message").click()
    recorder = page.locator("#recorder")
    expect(recorder.get_by_role("timer")).to_have_text("0:02", timeout=10_000)
    shot(page, "recording")
    recorder.get_by_role("button", name="Stop").click()
    expect(recorder.locator("audio")).to_be_visible()
    shot(page, "recorded")
    assert faults(page) == {}
    recorder.get_by_role("button", name="Send").click()
    expect(recorder).to_have_count(0)
    arrived(desk, "voice")
    expect(page.locator(".msg--out [data-player]")).to_be_visible()
