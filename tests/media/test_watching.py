"""Whoever has the thread open sees a file arrive, or fail; whoever was away is told."""

from collections.abc import Callable

import orjson
import pytest

from chatapp import realtime
from chatapp.extensions import redis
from chatapp.models import Role
from chatapp.realtime import notices, watching
from tests import factories
from tests.media.meta import HTML, JPEG, answers


@pytest.fixture
def watch(app):
    """`watch(conversation id)` from now on; what that gives is called for the frames since the last look."""
    listener = redis.client.pubsub(ignore_subscribe_messages=True)

    def watch(conversation_id: int) -> Callable[[], list[tuple[str, dict]]]:
        stream = f"conversation:{conversation_id}"
        watching.claim(redis.client, [(stream, "json"), (stream, "en")])
        listener.subscribe(notices.CHANNEL)
        listener.get_message(timeout=1)

        def look() -> list[tuple[str, dict]]:
            frames = []
            while message := listener.get_message(timeout=0.05):
                verb, words, body = notices.read(message["data"])
                if verb == "push" and words[0] == stream:
                    frames.append((words[1], orjson.loads(body)))
            return frames

        return look

    yield watch
    listener.close()


def told(frames) -> list[dict]:
    """What a program hears about messages."""
    return [f["data"] for variant, f in frames if variant == "json" and f["event"] == "message.changed"]


def drawn(frames, message_id: int) -> list[str]:
    """The bubbles that a page is given."""
    return [f["html"] for variant, f in frames if variant == "en" and f'"m-{message_id}"' in f["html"]]


def test_a_file_arrives(receive, pull, meta, watch):
    message = receive("image", meta.said(JPEG, "image/jpeg"))
    look = watch(message.conversation_id)
    pull()
    frames = look()
    (after,) = told(frames)
    (file,) = after["files"]
    assert (file["state"], file["size"], file["failure"]) == ("READY", len(JPEG), None)
    assert file["urls"] == {"original": f"/media/{file['id']}/original"}
    (bubble,) = drawn(frames, message.id)
    assert f"/media/{file['id']}/original" in bubble


def test_a_file_fails_and_is_tried_again(receive, pull, meta, watch, page, account):
    message = receive("image", meta.said(JPEG, "image/jpeg") | {"url": None})
    look = watch(message.conversation_id)
    meta.refusals = [(400, 100)]
    pull()
    frames = look()
    (file,) = told(frames)[-1]["files"]
    assert (file["state"], file["failure"]["code"], file["failure"]["can_retry"]) == ("FAILED", "gone", True)
    (bubble,) = drawn(frames, message.id)
    assert "no longer has this file" in bubble
    assert f"/media/{file['id']}/pull" in bubble
    page.sign_in(factories.user(account, Role.ADMIN)).post(f"/media/{file['id']}/pull")
    (waiting,) = told(look())
    assert (waiting["files"][0]["state"], waiting["files"][0]["failure"]) == ("PENDING", None)
    pull()
    assert told(look())[-1]["files"][0]["state"] == "READY"


def test_a_wrong_type_is_told_and_only_saved(receive, pull, meta, watch):
    message = receive("image", meta.said(HTML, "image/jpeg"))
    look = watch(message.conversation_id)
    pull()
    frames = look()
    (file,) = told(frames)[-1]["files"]
    assert (file["state"], file["failure"]["code"]) == ("READY", "wrong_type")
    (bubble,) = drawn(frames, message.id)
    assert "not the kind of file" in bubble
    assert f'href="/media/{file["id"]}/original?download=1"' in bubble
    assert "<img" not in bubble


def test_every_drawing_is_newer_than_the_one_before(receive, pull, time_passes, meta, watch):
    message = receive("image", meta.said(JPEG, "image/jpeg"))
    look = watch(message.conversation_id)
    meta.replies = [answers(503)]
    pull()
    time_passes()
    versions = [int(frame["version"]) for frame in told(look())]
    assert len(versions) == 2
    assert versions == sorted(set(versions))


def test_whoever_was_away_is_told(receive, pull, meta, api, account):
    message = receive("image", meta.said(JPEG, "image/jpeg"))
    api.sign_in(factories.user(account, Role.ADMIN))
    cursor = realtime.cursor()
    pull()
    missed = api.get(f"/conversations/{message.conversation_id}/messages?since={cursor}").json["messages"]
    assert [frame["files"][0]["state"] for frame in missed] == ["READY"]
