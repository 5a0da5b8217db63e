"""Writing people down, naming them, and writing to them first."""

import pytest

from chatapp.extensions import db
from chatapp.models import Contact, Conversation, Role
from tests import factories


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


def test_a_person_hears_that_it_is_saved(page, agent):
    told = page.sign_in(agent).post("/contacts", headers={"HX-Request": "true"}, name="Bruno", phone="5511988887777")
    assert "Saved as Bruno." in told.text


def test_the_customers_of_colleagues_stay_theirs(program, theirs):
    assert program.get(f"/contacts/{theirs.contact_id}").status_code == 404
    assert program.patch(f"/contacts/{theirs.contact_id}", name="x").status_code == 404
    taken = program.post("/contacts", name="x", phone="5511987654321")
    assert taken.json["error"]["code"] == "with_a_colleague"
    taken = program.post("/conversations/start", phone="5511987654321")
    assert (taken.status_code, taken.json["error"]["code"]) == (409, "with_a_colleague")


def test_supervisors_see_them(api, account, theirs):
    api.sign_in(factories.user(account, Role.SUPERVISOR))
    answer = api.post("/conversations/start", phone="5511987654321")
    assert answer.json["conversation"]["id"] == theirs.id


def test_other_companies_people_do_not_exist(api, theirs):
    api.sign_in(factories.user(factories.account(), Role.ADMIN))
    assert api.get(f"/contacts/{theirs.contact_id}").status_code == 404
    assert api.post("/conversations/start", contact_id=theirs.contact_id).status_code == 404


def test_a_conversation_is_started_once_and_belongs_to_whoever_starts_it(program, number, agent):
    first = program.post("/conversations/start", phone="+55 11 98888-7777")
    assert first.status_code == 201
    started = first.json["conversation"]
    assert (started["assignee"]["id"], started["number"]["id"]) == (agent.id, number.id)
    assert (started["window"]["state"], started["last_message"]) == ("closed", None)
    again = program.post("/conversations/start", phone="5511988887777").json["conversation"]
    assert again["id"] == started["id"]
    assert db.session.scalar(db.select(db.func.count()).select_from(Conversation)) == 1


def test_it_is_started_from_the_number_they_know_or_the_one_that_is_named(program, account, number):
    other = factories.phone_number(account)
    ana = factories.contact(account)
    known = factories.conversation(other, ana)
    assert program.post("/conversations/start", contact_id=ana.id).json["conversation"]["id"] == known.id
    chosen = program.post("/conversations/start", contact_id=ana.id, number_id=number.id).json["conversation"]
    assert chosen["number"]["id"] == number.id
    foreign = factories.phone_number(factories.account())
    answer = program.post("/conversations/start", contact_id=ana.id, number_id=foreign.id)
    assert list(answer.json["error"]["fields"]) == ["number_id"]


def test_a_person_is_led_into_it(page, agent, number):
    desk = page.sign_in(agent)
    answer = desk.post("/conversations/start", headers={"HX-Request": "true"}, phone="5511988887777")
    path = answer.headers["HX-Redirect"]
    assert desk.get(path).status_code == 200
    assert desk.post("/conversations/start", phone="5511988887777").location == path
