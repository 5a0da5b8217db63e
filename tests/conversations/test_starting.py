"""Writing to somebody first: once, from a number that one chooses, and never past a colleague."""

import pytest

from chatapp.extensions import db
from chatapp.models import Account, Contact, Conversation, PhoneNumber, Role, User
from tests import factories
from tests.callers import Api, Page

PHONE = "+55 11 98888-7777"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def account(app) -> Account:
    return factories.account()


@pytest.fixture
def number(account) -> PhoneNumber:
    return factories.phone_number(account)


@pytest.fixture
def agent(account) -> User:
    return factories.user(account)


@pytest.fixture
def program(api: Api, agent) -> Api:
    api.sign_in(agent)
    return api


@pytest.fixture
def desk(page: Page, agent) -> Page:
    return page.sign_in(agent)


@pytest.fixture
def other(account, number) -> PhoneNumber:
    """The company's second number."""
    return factories.phone_number(account, label="Loja Rio")


def amount(table: type) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(table))


def test_a_conversation_is_started_once_and_belongs_to_whoever_starts_it(program, number, agent):
    first = program.post("/conversations/start", phone="+55 11 98888-7777")
    assert first.status_code == 201
    started = first.json["conversation"]
    assert (started["assignee"]["id"], started["number"]["id"]) == (agent.id, number.id)
    assert (started["window"]["state"], started["last_message"]) == ("closed", None)
    again = program.post("/conversations/start", phone="5511988887777").json["conversation"]
    assert again["id"] == started["id"]
    assert amount(Conversation) == 1


def test_programs_are_told_the_numbers_and_need_not_choose(program, account, number, other):
    ana = factories.contact(account)
    factories.conversation(number, ana, last_inbound_at=factories.seconds_ago(900))
    known = factories.conversation(other, ana, last_inbound_at=factories.seconds_ago(90))
    told = program.get(f"/conversations/start?contact_id={ana.id}").json
    assert [line["id"] for line in told["numbers"]] == [other.id, number.id]
    assert (told["contact"]["id"], told["numbers"][0]["last_inbound_at"]) == (ana.id, known.last_inbound_at.isoformat())
    assert program.post("/conversations/start", contact_id=ana.id).json["conversation"]["id"] == known.id
    chosen = program.post("/conversations/start", contact_id=ana.id, number_id=number.id).json["conversation"]
    assert chosen["number"]["id"] == number.id
    foreign = factories.phone_number(factories.account())
    answer = program.post("/conversations/start", contact_id=ana.id, number_id=foreign.id)
    assert list(answer.json["error"]["fields"]) == ["number_id"]
    stranger = program.get("/conversations/start?phone=5511988887777").json
    assert (stranger["contact"], [line["id"] for line in stranger["numbers"]]) == (None, [number.id, other.id])
    assert list(program.get("/conversations/start").json["error"]["fields"]) == ["phone"]
    assert amount(Contact) == 1


def test_a_person_is_led_into_it(desk, number):
    path = desk.post("/conversations/start", headers=HTMX, phone=PHONE).headers["HX-Redirect"]
    assert desk.get(path).status_code == 200
    assert desk.post("/conversations/start", phone=PHONE).location == path


def test_where_there_are_several_numbers_a_person_is_asked(desk, number, other):
    asked = desk.post("/conversations/start", headers=HTMX, phone=PHONE).text
    assert 'hx-target="#compose"' in asked
    plain = desk.post("/conversations/start", phone=PHONE)
    assert plain.status_code == 303
    page = desk.get(plain.location).text
    for html in (asked, page):
        assert [part.split('"')[0] for part in html.split('name="number_id" value="')[1:]] == [
            str(number.id),
            str(other.id),
        ]
        assert html.count(" checked><span>") == 1
    assert (amount(Contact), amount(Conversation)) == (0, 0)
    begun = desk.post("/conversations/start", phone=PHONE, number_id=other.id)
    assert "Loja Rio" in desk.get(begun.location).text
    known = db.session.query(Conversation).one()
    assert f"/conversations/start?contact_id={known.contact_id}" in desk.get(known.path).text


def test_a_colleagues_customer_stays_theirs(api, program, account, number, other):
    ana = factories.contact(account, wa_id="5511987654321")
    theirs = factories.conversation(number, ana, assignee_id=factories.user(account).id)
    taken = program.post("/conversations/start", phone="5511987654321")
    assert (taken.status_code, taken.json["error"]["code"]) == (409, "with_a_colleague")
    factories.conversation(other, ana)
    told = program.get(f"/conversations/start?contact_id={ana.id}").json
    assert [line["id"] for line in told["numbers"]] == [other.id]
    taken = program.post("/conversations/start", contact_id=ana.id, number_id=number.id)
    assert (taken.status_code, taken.json["error"]["code"]) == (409, "with_a_colleague")
    api.sign_in(factories.user(account, Role.SUPERVISOR))
    answer = api.post("/conversations/start", phone="5511987654321", number_id=number.id)
    assert answer.json["conversation"]["id"] == theirs.id
    api.sign_in(factories.user(factories.account(), Role.ADMIN))
    assert api.post("/conversations/start", contact_id=ana.id).status_code == 404
