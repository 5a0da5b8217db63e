"""An invited person chooses a password once, within seven days."""

from datetime import timedelta

import pytest

from chatapp import accounts, clock
from chatapp.extensions import db
from chatapp.models import Role, User
from chatapp.refusals import Refusal
from tests import factories
from tests.callers import Api, Page

CHOSEN = "a password of her own"


@pytest.fixture
def invited(app) -> User:
    user = accounts.invite(factories.account(), " Nova@Example.com", name="Nova Colega", role=Role.SUPERVISOR)
    db.session.commit()
    return user


@pytest.fixture
def link(invited: User) -> str:
    return f"/invitations/{accounts.invitation_token(invited)}"


def test_from_the_link_into_the_inbox(page: Page, invited, link):
    welcome = page.get(link)
    assert "Nova Colega" in welcome.text
    assert "nova@example.com" in welcome.text
    assert page.post(link, password=CHOSEN).location == "/"
    assert "Nova Colega" in page.get("/settings").text
    assert Page(page.client.application).log_in(invited, CHOSEN)


def test_it_works_once(app, page: Page, link):
    page.post(link, password=CHOSEN)
    second = Page(app)
    assert second.get(link).status_code == 410
    assert second.post(link, password="another password").status_code == 410


def test_of_two_with_the_form_open_one_gets_in(invited):
    accounts.accept_invitation(invited, CHOSEN)
    with pytest.raises(Refusal) as refused:
        accounts.accept_invitation(invited, "another password")
    assert refused.value.status == 410


def test_a_weak_password_is_explained_and_the_link_still_works(page: Page, link):
    refused = page.post(link, password="short")
    assert refused.status_code == 422
    assert "Use at least 10 characters." in refused.text
    assert page.post(link, password="nova@example.com").status_code == 422
    assert page.post(link, password=CHOSEN).status_code == 303


def test_it_ends_after_seven_days(page: Page, link, monkeypatch):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=6, hours=23))
    assert page.get(link).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=7, seconds=1))
    assert page.get(link).status_code == 410


@pytest.mark.parametrize("end", [accounts.deactivate, accounts.end_sessions])
def test_it_ends_with_the_person_it_was_for(page: Page, invited, link, end):
    end(invited)
    db.session.commit()
    assert page.get(link).status_code == 410


def test_forged_links(app, page: Page, api: Api):
    member = factories.user(factories.account())
    api.log_in(member)
    for token in ("x", "a.b.c", api.access_token, accounts.invitation_token(member)):
        assert page.get(f"/invitations/{token}").status_code == 410


def test_nobody_signs_in_before_choosing_a_password(page: Page, invited):
    assert page.post("/login", email=invited.email, password="").status_code == 422
    assert page.post("/login", email=invited.email, password=" ").status_code == 401


def test_inviting_again_corrects_the_first_invitation(invited):
    again = accounts.invite(invited.account, "nova@example.com", name="Nova C. Lima", role=Role.AGENT)
    assert (again.id, again.name, again.role) == (invited.id, "Nova C. Lima", Role.AGENT)


def test_addresses_that_are_taken_or_none(invited):
    member = factories.user(invited.account)
    elsewhere = factories.account()
    for account, email in (
        (invited.account, member.email),
        (elsewhere, invited.email),
        (elsewhere, "no address"),
        (elsewhere, "@x.y"),
    ):
        with pytest.raises(Refusal) as refused:
            accounts.invite(account, email, name="X", role=Role.AGENT)
        assert list(refused.value.fields) == ["email"]
