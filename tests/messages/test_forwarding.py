"""Passing messages on, with the files that we keep."""

from datetime import timedelta
from uuid import uuid4

import pytest

from chatapp.extensions import db
from chatapp.messages.forwarding import forward
from chatapp.models import Direction, Media, MediaState
from chatapp.refusals import Refusal
from tests import factories


@pytest.fixture
def destination(number, account):
    return factories.conversation(number, factories.contact(account))


def received(conversation, kind: str, state: MediaState = MediaState.READY, **content):
    """A message of the customer's with its file."""
    message = factories.message(conversation, kind=kind, content={"media": {"id": "9", "mime_type": "x/y"}, **content})
    row = Media(
        account_id=message.account_id, number_id=message.number_id, message_id=message.id, kind=kind, state=state
    )
    db.session.add(row)
    db.session.commit()
    return message, row


def test_a_text(conversation, destination, agent):
    message = factories.message(conversation, "Rua das Flores, 10")

    sent = forward(message, destination, author=agent, client_id=uuid4())

    assert (sent.conversation_id, sent.direction, sent.author_id) == (destination.id, Direction.OUT, agent.id)
    assert sent.says.body == "Rua das Flores, 10"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("image", {"caption": "A fachada"}),
        ("document", {}),
        ("sticker", {}),
        ("voice", {}),
        ("video", {}),
        ("audio", {}),
    ],
)
def test_a_file_is_the_one_that_we_keep(conversation, destination, agent, kind, content):
    message, row = received(conversation, kind, **content)

    sent = forward(message, destination, author=agent, client_id=uuid4())

    assert (sent.kind, sent.says.media_ids) == (kind, [row.id])
    assert sent.content.get("caption") == content.get("caption")
    assert "media" not in sent.content


def test_one_that_was_forwarded_can_be_forwarded(conversation, destination, agent):
    message, row = received(conversation, "image")
    once = forward(message, destination, author=agent, client_id=uuid4())
    db.session.commit()

    twice = forward(once, conversation, author=agent, client_id=uuid4())

    assert twice.says.media_ids == [row.id]


def test_a_place_and_people(conversation, destination, agent):
    place = {"latitude": -23.5, "longitude": -46.6, "name": "Loja", "url": "https://example.com"}
    people = {"contacts": [{"name": {"formatted_name": "Ana"}, "phones": [{"phone": "+55 11 98888-7777"}]}]}
    for kind, content in (("location", place), ("contacts", people)):
        message = factories.message(conversation, kind=kind, content=content)
        sent = forward(message, destination, author=agent, client_id=uuid4())
        assert sent.kind == kind
        assert sent.says.to_graph()["type"] == kind


@pytest.mark.parametrize(
    ("state", "code"), [(MediaState.PULLING, "media_not_ready"), (MediaState.FAILED, "media_missing")]
)
def test_a_file_that_is_not_here_is_refused(conversation, destination, agent, state, code):
    message, _row = received(conversation, "image", state)
    with pytest.raises(Refusal) as refused:
        forward(message, destination, author=agent, client_id=uuid4())
    assert refused.value.code == code


@pytest.mark.parametrize("kind", ["revoke", "button_reply", "system", "call", "unknown", "order", "reaction"])
def test_what_is_between_us_and_one_customer_is_refused(conversation, destination, agent, kind):
    message = factories.message(conversation, kind=kind, content={})
    with pytest.raises(Refusal) as refused:
        forward(message, destination, author=agent, client_id=uuid4())
    assert refused.value.code == "not_forwardable"


def test_a_closed_window_is_refused(conversation, number, account, agent):
    closed = factories.conversation(number, factories.contact(account), window=timedelta(hours=-1))
    with pytest.raises(Refusal) as refused:
        forward(factories.message(conversation), closed, author=agent, client_id=uuid4())
    assert refused.value.code == "window_closed"
