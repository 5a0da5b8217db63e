"""A person signs in with a page, stays signed in as long as they should, and no longer."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient

from chatapp import accounts, clock
from chatapp.accounts import passwords
from chatapp.extensions import db
from chatapp.models import User
from tests import factories
from tests.callers import Page


@pytest.fixture
def agent(app) -> User:
    return factories.user(factories.account(), email="ana@example.com")


def test_signing_in_leads_to_the_inbox_and_out_again(page: Page, agent):
    assert page.get("/settings").location == "/login?next=/settings"
    assert page.post("/login", email=" ANA@example.com ", password=factories.PASSWORD).location == "/"
    page.token = None
    assert page.get("/settings").status_code == 200
    assert page.get("/login").location == "/"
    assert page.post("/logout").location == "/login"
    assert page.get("/settings").status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ana@example.com", "not the password"),
        ("nobody@example.com", factories.PASSWORD),
        ("ana@example.com", factories.PASSWORD.upper()),
        ("ana@example.com", "x" * 1000),
        ("gone@example.com", factories.PASSWORD),
        ("invited@example.com", ""),
    ],
)
def test_one_and_the_same_answer_to_every_mistake(page: Page, agent, email, password):
    factories.user(agent.account, email="gone@example.com", active=False)
    factories.user(agent.account, email="invited@example.com").password_hash = ""
    db.session.commit()
    answer = page.post("/login", email=email, password=password or "anything")
    assert answer.status_code == 401
    assert "The address or the password is wrong." in answer.text
    assert f'value="{email}"' in answer.text
    assert page.get("/settings").status_code == 303


def test_empty_fields_are_a_mistake_too(page: Page):
    assert page.post("/login").status_code == 422


@pytest.mark.parametrize(
    ("next", "location"),
    [
        ("/conversations/7?tab=all#m-3", "/conversations/7?tab=all#m-3"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("\\/evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("conversations", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_only_our_own_pages_are_led_to(page: Page, agent, next, location):
    answer = page.post("/login", email=agent.email, password=factories.PASSWORD, next=next)
    assert (answer.status_code, answer.location) == (303, location)


def test_the_page_asked_for_is_remembered_through_the_form(page: Page, agent):
    form = page.get(page.get("/conversations?tab=all").location)
    assert 'name="next" value="/conversations?tab=all"' in form.text


def test_a_session_planted_before_does_not_survive_the_sign_in(page: Page, agent):
    """Neither its content nor its token of forms."""
    page.get("/login")
    planted = page.token
    page.log_in(agent)
    assert page.client.post("/logout", data={"csrf_token": planted}).status_code == 400


def test_the_session_ends_with_the_browser_unless_asked_otherwise(page: Page, agent):
    assert _cookie(page, agent).expires is None
    remembered = _cookie(page, agent, remember="on")
    assert (remembered.http_only, remembered.same_site) == (True, "Lax")
    assert timedelta(days=29) < remembered.expires - clock.now() <= timedelta(days=30)


def test_only_signing_in_sets_the_cookie(page: Page, agent):
    """A late answer to an older request must not bring back a session that has been ended since."""
    page.post("/login", email=agent.email, password=factories.PASSWORD, remember="on")
    page.get("/settings")
    assert "Set-Cookie" not in page.get("/settings").headers


def test_someone_deactivated_is_out_at_once(page: Page, agent):
    page.log_in(agent)
    accounts.deactivate(agent)
    db.session.commit()
    assert page.get("/settings").status_code == 303


def test_a_raised_epoch_ends_every_session(app, page: Page, agent):
    other = Page(app).log_in(agent)
    page.log_in(agent)
    accounts.end_sessions(agent)
    db.session.commit()
    assert [p.get("/settings").status_code for p in (page, other)] == [303, 303]


def test_a_forged_cookie_speaks_for_nobody(client: FlaskClient, agent):
    for forged in ("x", "eyJfdXNlcl9pZCI6IjEiLCJlcG9jaCI6MH0.Zx.y", ""):
        client.set_cookie("chatapp", forged)
        assert client.get("/settings").status_code == 303


def test_a_password_of_an_older_strength_is_hashed_anew(page: Page, agent, real_hasher, monkeypatch):
    monkeypatch.setattr(passwords, "HASHER", real_hasher)
    agent.password_hash = old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash("an older password")
    db.session.commit()
    page.log_in(agent, "an older password")
    db.session.refresh(agent)
    assert agent.password_hash != old
    assert "m=19456,t=2,p=1" in agent.password_hash
    page.log_in(agent, "an older password")


def _cookie(page: Page, user: User, **form: str):
    page.client.delete_cookie("chatapp")
    page.token = None
    page.post("/login", email=user.email, password=factories.PASSWORD, **form)
    return page.client.get_cookie("chatapp")
