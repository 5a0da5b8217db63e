"""Reading a thread: pages in both directions, what changed since, the pushed bubble and the page's bubble."""

import re
from uuid import uuid4

import pytest

from chatapp import realtime
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.messages import queries
from chatapp.messages.broadcasts import bubble
from chatapp.models import Direction, Message
from tests import factories


@pytest.fixture
def ten(conversation):
    """Ten messages, two in each second."""
    return [factories.message(conversation, f"n{n}", sent_at=factories.seconds_ago((9 - n) // 2)) for n in range(10)]


def bodies(answer):
    return [message["content"]["body"] for message in answer.json["messages"]]


def test_pages_upwards_and_downwards_show_every_message_once(conversation, agent, api, ten, monkeypatch):
    monkeypatch.setattr(queries.thread, "__kwdefaults__", {"before": None, "after": None, "limit": 3})
    api.sign_in(agent)
    path = f"{conversation.path}/messages"
    seen, cursor = [], ""
    while cursor is not None:
        answer = api.get(path + (f"?before={cursor}" if cursor else ""))
        seen = bodies(answer) + seen
        oldest, cursor = answer.json, answer.json["older"]
    assert seen == [f"n{n}" for n in range(10)]
    first = queries.Position.of(ten[0])
    from chatapp.web.pagination import encode_cursor

    downwards = api.get(f"{path}?after={encode_cursor(first.at, first.id)}")
    assert bodies(downwards) == ["n1", "n2", "n3"]
    assert downwards.json["newer"]
    assert oldest["older"] is None


def test_since_tells_new_messages_and_new_ticks_and_nothing_else(conversation, agent, api, ten, monkeypatch):
    monkeypatch.setattr("chatapp.realtime.cursors.OVERLAP", realtime.cursors.timedelta(0))
    api.sign_in(agent)
    cursor = api.get(conversation.path).json["cursor"]
    ours = factories.message(conversation, "resposta", direction=Direction.OUT)
    ten[3].status = MessageStatus.READ
    db.session.commit()
    answer = api.get(f"{conversation.path}/messages?since={cursor}").json
    assert {m["id"] for m in answer["messages"]} == {ours.id, ten[3].id}
    assert answer["more"] is False
    again = api.get(f"{conversation.path}/messages?since={answer['cursor']}").json
    assert again["messages"] == []


def test_a_long_absence_is_told_in_parts(conversation, agent, monkeypatch):
    from chatapp.messages import catching_up

    since = realtime.since(realtime.cursor())
    made = [factories.message(conversation, str(n)) for n in range(7)]
    told, more = [], True
    while more:
        part = catching_up.missed_in_thread(conversation, since, limit=3)
        told += [m.id for m in part.messages]
        more, since = part.more, realtime.since(part.cursor)
    assert dict.fromkeys(told) == dict.fromkeys(m.id for m in made)


def test_a_list_that_lost_many_rows_is_told_in_parts(conversation, number, account, agent):
    from chatapp.messages import catching_up

    colleague, since = factories.user(account), realtime.since(realtime.cursor())
    lost = [factories.conversation(number, factories.contact(account), assignee_id=colleague.id).id for _ in range(7)]
    told, sizes, more = [], [], True
    while more:
        part = catching_up.missed(agent, since, None, limit=3)
        told += [gone.id for gone in part.gone]
        sizes.append(len(part.gone))
        more, since = part.more, realtime.since(part.cursor)
    assert list(dict.fromkeys(told)) == lost
    assert max(sizes) == 3


def test_a_cursor_that_is_none_is_refused(conversation, agent, api):
    api.sign_in(agent)
    answer = api.get(f"{conversation.path}/messages?since=yesterday")
    assert answer.status_code == 422
    assert "since" in answer.json["error"]["fields"]


@pytest.mark.parametrize("locale", ["en", "pt_BR"])
def test_the_pushed_bubble_is_the_pages_bubble(conversation, agent, page, locale):
    agent.locale = locale
    db.session.commit()
    first = factories.message(conversation, "*pergunta* <b>https://example.com</b>")
    answer = factories.message(
        conversation,
        "resposta",
        direction=Direction.OUT,
        author_id=agent.id,
        quoted_id=first.id,
        quoted_wamid=first.wamid,
    )
    failed = factories.message(
        conversation,
        "falhou",
        direction=Direction.OUT,
        author_id=agent.id,
        status=MessageStatus.FAILED,
        error_code=131026,
    )
    page.sign_in(agent)
    shown = articles(page.get(conversation.path).text)
    for message in queries.for_display([first.id, answer.id, failed.id]):
        assert articles(bubble(message, locale)) == {message.dom_id: shown[message.dom_id]}


def articles(html):
    found = re.findall(r"<article .*?</article>", html, re.DOTALL)
    return {re.search(r' id="([^"]+)"', text)[1]: text for text in found if ' id="' in text[:400]}


def test_the_form_without_script_sends_and_a_repeat_sends_nothing_more(conversation, agent, page):
    page.sign_in(agent)
    client_id = str(uuid4())
    for _ in range(2):
        answer = page.post(f"{conversation.path}/messages", client_id=client_id, body="Bom dia!\r\nTudo bem?")
        assert answer.status_code == 303
    sent = db.session.scalars(db.select(Message)).all()
    assert [m.content["body"] for m in sent] == ["Bom dia!\nTudo bem?"]


def test_the_answer_to_htmx_is_the_bubble(conversation, agent, page):
    page.sign_in(agent)
    client_id = str(uuid4())
    answer = page.post(f"{conversation.path}/messages", client_id=client_id, body="Oi", headers={"HX-Request": "true"})
    assert answer.status_code == 201
    assert f'id="m-{client_id}"' in answer.text
    assert f'hx-target="#thread-{conversation.id}"' in answer.text


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"client_id": "x", "body": "oi"}, "client_id"),
        ({"body": "oi"}, "client_id"),
        ({"client_id": str(uuid4())}, "body"),
    ],
)
def test_bad_input_names_the_field_and_writes_nothing(conversation, agent, api, body, field):
    api.sign_in(agent)
    answer = api.post(f"{conversation.path}/messages", **body)
    assert answer.status_code == 422
    assert field in answer.json["error"]["fields"]
    assert db.session.scalar(db.select(db.func.count(Message.id))) == 0


def test_a_quote_of_another_conversation_is_refused(conversation, number, account, agent, api):
    other = factories.conversation(number, factories.contact(account))
    foreign = factories.message(other)
    api.sign_in(agent)
    answer = api.post(f"{conversation.path}/messages", client_id=str(uuid4()), body="oi", quoted_id=foreign.id)
    assert answer.status_code == 409
    assert answer.json["error"]["code"] == "not_quotable"
