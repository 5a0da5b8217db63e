"""Writing people down, and naming them."""

import pytest

from chatapp.extensions import db
from chatapp.models import Contact, Role
from tests import factories
from tests.callers import Page


@pytest.fixture
def account(app):
    return factories.account()


@pytest.fixture
def number(account):
    return factories.phone_number(account)


@pytest.fixture
def agent(account):
    return factories.user(account)


@pytest.fixture
def program(api, agent):
    api.sign_in(agent)
    return api


@pytest.fixture
def desk(page: Page, agent) -> Page:
    return page.sign_in(agent)


@pytest.fixture
def theirs(account, number):
    """A customer of a colleague's."""
    ana = factories.contact(account, wa_id="5511987654321", profile_name="Ana")
    return factories.conversation(number, ana, assignee_id=factories.user(account).id)


def test_a_card_is_written_down(program):
    answer = program.post("/contacts", name="Bruno Lima", phone="+55 (11) 98888-7777")
    assert answer.status_code == 201
    contact = answer.json["contact"]
    assert (contact["name"], contact["identities"]) == ("Bruno Lima", [{"kind": "WA_ID", "value": "5511988887777"}])


def test_somebody_whom_we_know_is_named(program, account, number):
    ana = factories.contact(account, wa_id="551187654321", profile_name="Ana")
    factories.conversation(number, ana)
    answer = program.post("/contacts", name="Ana da padaria", phone="5511987654321")
    assert answer.json["contact"]["id"] == ana.id
    assert db.session.scalar(db.select(db.func.count()).select_from(Contact)) == 1


@pytest.mark.parametrize("phone", ["", "123", "ligue!", "1" * 16])
def test_what_is_no_number_is_refused(program, phone):
    answer = program.post("/contacts", name="Bruno", phone=phone)
    assert (answer.status_code, list(answer.json["error"]["fields"])) == (422, ["phone"])
    assert db.session.scalar(db.select(db.func.count()).select_from(Contact)) == 0


def test_a_name_of_ours_wins_and_can_be_taken_back(program, account, number):
    ana = factories.contact(account, profile_name="aninha")
    row = factories.conversation(number, ana)
    before = row.changed_at
    assert program.patch(f"/contacts/{ana.id}", name="Ana Souza").json["contact"]["name"] == "Ana Souza"
    db.session.refresh(row)
    assert row.changed_at > before  # pages that were away ask for what changed
    assert program.patch(f"/contacts/{ana.id}", name="").json["contact"]["name"] == "aninha"
    assert program.get(f"/contacts/{ana.id}").json["contact"]["profile_name"] == "aninha"


def test_without_a_name_nothing_is_renamed(program, account, number):
    ana = factories.contact(account, given_name="Ana Souza")
    factories.conversation(number, ana)
    answer = program.patch(f"/contacts/{ana.id}")
    assert (answer.status_code, list(answer.json["error"]["fields"])) == (422, ["name"])
    assert program.get(f"/contacts/{ana.id}").json["contact"]["given_name"] == "Ana Souza"


def test_the_panel_renames_and_shows_it_at_once(desk, account, number):
    ana = factories.contact(account, profile_name="aninha")
    row = factories.conversation(number, ana)
    assert f'action="/contacts/{ana.id}"' in desk.get(row.path).text
    shown = desk.post(f"/contacts/{ana.id}", headers={"HX-Request": "true"}, name="Ana Souza", next=row.path).text
    assert "Saved as Ana Souza." in shown
    for place in (f"who-{row.id}", f"profile-{row.id}", f"contact-{ana.id}-given"):
        assert "Ana Souza" in shown.split(f'hx-target="#{place}"')[1].split("</hx-partial>")[0]
    plain = desk.post(f"/contacts/{ana.id}", name="Ana Lima", next=row.path)
    assert (plain.status_code, plain.location) == (303, row.path)
    page = desk.get(row.path).text
    assert "Saved as Ana Lima." in page
    assert 'value="Ana Lima"' in page


def test_what_a_colleague_alone_sees_is_not_in_the_answer(desk, agent, account, number):
    ana = factories.contact(account)
    mine = factories.conversation(number, ana)
    theirs = factories.conversation(factories.phone_number(account), ana, assignee_id=factories.user(account).id)
    shown = desk.post(f"/contacts/{ana.id}", headers={"HX-Request": "true"}, name="Ana").text
    assert f"who-{mine.id}" in shown
    assert f"who-{theirs.id}" not in shown
    page = desk.get(f"/contacts/{ana.id}").text
    assert mine.path in page
    assert theirs.path not in page


def test_a_card_is_saved_with_script_and_without(desk):
    told = desk.post("/contacts", headers={"HX-Request": "true"}, name="Bruno", phone="5511988887777")
    assert "Saved as Bruno." in told.text
    form = desk.get("/contacts/new?name=Bruno+Lima&phone=%2B55+11+98888-7777").text
    assert 'value="Bruno Lima"' in form
    assert 'value="+55 11 98888-7777"' in form
    saved = desk.post("/contacts", name="Bruno Lima", phone="+55 11 98888-7777")
    assert saved.status_code == 303
    assert "Saved as Bruno Lima." in desk.get(saved.location).text


def test_what_is_missing_is_asked_for_in_the_form(desk, program):
    again = desk.post("/contacts", phone="+55 11 98888-7777")
    assert again.status_code == 422
    assert 'value="+55 11 98888-7777"' in again.text
    assert 'aria-invalid="true"' in again.text.split('id="name"')[1].split(">")[0]
    told = program.post("/contacts", phone="+55 11 98888-7777")
    assert (told.status_code, list(told.json["error"]["fields"])) == (422, ["name"])
    assert db.session.scalar(db.select(db.func.count()).select_from(Contact)) == 0


def test_the_customers_of_colleagues_stay_theirs(program, theirs):
    assert program.get(f"/contacts/{theirs.contact_id}").status_code == 404
    assert program.patch(f"/contacts/{theirs.contact_id}", name="x").status_code == 404
    taken = program.post("/contacts", name="x", phone="5511987654321")
    assert taken.json["error"]["code"] == "with_a_colleague"
    assert taken.status_code == 409


def test_other_companies_people_do_not_exist(api, theirs):
    api.sign_in(factories.user(factories.account(), Role.ADMIN))
    assert api.get(f"/contacts/{theirs.contact_id}").status_code == 404
