"""An admin looks for what failed, opens it, and has it processed again."""

from datetime import timedelta

from playwright.sync_api import expect

from chatapp import clock
from chatapp.inbound import processing
from chatapp.models import Role
from tests import factories
from tests.accessibility import faults, violations
from tests.inbound import meta
from tests.inbound.test_silence import heard, shop
from tests.ledger.test_ledger import failed, stored


def test_from_the_settings_to_a_webhook_and_back_into_processing(open_page, marina, number):
    silent = factories.phone_number(number.account, label="Atendimento Rio de Janeiro")
    heard(silent, *(moment for week in range(5) for moment in shop(clock.now() - timedelta(weeks=week, days=2))))
    for n in range(60):
        stored(meta.messages(number, meta.text(f"{n}")))
    bad = failed(number, attempts=5)
    admin = factories.user(number.account, Role.ADMIN)

    stage = open_page(admin, "/settings")
    page = stage.page
    page.get_by_role("link", name="What Meta sent").click()
    expect(page.locator(".event")).to_have_count(50)
    assert faults(page) == {}
    page.get_by_role("link", name="Older webhooks").click()
    expect(page.locator(".event")).to_have_count(61)
    page.get_by_label("State").select_option("Failed")
    expect(page.locator(".event")).to_have_count(1)
    page.get_by_role("button", name="Process all of these again").click()
    assert violations(page) == []
    page.keyboard.press("Escape")

    page.locator(".event").click()
    expect(page.get_by_role("heading", name=f"Webhook {bad.id}")).to_be_visible()
    assert faults(page) == {}
    page.get_by_role("button", name="Process again").click()
    page.get_by_role("dialog").get_by_role("button", name="Process again").click()
    expect(page.get_by_text("1 webhook is processed again.")).to_be_visible()
    processing.process_batch()
    page.reload()
    expect(page.locator(".tone")).to_have_text("Applied")
