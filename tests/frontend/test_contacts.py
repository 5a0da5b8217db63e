"""Customers get a name of ours, and conversations begin from a number that one chooses."""

from playwright.sync_api import expect

from chatapp.conversations import broadcasts, queries
from chatapp.extensions import db
from chatapp.models import Contact
from tests import factories
from tests.accessibility import SIZES, faults, violations

CARD = {"contacts": [{"name": {"formatted_name": "Bruno Lima"}, "phones": [{"phone": "+55 11 98888-7777"}]}]}


def test_a_name_is_given_in_the_panel_and_seen_everywhere(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    page = stage.page
    rename, field = page.locator(".rename summary"), page.get_by_label("Your name for this customer")
    rename.focus()
    rename.press("Enter")
    expect(field).to_be_focused()
    assert faults(page) == {}
    page.set_viewport_size(SIZES["desktop"])
    field.fill("Helena (Padaria Sol)")
    field.press("Enter")
    expect(page.locator("#who")).to_have_text("Helena (Padaria Sol)")
    expect(page.locator(".profile h2")).to_have_text("Helena (Padaria Sol)")
    expect(page).to_have_title("Helena (Padaria Sol) · Inbox")
    expect(page.get_by_text("Saved as Helena (Padaria Sol).")).to_be_visible()
    expect(field).to_be_hidden()
    expect(rename).to_be_focused()
    # A colleague gives another name while this field is being written in: what is typed stays, all else follows.
    rename.press("Enter")
    field.fill("Hel")
    db.session.get(Contact, helena.contact_id).given_name = "Dona Helena"
    db.session.commit()
    (shown,) = queries.for_display([helena.id])
    stage.push(broadcasts.header(shown, "en") + broadcasts.row(shown, "en"))
    expect(page.locator("#who")).to_have_text("Dona Helena")
    expect(page.locator(f"#c-{helena.id} .row__name")).to_have_text("Dona Helena")
    expect(field).to_have_value("Hel")
    field.press("Escape")
    expect(field).to_be_hidden()
    expect(rename).to_be_focused()


def test_a_conversation_begins_from_the_number_one_chooses(open_page, marina, helena):
    other = factories.phone_number(marina.account, label="Loja Rio")
    factories.message(helena, kind="contacts", content=CARD)
    page = open_page(marina, helena.path).page
    page.get_by_role("button", name="Start conversation").click()
    panel = page.get_by_role("dialog", name="Start conversation with +55 11 98888-7777")
    expect(panel.get_by_role("radio", name="Loja São Paulo")).to_be_focused()
    assert violations(page) == []
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
    page.get_by_role("button", name="Save contact").click()
    expect(page.get_by_text("Saved as Bruno Lima.")).to_be_visible()
    expect(panel).to_be_hidden()
    page.get_by_role("button", name="Start conversation").click()
    panel = page.get_by_role("dialog", name="Start conversation with Bruno Lima")
    panel.get_by_role("radio", name="Loja Rio").check()
    panel.get_by_role("button", name="Start conversation").click()
    expect(page.locator("#who")).to_have_text("Bruno Lima")
    expect(page.locator(".thread-head__line")).to_contain_text(other.label)
    page.get_by_role("link", name="Write from another number").click()
    expect(panel.get_by_role("radio", name="Loja São Paulo")).to_be_visible()
