"""What open pages are told of reactions, edits and deletions."""

from collections.abc import Iterator

import pytest

from chatapp import realtime
from chatapp.extensions import db
from chatapp.inbound.processing import process_batch
from chatapp.messages.reacting import react
from chatapp.models import WebhookEvent
from tests import factories
from tests.inbound import meta as bodies


@pytest.fixture
def told(monkeypatch) -> Iterator[list]:
    """Everything that is pushed, to somebody who watches all there is as a program and in English."""
    pushes: list = []
    monkeypatch.setattr(realtime, "audience", lambda streams: {stream: {"json", "en"} for stream in streams})
    monkeypatch.setattr(realtime, "push", lambda stream, variant, payload: pushes.append((variant, payload)))
    return pushes


def arrive(*webhooks: bytes) -> None:
    db.session.add_all([WebhookEvent(body=body) for body in webhooks])
    db.session.commit()
    process_batch()


def events(told: list) -> list[tuple]:
    """(event, id of what it is about) of what programs hear, on however many streams."""
    heard = [(payload["event"], payload["data"]["id"]) for variant, payload in told if variant == "json"]
    return list(dict.fromkeys(heard))


def test_a_reaction_of_ours_shows_on_its_message_and_in_the_list(conversation, agent, told):
    message = factories.message(conversation)
    react(message, "👍", author=agent)
    db.session.commit()

    assert events(told) == [("message.changed", message.id), ("conversation.changed", conversation.id)]
    assert any("Reacted 👍 to: Olá!" in payload for variant, payload in told if variant == "en")


def test_what_becomes_of_it_shows_there_too(conversation, agent, meta, work, told):
    message = factories.message(conversation)
    react(message, "👍", author=agent)
    db.session.commit()
    told.clear()
    work()

    heard = [
        payload["data"] for variant, payload in told if variant == "json" and payload["event"] == "message.changed"
    ]
    assert {one["id"] for one in heard} == {message.id}
    assert heard[-1]["reactions"] == [{"emoji": "👍", "reactor": f"user:{agent.id}", "state": None}]


def test_a_customers_reaction_moves_nothing(conversation, number, told):
    person = bodies.text("Oi", at=0, wamid="w.1")
    arrive(bodies.messages(number, person, contacts=[bodies.contact()]))
    told.clear()
    arrive(bodies.messages(number, bodies.reaction("w.1", "❤️", at=9, wamid="w.2")))

    shown = [payload["data"] for variant, payload in told if variant == "json"]
    row = next(one for one in shown if "unread_count" in one)
    assert (row["unread_count"], row["preview"]) == (1, "Reacted ❤️ to: Oi")
    assert row["last_message_at"] == "2026-11-23T12:00:00+00:00"


def test_an_edit_is_shown_in_the_thread_and_in_the_list(number, told):
    arrive(bodies.messages(number, bodies.text("Quanto custa?", at=0, wamid="w.1"), contacts=[bodies.contact()]))
    told.clear()
    new = {"original_message_id": "w.1", "message": {"type": "text", "text": {"body": "Quanto custa o café?"}}}
    arrive(bodies.messages(number, bodies.message(at=9, wamid="w.2", type="edit", edit=new)))

    heard = {payload["event"]: payload["data"] for variant, payload in told if variant == "json"}
    assert heard["message.changed"]["content"]["body"] == "Quanto custa o café?"
    assert heard["message.changed"]["edited_at"] == "2026-11-23T12:00:09+00:00"
    assert heard["conversation.changed"]["preview"] == "Quanto custa o café?"


def test_a_deletion_that_waited_as_a_line_goes_when_its_message_comes(number, told):
    revoke = {"original_message_id": "w.1"}
    arrive(bodies.messages(number, bodies.message(at=9, wamid="w.2", type="revoke", revoke=revoke)))
    (waited,) = [identifier for event, identifier in events(told) if event == "message.created"]
    told.clear()
    arrive(bodies.messages(number, bodies.text("Oi", at=0, wamid="w.1"), contacts=[bodies.contact()]))

    assert ("message.gone", waited) in events(told)
    assert any(f'hx-target="#m-{waited}"' in payload for variant, payload in told if variant == "en")
    (came,) = [p["data"] for v, p in told if v == "json" and p["event"] == "message.created"]
    assert (came["kind"], came["deleted_at"]) == ("revoke", "2026-11-23T12:00:09+00:00")
