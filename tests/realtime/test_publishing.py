"""What leaves a transaction, when, and what becomes of it while Redis is away."""

import time
from collections.abc import Iterator

import orjson
import pytest

from chatapp import realtime
from chatapp.extensions import connect_redis, db, redis
from chatapp.realtime import notices, publish, watching
from tests.patience import until


@pytest.fixture
def heard(app) -> Iterator[callable]:
    """Answers all notices since it was last asked, as (verb, words, body)."""
    with redis.client.pubsub(ignore_subscribe_messages=True) as channel:
        channel.subscribe(notices.CHANNEL)
        channel.get_message(timeout=1)

        def listen() -> list[tuple]:
            found = []
            while (message := channel.get_message(timeout=0.2)) is not None:
                verb, words, body = notices.read(message["data"])
                found.append((verb, words, orjson.loads(body) if body else None))
            return found

        yield listen


@pytest.fixture
def transaction(app) -> None:
    db.session.execute(db.text("SELECT 1"))


@pytest.fixture
def no_redis(app) -> Iterator[None]:
    """The product's client points where nothing listens."""
    there = redis.client
    redis.client = connect_redis("redis://127.0.0.1:1/0")
    yield
    redis.client = there


def push(name: str) -> None:
    realtime.push("room:1", "json", {"event": name, "data": {}})


def events(found: list[tuple]) -> list[str]:
    return [body["event"] for verb, _, body in found if verb == "push"]


def test_nothing_leaves_before_the_commit(transaction, heard):
    push("a")
    assert heard() == []
    db.session.commit()
    assert heard() == [("push", ["room:1", "json"], {"event": "a", "data": {}})]
    db.session.commit()
    assert heard() == []


def test_without_a_transaction_it_leaves_at_once(app, heard):
    push("a")
    assert events(heard()) == ["a"]


def test_a_rollback_takes_everything_along_and_nothing_of_the_next_transaction(transaction, heard):
    push("a")
    db.session.rollback()
    db.session.execute(db.text("SELECT 1"))
    push("b")
    db.session.commit()
    assert events(heard()) == ["b"]


def test_a_savepoint_takes_only_its_own(transaction, heard):
    push("a")
    with db.session.begin_nested():
        push("b")
    savepoint = db.session.begin_nested()
    push("c")
    savepoint.rollback()
    push("d")
    assert heard() == []
    db.session.commit()
    assert events(heard()) == ["a", "b", "d"]


def test_html_for_the_same_watchers_is_one_frame_and_events_are_one_each(transaction, heard):
    for payload in ("<p>1</p>", "<p>2</p>"):
        realtime.push("room:1", "en", payload)
        realtime.push("room:1", "pt_BR", payload)
    push("a")
    push("b")
    db.session.commit()
    assert heard() == [
        ("push", ["room:1", "en"], {"html": "<p>1</p><p>2</p>"}),
        ("push", ["room:1", "pt_BR"], {"html": "<p>1</p><p>2</p>"}),
        ("push", ["room:1", "json"], {"event": "a", "data": {}}),
        ("push", ["room:1", "json"], {"event": "b", "data": {}}),
    ]


def test_a_frame_does_not_grow_without_end(transaction, heard):
    row = "<p>" + "é" * 1000 + "</p>"
    for _ in range(200):
        realtime.push("room:1", "en", row)
    db.session.commit()
    frames = [body["html"] for _, _, body in heard()]
    assert "".join(frames) == row * 200
    assert 1 < len(frames) < 10
    assert max(map(len, frames)) <= notices.FRAME


def test_the_audience_is_who_watches_now(app):
    watching.claim(redis.client, [("room:1", "en"), ("room:1", "json"), ("room:2", "pt_BR")])
    assert realtime.audience(["room:1", "room:2", "room:3", "room:1"]) == {
        "room:1": {"en", "json"},
        "room:2": {"pt_BR"},
    }
    assert realtime.audience([]) == {}


def test_for_whom_it_was_rendered_is_told_after_the_commit(transaction, heard):
    watching.claim(redis.client, [("room:1", "en")])
    realtime.audience(["room:1", "room:2"])
    assert heard() == []
    db.session.commit()
    assert heard() == [("rendered", [], {"room:1": ["en"], "room:2": []})]


def test_a_redis_that_is_away_disturbs_nobody(no_redis, transaction):
    assert realtime.audience(["room:1"]) == {}
    push("a")
    db.session.commit()


def test_what_was_lost_is_made_good_as_soon_as_anybody_hears(app, heard, monkeypatch):
    monkeypatch.setattr(publish, "AGAIN", 0.1)
    push("a")
    assert events(heard()) == ["a"]
    there, redis.client = redis.client, connect_redis("redis://127.0.0.1:1/0")
    push("lost")
    time.sleep(0.3)
    redis.client = there
    found = []
    until(lambda: found.extend(heard()) or found)
    assert [verb for verb, _, _ in found] == ["resync"]


def test_permissions_travel_with_the_transaction_too(transaction, heard):
    realtime.close_user(7)
    realtime.recheck("room:1")
    db.session.rollback()
    assert heard() == []
    realtime.close_user(7)
    realtime.recheck("room:1")
    assert heard() == [("close", ["7"], None), ("recheck", ["room:1"], None)]
