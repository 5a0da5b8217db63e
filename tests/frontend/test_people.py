"""An admin invites somebody, makes a team, gives it a conversation and ends a session, all by the pages."""

import re

from playwright.sync_api import expect

from chatapp.extensions import db
from chatapp.models import Role
from tests import factories
from tests.accessibility import faults
from tests.callers import Page as OtherBrowser


def test_from_the_settings_to_people_teams_and_sessions(app, open_page, marina, helena):
    admin = factories.user(marina.account, Role.ADMIN, name="Diego Alves", signature="Diego, Torra")
    OtherBrowser(app).sign_in(admin)
    page = open_page(admin, "/settings").page
    assert faults(page) == {}

    page.get_by_role("link", name="Who works here").click()
    page.get_by_label("Name").fill("Célia Souza")
    page.get_by_label("E-mail").fill("celia@example.com")
    page.get_by_role("button", name="Make the invitation").click()
    expect(page.get_by_label("Link")).to_have_value(re.compile("/invitations/"))
    page.locator(".person", has_text="Célia").locator("summary").click()
    assert faults(page) == {}

    page.goto("/teams")
    new = page.get_by_role("region", name="New team")
    new.get_by_label("Name").fill("Vendas")
    new.get_by_label("Marina").check()
    new.get_by_role("button", name="Make the team").click()
    page.locator(".person summary").click()
    expect(page.locator(".person").get_by_label("Marina")).to_be_checked()
    assert faults(page) == {}

    page.goto(helena.path)
    page.locator(f"#owner-{helena.id}").click()
    page.get_by_role("button", name="Nobody").click()
    page.locator(f"#owner-{helena.id}").click()
    page.get_by_role("button", name="Vendas").click()
    expect(page.locator(f"#owner-{helena.id}")).to_contain_text("Vendas")
    db.session.refresh(helena)
    assert helena.team_id is not None

    page.goto("/sessions")
    assert faults(page) == {}
    page.get_by_role("button", name="End all others").click()
    expect(page.get_by_text("1 session was ended.")).to_be_visible()
