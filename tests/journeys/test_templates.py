"""Templates: chosen where the composer was, filled in beside their preview, and on the customer's phone."""

import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from chatapp.extensions import db
from chatapp.models import Role
from tests.accessibility import faults, violations
from tests.journeys.composing import arrived, attach
from tests.journeys.shots import shot, shots
from tests.journeys.windows import Window

#: The worker may have been first.
SYNCHRONISED = re.compile("Synchronised with Meta|Everything is up to date")


@pytest.fixture
def ana(company):
    """She looks after the templates, and has just fetched them."""
    return company.colleague("Ana Lima", role=Role.SUPERVISOR)


@pytest.fixture
def synchronised(ana, sit_down) -> Window:
    desk = sit_down(ana)
    desk.page.goto("/templates")
    desk.page.get_by_role("button", name="Synchronise with Meta").click()
    expect(desk.page.get_by_text(SYNCHRONISED)).to_be_visible()
    return desk


@pytest.fixture
def shut(company):
    customer = company.customer()
    conversation = company.conversation_with(customer)
    conversation.window_expires_at = None
    db.session.commit()
    customer.change(window="closed")
    return customer, conversation


@pytest.mark.proves("template", "sent")
@pytest.mark.proves("quick_reply", "received")
@pytest.mark.proves("quick_reply", "quoted")
def test_templates_after_the_window_shut(company, synchronised, shut, sit_down, hold_phone, tmp_path: Path):
    """One with a picture and numbered values, one with named ones: what is shown beforehand is what the phone shows."""
    customer, conversation = shut
    desk = sit_down(company.diego, conversation.path)
    desk.forgive("status of 422")
    page, composer, dialog = desk.page, desk.page.locator(".composer__closed"), desk.page.locator("#compose")
    composer.get_by_role("searchbox").fill("oferta")
    expect(composer.locator(".offer")).to_have_count(1)
    shot(page, "templates_closed")
    assert violations(page) == []
    composer.get_by_role("link", name="Oferta da semana").click()
    expect(dialog.get_by_text("Oferta da semana")).to_be_visible()
    dialog.get_by_label("{{1}}", exact=True).fill("Helena")
    dialog.get_by_label("{{2}}", exact=True).fill("15%")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_text("Choose a file first.")).to_be_visible()
    shot(page, "templates_errors")
    Image.new("RGB", (640, 480), "teal").save(tmp_path / "oferta.jpg")
    dialog.get_by_label("Photo").set_input_files(tmp_path / "oferta.jpg")
    expect(dialog.locator(".phone__media img")).to_be_visible()
    expect(dialog.get_by_text("Choose a file first.")).to_be_hidden()
    dialog.get_by_label("Code to copy").fill("CAFE15")
    preview = dialog.locator(".phone__text")
    expect(preview).to_contain_text("15%")
    shot(page, "templates_form")
    assert faults(page) == {}
    offer = preview.inner_text()
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).not_to_be_visible()
    arrived(desk, "template")

    composer.get_by_role("searchbox").fill("pedido")
    composer.get_by_role("link", name="Pedido enviado").click()
    expect(dialog.get_by_role("heading", name="Pedido enviado")).to_be_visible()
    for place in dialog.get_by_label("numero").all():
        place.fill("48213")
    dialog.get_by_label("nome").fill("Helena")
    dialog.get_by_label("Acompanhar").fill("48213")
    expect(dialog.locator(".phone")).to_contain_text("Pedido 48213")
    shot(page, "templates_named")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).not_to_be_visible()
    arrived(desk, "template", 2)

    phone = hold_phone(customer)
    expect(phone.get_by_test_id("message")).to_have_count(2)
    first, second = phone.get_by_test_id("message").all()
    expect(first.get_by_test_id("picture")).to_have_js_property("naturalWidth", 640)
    expect(first.get_by_test_id("message-text")).to_have_text(offer)
    expect(second).to_contain_text("Pedido 48213")
    expect(second.get_by_test_id("message-text")).to_have_text("Olá Helena, seu pedido 48213 saiu hoje para entrega.")
    expect(second.get_by_role("link", name="Acompanhar")).to_have_attribute(
        "href", "https://loja.example/rastreio/48213"
    )
    first.get_by_role("button", name="Copy code").click()
    expect(first).to_contain_text("Copied: CAFE15")
    expect(composer).to_be_visible()
    first.get_by_role("button", name="Parar promoções").click()
    answer = page.locator(".msg--in[data-kind=quick_reply]")
    expect(answer.locator(".quote")).to_contain_text(offer)
    expect(composer).to_be_hidden()
    expect(page.locator("#reply")).to_be_visible()
    expect(phone.get_by_test_id("quoted")).to_contain_text(offer)
    shots("templates", desk=page, customer=phone)


def test_from_the_attach_menu_with_the_keyboard(company, synchronised, sit_down):
    customer = company.customer()
    conversation = company.conversation_with(customer)
    desk = sit_down(company.diego, conversation.path)
    page = desk.page
    attach(desk, "Template")
    dialog = page.locator("#compose")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("retomar")
    expect(dialog.locator(".offer")).to_have_count(1)
    shot(page, "templates_panel")
    assert violations(page) == []
    page.keyboard.press("Tab")
    dialog.locator("a.offer").focus()
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("{{1}}", exact=True)).to_have_value("Helena")
    dialog.get_by_label("{{1}}", exact=True).focus()
    page.keyboard.press("Enter")
    expect(dialog).not_to_be_visible()
    arrived(desk, "template")
    expect(page.locator(".msg--out .msg__text")).to_contain_text("Olá Helena, temos novidades")


def test_favourites_stand_first(company, synchronised, shut, sit_down):
    page = sit_down(company.diego, shut[1].path).page
    composer = page.locator(".composer__closed")
    star = composer.get_by_role("button", name="Favourite: Visita agendada")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(composer.locator(".offer b").first).to_have_text("Visita agendada")


def test_making_one(ana, synchronised):
    page = synchronised.page
    synchronised.forgive("status of 422")
    shot(page, "templates_list")
    assert faults(page) == {}
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("link", name="New template").click()
    page.get_by_label("Name", exact=True).fill(f"aviso_{os.getpid()}")
    page.get_by_label("Text", exact=True).fill("Oi {{1}}, seu café {{2}} chegou.")
    page.get_by_label("Sample for {{2}}").fill("Cerrado")
    page.get_by_role("button", name="Link").click()
    page.get_by_label("Words on it").fill("Ver pedido")
    page.get_by_role("button", name="Hand in for review").click()
    expect(page.get_by_role("alert")).to_be_visible()
    shot(page, "templates_draft_errors")
    assert faults(page) == {}
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_label("Sample for {{1}}").fill("Ana")
    page.get_by_label("Link; {{1}} at its end").fill("https://torra.example/p")
    expect(page.locator(".phone__text")).to_have_text("Oi Ana, seu café Cerrado chegou.")
    page.get_by_role("button", name="Hand in for review").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Aviso")
    shot(page, "templates_show")
    assert faults(page) == {}
    page.reload()
    page.get_by_role("button", name="Delete").click()
    assert violations(page) == []
    page.locator("#delete-template").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("The template was deleted.")).to_be_visible()
