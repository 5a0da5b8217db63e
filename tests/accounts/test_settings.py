"""What people set for themselves, as a page and as JSON."""

import pytest

from chatapp.extensions import db
from chatapp.models import Theme, User
from tests import factories
from tests.callers import Api, Page


@pytest.fixture
def agent(app) -> User:
    return factories.user(factories.account(), name="Ana Lima")


def test_the_page_shows_what_is_set(page: Page, agent):
    html = page.log_in(agent).get("/settings").text
    assert 'value="Ana Lima"' in html
    assert '<option value="en" selected>' in html


def test_saving_the_page(page: Page, agent):
    page.log_in(agent)
    answer = page.post("/settings", name="Ana L. Souza", locale="pt_BR", theme="dark")
    assert (answer.status_code, answer.location) == (303, "/settings")
    html = page.get("/settings").text
    assert '<html lang="pt-BR"' in html
    assert 'data-theme="dark"' in html
    db.session.refresh(agent)
    assert (agent.name, agent.locale, agent.theme) == ("Ana L. Souza", "pt_BR", Theme.DARK)


def test_mistakes_are_shown_beside_what_was_typed(page: Page, agent):
    page.log_in(agent)
    answer = page.post("/settings", name="x" * 81, locale="tlh", theme="dark")
    assert answer.status_code == 422
    assert "x" * 81 in answer.text
    assert answer.text.count('aria-invalid="true"') == 2
    db.session.refresh(agent)
    assert agent.name == "Ana Lima"


def test_the_same_as_json(api: Api, agent):
    api.log_in(agent)
    before = api.get("/me").json
    assert before["user"]["role"] == "AGENT"
    assert before["account"]["name"] == agent.account.name
    after = api.patch("/me", theme="light")
    assert after.status_code == 200
    assert after.json["user"] == {**before["user"], "theme": "light"}


@pytest.mark.parametrize("body", [{"theme": "pink"}, {"locale": 3}, {"name": ""}, {"name": None}, {"name": "x" * 81}])
def test_mistakes_as_json(api: Api, agent, body):
    api.log_in(agent)
    answer = api.patch("/me", **body)
    assert (answer.status_code, list(answer.json["error"]["fields"])) == (422, list(body))


def test_nobody_makes_themselves_an_admin(api: Api, agent):
    api.log_in(agent)
    assert api.patch("/me", role="ADMIN", active=False, email="x@y.example", account_id=9).status_code == 200
    db.session.refresh(agent)
    assert (agent.role.value, agent.active) == ("AGENT", True)


NEW = "an entirely new password"


def test_a_new_password_ends_every_other_session(app, page: Page, agent):
    other, program = Page(app).log_in(agent), Api(app)
    pair = program.log_in(agent)
    page.log_in(agent)
    assert page.post("/settings/password", current_password=factories.PASSWORD, new_password=NEW).status_code == 303
    assert page.get("/settings").status_code == 200
    assert other.get("/settings").status_code == 303
    assert program.get("/me").status_code == 401
    assert program.post("/tokens/refresh", refresh_token=pair["refresh_token"]).status_code == 401
    assert Page(app).log_in(agent, NEW)


@pytest.mark.parametrize(
    ("current", "new", "field"),
    [
        ("wrong", NEW, "current_password"),
        (factories.PASSWORD, "short", "new_password"),
        (factories.PASSWORD, "x" * 300, "new_password"),
        ("", NEW, "current_password"),
    ],
)
def test_a_password_that_is_not_taken(page: Page, api: Api, agent, current, new, field):
    html = page.log_in(agent).post("/settings/password", current_password=current, new_password=new)
    assert html.status_code == 422
    assert f'id="{field}-note"' in html.text.split('id="password-title"')[1]
    assert 'aria-invalid="true"' in html.text
    api.log_in(agent)
    json = api.post("/me/password", current_password=current, new_password=new)
    assert (json.status_code, list(json.json["error"]["fields"])) == (422, [field])
    assert page.get("/settings").status_code == 200


def test_a_program_that_changes_the_password_gets_new_tokens(api: Api, agent):
    api.log_in(agent)
    pair = api.post("/me/password", current_password=factories.PASSWORD, new_password=NEW).json
    assert api.get("/me").status_code == 401
    api.access_token = pair["access_token"]
    assert api.get("/me").status_code == 200


def test_the_old_password_cannot_be_guessed_here_either(page: Page, agent):
    page.log_in(agent)
    guesses = [
        page.post("/settings/password", current_password="guess", new_password=NEW).status_code for _ in range(11)
    ]
    assert guesses == [422] * 10 + [429]
