"""Admins look after who works here: as a page and as JSON."""

import re

import pytest

from chatapp import accounts
from chatapp.extensions import db
from chatapp.models import Role, User
from chatapp.refusals import Refusal
from tests import factories
from tests.callers import Api, Page


@pytest.fixture
def account(app):
    return factories.account()


@pytest.fixture
def admin(account) -> User:
    return factories.user(account, Role.ADMIN, name="Ana")


@pytest.fixture
def agent(account) -> User:
    return factories.user(account, name="Bruno", email="bruno@example.com")


def test_an_invitation_is_shown_once_and_lets_them_in(app, page: Page, admin):
    page.sign_in(admin)
    answer = page.post("/users", name="Célia", email="celia@example.com", role="SUPERVISOR")
    link = re.search(r'id="link"[^>]*value="[^"]*(/invitations/[^"]+)"', answer.text)[1]
    assert "/invitations/" not in page.get("/users").text
    celia = db.session.query(User).filter_by(email="celia@example.com").one()
    assert celia.role is Role.SUPERVISOR
    again = page.post(f"/users/{celia.id}/invitation").text
    second = re.search(r'id="link"[^>]*value="[^"]*(/invitations/[^"]+)"', again)[1]
    guest = Page(app)
    assert guest.get(link).status_code == 410
    guest.get(second)
    assert guest.post(second, password=factories.PASSWORD).location == "/"
    assert page.post(f"/users/{celia.id}/invitation").status_code == 409


def test_mistakes_are_shown_beside_what_was_typed(page: Page, api: Api, admin, agent):
    page.sign_in(admin)
    answer = page.post("/users", name="Outro", email=agent.email)
    assert answer.status_code == 422
    assert 'value="Outro"' in answer.text
    assert 'id="email-note"' in answer.text
    api.sign_in(admin)
    refused = api.post("/users", name="", email="nada", role="BOSS")
    assert (refused.status_code, sorted(refused.json["error"]["fields"])) == (422, ["name", "role"])


def test_who_is_deactivated_is_out_at_once_and_may_come_again(app, api: Api, admin, agent):
    browser, program, other = Page(app).sign_in(agent), Api(app), api.sign_in(admin)
    tokens = program.log_in(agent)
    assert other.patch(f"/users/{agent.id}", active=False).json["user"]["state"] == "inactive"
    assert browser.get("/settings").status_code == 303
    assert program.get("/me").status_code == 401
    assert program.post("/tokens/refresh", refresh_token=tokens["refresh_token"]).status_code == 401
    assert program.post("/tokens", email=agent.email, password=factories.PASSWORD).status_code == 401
    assert other.patch(f"/users/{agent.id}", active=True).json["user"]["state"] == "active"
    assert browser.get("/settings").status_code == 303
    assert program.log_in(agent)


def test_a_role_holds_from_the_next_request_on(api: Api, app, admin, agent):
    theirs = Api(app).sign_in(agent)
    api.sign_in(admin)
    assert theirs.get("/users").status_code == 403
    assert api.patch(f"/users/{agent.id}", role="ADMIN").json["user"]["role"] == "ADMIN"
    assert {one["name"] for one in theirs.get("/users").json["users"]} == {"Ana", "Bruno"}


@pytest.mark.parametrize("change", [{"role": "AGENT"}, {"active": False}])
def test_the_last_admin_stays(account, page: Page, api: Api, admin, change):
    """Neither who has left nor who has not come yet could let anybody in."""
    factories.user(account, Role.ADMIN, active=False)
    accounts.invite(account, "nova@example.com", name="Nova", role=Role.ADMIN)
    db.session.commit()
    api.sign_in(admin)
    answer = api.patch(f"/users/{admin.id}", **change)
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "last_admin")
    assert page.sign_in(admin).post(f"/users/{admin.id}", **change).status_code == 409
    other = factories.user(account, Role.ADMIN)
    assert api.patch(f"/users/{admin.id}", **change).status_code == 200
    with pytest.raises(Refusal):
        accounts.deactivate(other)


def test_a_lost_password_is_replaced_by_a_link_that_works_once(app, page: Page, api: Api, admin, agent):
    theirs = Page(app).sign_in(agent)
    told = page.sign_in(admin).post(f"/users/{agent.id}/password-reset").text
    link = re.search(r'id="link"[^>]*value="[^"]*(/password-resets/[^"]+)"', told)[1]
    guest = Page(app)
    assert agent.email in guest.get(link).text
    assert guest.post(link, password="short").status_code == 422
    assert guest.post(link, password="an entirely new password").location == "/"
    assert (guest.get("/settings").status_code, theirs.get("/settings").status_code) == (200, 303)
    assert Page(app).get(link).status_code == 410
    assert Page(app).log_in(agent, "an entirely new password")
    api.sign_in(admin)
    answer = api.post(f"/users/{agent.id}/password-reset").json["password_reset"]
    assert answer["expires_in"] == 24 * 3600
    api.patch(f"/users/{agent.id}", active=False)
    assert guest.get("/password-resets/" + answer["url"].rpartition("/")[2]).status_code == 410
    assert api.post(f"/users/{agent.id}/password-reset").status_code == 409


def test_the_page(page: Page, admin, agent):
    page.sign_in(admin)
    assert page.post(f"/users/{agent.id}", active="no").location == "/users"
    html = page.get("/users").text
    assert "Deactivated" in html
    assert "Reactivate" in html
    assert 'href="/users"' in page.get("/settings").text
    assert 'href="/users"' not in page.sign_in(factories.user(admin.account)).get("/settings").text
