"""What is done to one message, over HTTP: as people and as programs."""

import pytest

from chatapp.extensions import db
from chatapp.messages.reacting import react
from chatapp.models import Message, Role
from tests import factories
from tests.counting import statements


@pytest.fixture
def question(conversation):
    return factories.message(conversation, "Abre domingo?")


@pytest.fixture
def desk(page, agent):
    return page.sign_in(agent)


@pytest.fixture
def program(api, agent):
    api.sign_in(agent)
    return api


@pytest.mark.proves("reaction", "JSON")
def test_a_program_reacts_and_takes_it_back(program, question, agent):
    answer = program.post(f"/messages/{question.id}/reaction", emoji="👍")
    assert answer.status_code == 200
    assert answer.json["reactions"] == [{"emoji": "👍", "reactor": f"user:{agent.id}", "state": "pending"}]
    assert program.delete(f"/messages/{question.id}/reaction").json["reactions"] == []


def test_a_person_gets_the_bubble_back(desk, question, agent):
    html = desk.post(f"/messages/{question.id}/reaction", headers={"HX-Request": "true"}, emoji="👍").text
    assert f'data-reactors="user:{agent.id}"' in html
    assert 'data-state="pending"' in html


def test_without_script_the_reader_comes_back_to_the_thread(desk, question):
    answer = desk.post(f"/messages/{question.id}/reaction", emoji="👍")
    assert (answer.status_code, answer.location) == (303, f"/conversations/{question.conversation_id}")


def test_what_is_no_emoji_is_named(program, question):
    answer = program.post(f"/messages/{question.id}/reaction", emoji="ok")
    assert (answer.status_code, list(answer.json["error"]["fields"])) == (422, ["emoji"])


def test_a_reaction_is_not_sent_as_a_message(program, question):
    sent = {"kind": "reaction", "content": {"target": question.wamid, "emoji": "👍"}}
    client_id = "7b1c9f5e-1111-4111-8111-111111111111"
    answer = program.post(f"/conversations/{question.conversation_id}/messages", client_id=client_id, **sent)
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "not_a_message")


def test_a_reaction_is_not_sent_again_as_a_message(program, question):
    program.post(f"/messages/{question.id}/reaction", emoji="👍")
    sending = db.session.scalar(db.select(Message.id).where(Message.kind == "reaction"))
    assert program.post(f"/messages/{sending}/delivery").json["error"]["code"] == "not_a_message"


def test_forwarding_once_per_client_id(program, question, number, account):
    there = factories.conversation(number, factories.contact(account))
    sent = {"conversation_id": there.id, "client_id": "7b1c9f5e-2222-4222-8222-222222222222"}
    first = program.post(f"/messages/{question.id}/forwards", **sent)
    again = program.post(f"/messages/{question.id}/forwards", **sent)
    assert (first.status_code, first.json["conversation_id"]) == (201, there.id)
    assert first.json["id"] == again.json["id"]


def test_a_person_is_told_where_it_went(desk, question, number, account):
    there = factories.conversation(number, factories.contact(account, profile_name="Bruno"))
    to = {"conversation_id": there.id}
    told = desk.post(f"/messages/{question.id}/forwards", headers={"HX-Request": "true"}, **to).text
    assert "Forwarded to Bruno." in told
    assert f"#thread-{there.id}" not in told
    assert desk.post(f"/messages/{question.id}/forwards", **to).location == there.path


def test_nothing_is_forwarded_to_whom_one_does_not_see(program, question, number, account):
    theirs = factories.conversation(
        number, factories.contact(account), assignee_id=factories.user(account, name="Colega").id
    )
    assert program.post(f"/messages/{question.id}/forwards", conversation_id=theirs.id).status_code == 404


def test_only_administrators_look_at_what_meta_sent(page, api, account, question, agent):
    api.sign_in(agent)
    assert api.get(f"/messages/{question.id}/payload").status_code == 403

    admin = factories.user(account, Role.ADMIN)
    api.sign_in(admin)
    assert api.get(f"/messages/{question.id}/payload").json["content"] == {"body": "Abre domingo?"}
    text = page.sign_in(admin).get(f"/messages/{question.id}/payload", hx_request="true")
    assert text.mimetype == "text/plain"
    assert "Abre domingo?" in text.text


@pytest.mark.parametrize("path", ["reaction", "forwards", "revisions", "payload"])
def test_messages_of_another_company_do_not_exist(api, question, path):
    api.sign_in(factories.user(factories.account(), Role.ADMIN))
    write = path in ("reaction", "forwards")
    answer = api.post(f"/messages/{question.id}/{path}") if write else api.get(f"/messages/{question.id}/{path}")
    assert answer.status_code == 404


def test_a_thread_full_of_reactions_costs_no_more_queries(app, conversation, agent, program):
    def cost() -> int:
        with statements() as seen:
            program.get(f"/conversations/{conversation.id}/messages")
        return len(seen)

    react(factories.message(conversation), "👍", author=agent)
    db.session.commit()
    one = cost()
    for _ in range(5):
        react(factories.message(conversation), "👍", author=agent)
        db.session.commit()
    assert cost() == one
