"""One address takes every kind of message, from programs and from forms, and names the field at fault."""

from collections.abc import Iterator
from typing import Any

import pytest

from chatapp import kinds
from chatapp.composing.pages import IN_PANELS
from chatapp.extensions import db
from chatapp.models import Message
from tests import factories
from tests.kinds.samples import SAMPLES

CASES = [
    pytest.param(kind, content, id=f"{kind}-{place}")
    for kind in (*IN_PANELS, "text")
    for place, content in enumerate(SAMPLES[kind])
    if not kinds.compose(kind, content).media_ids
]

#: What a flow knows already is JSON of any shape, which forms do not write.
FORMS = [case for case in CASES if "data" not in case.values[1]]


def sent(conversation) -> list[Message]:
    db.session.rollback()
    found = db.session.query(Message).filter_by(conversation_id=conversation.id, direction="out")
    return found.order_by(Message.id).all()


def flat(content: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The fields of a form that mean this content."""
    if isinstance(content, dict | list):
        for key, value in content.items() if isinstance(content, dict) else enumerate(content):
            yield from flat(value, f"{path}.{key}" if path else str(key))
    elif content is not None:
        yield path, "off" if content is False else "on" if content is True else str(content)


@pytest.mark.parametrize(("kind", "content"), CASES)
def test_a_program_sends_it_as_content(program, conversation, client_id, kind, content):
    answer = program.post(f"{conversation.path}/messages", client_id=client_id, kind=kind, content=content)
    assert answer.status_code == 201, answer.text
    (message,) = sent(conversation)
    assert (message.kind, message.content) == (kind, kinds.compose(kind, content).to_stored())
    assert answer.json["content"] == message.content


@pytest.mark.parametrize(("kind", "content"), FORMS)
def test_a_form_sends_the_same_with_a_field_for_each_path(desk, conversation, client_id, kind, content):
    answer = desk.post(f"{conversation.path}/messages", client_id=client_id, kind=kind, **dict(flat(content)))
    assert answer.status_code == 303, answer.text
    (message,) = sent(conversation)
    assert (message.kind, message.content) == (kind, kinds.compose(kind, content).to_stored())


def test_a_body_alone_is_a_text(program, conversation, client_id):
    answer = program.post(
        f"{conversation.path}/messages", client_id=client_id, body="https://a.example", preview_url=False
    )
    assert answer.json["kind"] == "text"
    assert answer.json["content"] == {"body": "https://a.example", "preview_url": False}


def test_any_kind_can_be_an_answer(program, conversation, client_id):
    asked = factories.message(conversation, "Onde fica a loja?")
    content = {"latitude": -23.5, "longitude": -46.6, "name": "Loja"}
    answer = program.post(
        f"{conversation.path}/messages", client_id=client_id, kind="location", content=content, quoted_id=asked.id
    )
    assert answer.json["quoted"]["id"] == asked.id


@pytest.mark.parametrize(
    ("kind", "content", "field"),
    [
        ("buttons", {"body": "?", "buttons": [{"id": "a", "title": "x" * 21}]}, "buttons.0.title"),
        ("list", {"body": "?", "button": "Ver", "sections": [{"rows": [{"id": "a"}]}]}, "sections.0.rows.0.title"),
        ("location", {"latitude": 91, "longitude": 0}, "latitude"),
        ("contacts", {"contacts": [{"phones": [{"phone": "+55 11"}]}]}, "contacts.0.name.formatted_name"),
        ("text", {"body": "x" * 4097}, "body"),
        ("order", {}, "kind"),
        ("text", "no object", "content"),
        ("list", {"body": "?", "button": "Ver", "sections": {"0": 1}}, "sections"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(program, conversation, client_id, kind, content, field):
    answer = program.post(f"{conversation.path}/messages", client_id=client_id, kind=kind, content=content)
    assert answer.status_code == 422
    assert field in answer.json["error"]["fields"], answer.json
    assert sent(conversation) == []


def test_a_refused_form_comes_back_with_what_was_written(desk, conversation, client_id):
    form = {"kind": "buttons", "panel": "buttons", "body": "Confirma?", "buttons.0.title": "Um título comprido demais"}
    answer = desk.post(f"{conversation.path}/messages", client_id=client_id, **form)
    assert answer.status_code == 422
    assert 'value="Um título comprido demais"' in answer.text
    assert 'id="w-buttons-0-title-note"' in answer.text
    fragment = desk.post(f"{conversation.path}/messages", headers={"HX-Request": "true"}, client_id=client_id, **form)
    assert fragment.status_code == 422
    assert fragment.text.lstrip().startswith("<form")
    assert sent(conversation) == []


def test_a_shut_window_leaves_the_form_as_it_was(desk, marina, client_id):
    number = factories.phone_number(marina.account)
    shut = factories.conversation(number, factories.contact(marina.account), window=None)
    form = {"kind": "location", "panel": "location", "latitude": "-23,5", "longitude": "-46.6", "name": "Loja"}
    answer = desk.post(f"{shut.path}/messages", client_id=client_id, **form)
    assert answer.status_code == 409
    assert 'value="-23,5"' in answer.text
    assert "24 hours" in answer.text


def test_buttons_get_ids_of_their_own(desk, conversation, client_id):
    form = {
        "kind": "buttons",
        "body": "?",
        "buttons.0.title": "Sim",
        "buttons.1.title": "Não",
        "buttons.1.id": "buttons-1",
    }
    desk.post(f"{conversation.path}/messages", client_id=client_id, **form)
    (message,) = sent(conversation)
    assert [button["id"] for button in message.content["buttons"]] == ["buttons-2", "buttons-1"]
