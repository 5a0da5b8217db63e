"""Whoever watches sees at once what a webhook changed; whoever cannot be shown it loses nothing."""

from collections.abc import Callable, Iterator

import orjson
import pytest
import sqlalchemy as sa

from chatapp import messages, realtime
from chatapp.extensions import db, redis
from chatapp.models import Conversation, Direction, Message
from chatapp.realtime import notices, watching
from tests import factories
from tests.inbound import meta

ANA = "5511987654321"


@pytest.fixture
def conversation(account, number) -> Conversation:
    return factories.conversation(number, factories.contact(account, wa_id=ANA))


@pytest.fixture
def pushed(app) -> Iterator[Callable[[], list[dict]]]:
    """What was pushed to programs since it was last asked."""
    with redis.client.pubsub(ignore_subscribe_messages=True) as channel:
        channel.subscribe(notices.CHANNEL)
        channel.get_message(timeout=1)

        def pushed() -> list[dict]:
            found = []
            while (message := channel.get_message(timeout=0.2)) is not None:
                verb, _words, body = notices.read(message["data"])
                found += [orjson.loads(body)] if verb == "push" else []
            return found

        yield pushed


def watch(*streams: str) -> None:
    watching.claim(redis.client, [(stream, "json") for stream in streams])


def test_new_messages_ticks_and_rows(account, number, conversation, arrive, pushed):
    answer = factories.message(conversation, direction=Direction.OUT, wamid="O")
    watch(f"conversation:{conversation.id}", f"inbox:{account.id}:all")

    arrive(
        meta.messages(number, meta.text("Obrigada!", wamid="A"), meta.reaction("O", "❤️")),
        meta.statuses(number, meta.status("O", "read")),
    )

    events = pushed()
    by_id = {(event["event"], event["data"]["id"]) for event in events}
    new = db.session.scalars(sa.select(Message.id).filter_by(wamid="A")).one()
    assert by_id >= {
        ("message.created", new),
        ("message.changed", answer.id),
        ("conversation.changed", conversation.id),
    }
    shown = next(e["data"] for e in events if e["event"] == "message.changed")
    assert shown["status"] == "READ"
    assert "❤️" in orjson.dumps(shown).decode()
    assert any(e["data"].get("unread_count") == 1 for e in events if e["event"] == "conversation.changed")


def test_nothing_is_pushed_for_what_was_known(number, conversation, arrive, pushed):
    body = meta.messages(number, meta.text("Oi", wamid="A"))
    arrive(body)
    watch(f"conversation:{conversation.id}")
    pushed()

    arrive(body)

    assert pushed() == []


class TestOnePersonAfterAll:
    """Two conversations become one: nobody keeps a row, or an open thread, that is not theirs to see."""

    @pytest.fixture
    def rechecked(self, monkeypatch) -> list[str]:
        asked: list[str] = []
        monkeypatch.setattr(realtime, "recheck", asked.append)
        return asked

    def test_what_was_everybody_s_and_is_one_person_s_now_leaves_the_others(
        self, account, number, conversation, arrive, pushed, rechecked
    ):
        agent = factories.user(account)
        absorbed = factories.conversation(number, factories.contact(account, bsuid="BR.1"), assignee_id=agent.id)
        absorbed_id = absorbed.id
        watch(f"inbox:{account.id}:unassigned", f"inbox:{account.id}:all", f"user:{agent.id}")

        arrive(meta.messages(number, meta.text("Oi", ANA, bsuid="BR.1")))

        events = [(event["event"], event["data"]["id"]) for event in pushed()]
        assert events.count(("conversation.gone", conversation.id)) == 1, "from the unassigned"
        assert events.count(("conversation.gone", absorbed_id)) == 2, "from its owner and from those who see everything"
        assert events.count(("conversation.changed", conversation.id)) >= 2
        assert set(rechecked) == {f"conversation:{conversation.id}", f"conversation:{absorbed_id}"}


def test_what_cannot_be_drawn_is_received_all_the_same(number, conversation, arrive, caplog, monkeypatch):
    monkeypatch.setattr(messages.broadcasts, "draw", lambda *_: db.session.execute(sa.text("SELECT 1 / 0")))
    watch(f"conversation:{conversation.id}")

    (event,) = arrive(meta.messages(number, meta.text("Oi", wamid="A")))

    assert "could not be shown" in caplog.text
    assert event.processed_at is not None
    assert db.session.scalars(sa.select(Message.wamid)).all() == ["A"]
    assert conversation.unread_count == 1
