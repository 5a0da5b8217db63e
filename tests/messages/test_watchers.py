"""What somebody who has the thread open sees of a message on its way."""

import time

import orjson
import pytest

from chatapp.extensions import db, redis
from chatapp.messages.delivery import dispatch
from chatapp.realtime import notices, watching
from tests.messages.meta import refused, reset_midway


@pytest.fixture
def seen(app, conversation):
    """Frames that were pushed to a watcher of the conversation since the last look, as (variant, frame)."""
    stream = f"conversation:{conversation.id}"
    watching.claim(redis.client, [(stream, "json"), (stream, "en"), (stream, "pt_BR")])
    listener = redis.client.pubsub(ignore_subscribe_messages=True)
    listener.subscribe(notices.CHANNEL)
    listener.get_message(timeout=1)

    def look() -> list[tuple[str, dict]]:
        frames = []
        while message := listener.get_message(timeout=0.05):
            verb, words, body = notices.read(message["data"])
            if verb == "push" and words[0] == stream:
                frames.append((words[1], orjson.loads(body)))
        return frames

    yield look
    listener.close()


def told(frames) -> list[dict]:
    """What a mobile app hears about messages."""
    return [frame for variant, frame in frames if variant == "json" and frame["event"].startswith("message.")]


def events(frames) -> list[tuple[str, str]]:
    return [(frame["event"], frame["data"]["status"]) for frame in told(frames)]


def html(frames, variant="en") -> str:
    return "".join(frame["html"] for watching, frame in frames if watching == variant)


def test_it_appears_and_then_gets_its_tick(send, work, meta, conversation, seen):
    message = send(conversation)
    assert events(seen()) == [("message.created", "QUEUED")]
    work()
    frames = seen()
    assert events(frames) == [("message.changed", "SENT")]
    assert f"m-{message.client_id}" in html(frames)


def test_a_failure_says_why(send, work, meta, conversation, seen):
    meta.answers(refused(131026))
    send(conversation)
    seen()
    work()
    frames = seen()
    assert events(frames) == [("message.changed", "FAILED")]
    (event,) = told(frames)
    assert event["data"]["failure"]["code"] == 131026
    assert event["data"]["failure"]["can_resend"]


def test_beyond_the_pair_limit_it_is_shown_to_wait_for_its_turn(send, work, meta, conversation, seen):
    spent = int((time.time() + 44 * 6 + 1.5) * 1_000_000)  # 45 messages, and 1.5 s until the next may leave
    redis.client.set(f"pace:pair:{conversation.id}", spent)
    send(conversation)
    seen()
    began = time.monotonic()

    work()

    frames = seen()
    assert events(frames) == [("message.changed", "QUEUED"), ("message.changed", "SENT")]
    assert "six seconds" in html(frames)
    (call,) = meta.calls
    assert 1.0 < call.at - began < 3.0


def test_a_message_in_doubt_says_so_when_the_grace_is_over(send, work, meta, conversation, seen, grace):
    grace(1)
    meta.answers(reset_midway)
    send(conversation)
    seen()
    work()
    dispatch.wake()
    work()
    frames = seen()
    assert events(frames) == [("message.changed", "UNCONFIRMED"), ("message.changed", "UNCONFIRMED")]
    before, after = (event["data"]["failure"] for event in told(frames))
    assert before is None
    assert after["can_resend"]


def test_a_bubble_that_cannot_be_drawn_does_not_undo_the_sending(app, send, work, meta, conversation, seen):
    message = send(conversation)
    watching.claim(redis.client, [(f"conversation:{conversation.id}", "no such language")])
    work()
    db.session.refresh(message)
    assert message.status.name == "SENT"
