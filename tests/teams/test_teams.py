"""Teams: what their people see, who is told when a conversation moves, and how admins look after them."""

import orjson
import pytest

from chatapp import clock, realtime
from chatapp.conversations import queries
from chatapp.conversations.guards import streams_for
from chatapp.extensions import db, redis
from chatapp.messages import catching_up
from chatapp.models import Conversation, ConversationStatus, Role, Team, User
from chatapp.realtime import notices, watching
from tests import factories


@pytest.fixture
def account(app):
    return factories.account()


@pytest.fixture
def number(account):
    return factories.phone_number(account)


@pytest.fixture
def ana(account) -> User:
    return factories.user(account, name="Ana")


@pytest.fixture
def bruno(account) -> User:
    return factories.user(account, name="Bruno")


@pytest.fixture
def admin(account) -> User:
    return factories.user(account, Role.ADMIN, name="Diego")


@pytest.fixture
def sales(account, ana) -> Team:
    return team(account, "Vendas", ana)


def team(account, name, *members) -> Team:
    return factories._saved(Team(account_id=account.id, name=name, members=list(members)))


def talk(number, **values) -> Conversation:
    return factories.conversation(number, factories.contact(number.account), **values)


def seen(user: User) -> set[int]:
    db.session.expire_all()
    return {row.id for row in queries.page(user, tab="all", status=ConversationStatus.OPEN).conversations}


def test_a_teams_conversation_is_its_peoples_until_one_takes_it(number, sales, ana, bruno, admin):
    theirs = talk(number, team_id=sales.id)
    assert [seen(person) for person in (ana, bruno, admin)] == [{theirs.id}, set(), {theirs.id}]
    assert queries.counts(ana).unassigned == 1
    theirs.assignee_id = bruno.id
    db.session.commit()
    assert [seen(person) for person in (ana, bruno, admin)] == [set(), {theirs.id}, {theirs.id}]


def test_a_company_may_hide_it_from_agents(account, number, sales, ana, api):
    theirs, nobodys = talk(number, team_id=sales.id), talk(number)
    api.sign_in(factories.user(account, Role.ADMIN))
    told = api.patch("/teams/sight", agents_see_their_teams=False).json
    assert told == {"agents_see_unassigned": True, "agents_see_their_teams": False}
    assert seen(ana) == {nobodys.id}
    assert f"team:{sales.id}" not in streams_for(ana)
    api.patch("/teams/sight", agents_see_their_teams=True, agents_see_unassigned=False)
    assert seen(ana) == {theirs.id}


def test_moving_tells_who_loses_and_who_gains_it(account, number, sales, ana, bruno, admin, api):
    other = team(account, "Trocas", bruno)
    moved = talk(number, team_id=sales.id)
    streams = [f"team:{sales.id}", f"team:{other.id}", f"inbox:{account.id}:all"]
    watching.claim(redis.client, [(stream, "json") for stream in streams])
    api.sign_in(ana)
    with redis.client.pubsub(ignore_subscribe_messages=True) as channel:
        channel.subscribe(notices.CHANNEL)
        channel.get_message(timeout=1)
        answer = api.post(f"{moved.path}/team", team_id=other.id)
        heard = {}
        while (message := channel.get_message(timeout=0.3)) is not None:
            verb, words, body = notices.read(message["data"])
            if verb == "push":
                heard[words[0]] = orjson.loads(body)["event"]
    assert answer.json["conversation"]["team"] == {"id": other.id, "name": "Trocas"}
    assert heard == dict(
        zip(streams, ("conversation.gone", "conversation.changed", "conversation.changed"), strict=True)
    )
    assert [seen(person) for person in (ana, bruno)] == [set(), {moved.id}]
    assert api.get(moved.path).status_code == 404


def test_only_teams_of_the_company_are_given_anything(number, api, ana, admin):
    elsewhere = team(factories.account(), "Outra")
    api.sign_in(ana)
    conversation = talk(number)
    answer = api.post(f"{conversation.path}/team", team_id=elsewhere.id)
    assert (answer.status_code, list(answer.json["error"]["fields"])) == (422, ["team_id"])


def test_who_joins_or_leaves_is_told_by_the_catch_up(number, sales, ana, bruno, admin, api):
    theirs, done = talk(number, team_id=sales.id), talk(number, team_id=sales.id, status=ConversationStatus.RESOLVED)
    since = realtime.since(realtime.cursor()) + realtime.cursors.OVERLAP
    api.sign_in(admin)
    assert api.patch(f"/teams/{sales.id}", members=[bruno.id]).status_code == 200
    db.session.expire_all()
    lost, gained = (catching_up.missed(person, since, None) for person in (ana, bruno))
    assert [gone.id for gone in lost.gone] == [theirs.id]
    assert [row.id for row in gained.conversations] == [theirs.id]
    assert done.changed_at < since < clock.now()


def test_looking_after_teams_as_json(account, number, ana, admin, api):
    api.sign_in(admin)
    made = api.post("/teams", name="Vendas", members=[ana.id])
    assert (made.status_code, made.json["team"]["members"]) == (201, [{"id": ana.id, "name": "Ana"}])
    path = f"/teams/{made.json['team']['id']}"
    assert api.patch(path, name="Comercial").json["team"] == {**made.json["team"], "name": "Comercial"}
    assert api.get("/teams").json["teams"] == [api.get(path).json["team"]]
    waiting = talk(number, team_id=made.json["team"]["id"])
    assert (api.delete(path).status_code, api.get(path).status_code) == (409, 200)
    waiting.status = ConversationStatus.RESOLVED
    db.session.commit()
    assert api.delete(path).status_code == 204
    db.session.refresh(waiting)
    assert waiting.team_id is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 41}, "name"),
        ({"name": "VENDAS"}, "name"),
        ({"name": "Nova", "members": [10**9]}, "members"),
        ({"name": "Nova", "members": "all"}, "members"),
        ({"name": "Nova", "members": [None]}, "members"),
    ],
)
def test_what_makes_no_team(sales, admin, api, body, field):
    api.sign_in(admin)
    answer = api.post("/teams", **body)
    assert (answer.status_code, list(answer.json["error"]["fields"])) == (422, [field])


def test_the_page(sales, ana, bruno, admin, page):
    page.sign_in(admin)
    assert "Vendas" in page.get("/teams").text
    assert page.post(f"/teams/{sales.id}", name="Vendas", members=[ana.id, bruno.id]).location == "/teams"
    assert page.get("/teams").text.count('on" checked') == 2
    again = page.post("/teams", name="vendas", members=[bruno.id])
    assert again.status_code == 422
    assert 'id="name-0-note"' in again.text
    page.post("/teams/sight", agents_see_unassigned="on")
    db.session.expire_all()
    assert (sales.members[0].account.agents_see_unassigned, ana.account.agents_see_their_teams) == (True, False)
    assert page.post(f"/teams/{sales.id}/deletion").location == "/teams"
    assert "no teams yet" in page.get("/teams").text
    reader = page.sign_in(ana).get("/teams").text
    assert 'class="form' not in reader
