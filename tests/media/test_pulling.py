"""Customers' files come to us whole, whatever goes wrong on the way, and the agent sees the truth."""

import logging
from contextlib import closing

import pytest

from chatapp import media
from chatapp.extensions import db
from chatapp.media import failures, pulling
from chatapp.models import MediaState
from chatapp.refusals import Refusal
from chatapp.storage import NotKept
from tests.inbound import meta as webhooks
from tests.media.conftest import the_file
from tests.media.meta import (
    HTML,
    JPEG,
    PDF,
    PNG,
    SVG,
    answers,
    breaks_off,
    breaks_off_silently,
    gives_instead,
    gives_less,
    sends_elsewhere,
)


def content(files) -> bytes:
    with closing(files.open(the_file().storage_key)) as stream:
        return stream.read()


def test_a_file_is_fetched_at_once_by_the_link_that_came_with_it(receive, pull, meta, files, number):
    message = receive("image", meta.said(JPEG, "image/jpeg", caption="Oi"))
    waiting = the_file()
    assert (waiting.state, waiting.message_id, waiting.position) == (MediaState.PENDING, message.id, 0)
    pull()
    row = the_file()
    assert (row.state, row.error, row.attempts) == (MediaState.READY, None, 1)
    assert (row.kind, row.mime_type, row.size) == ("image", "image/jpeg", len(JPEG))
    assert content(files) == JPEG
    assert row.storage_key.startswith(f"{number.account_id}/")
    assert [word.split()[0] for word in meta.heard] == ["get"]
    assert meta.tokens == {f"Bearer {number.access_token}"}


def test_without_a_link_meta_is_asked_for_one(receive, pull, meta, files):
    said = meta.said(PDF, "application/pdf", filename="nota fiscal.pdf")
    del said["url"]
    receive("document", said)
    pull()
    assert (the_file().state, the_file().file_name) == (MediaState.READY, "nota fiscal.pdf")
    assert [word.split()[0] for word in meta.heard] == ["ask", "get"]
    assert content(files) == PDF


def test_a_dead_link_is_replaced_by_a_fresh_one_at_once(receive, pull, meta, files):
    receive("image", meta.said(JPEG, "image/jpeg"))
    meta.links += 1  # five minutes later
    pull()
    assert [word.split()[0] for word in meta.heard] == ["get", "ask", "get"]
    assert (the_file().state, the_file().attempts, content(files)) == (MediaState.READY, 1, JPEG)


def test_meta_answers_503_twice(receive, pull, time_passes, meta, files):
    receive("image", meta.said(JPEG, "image/jpeg"))
    meta.replies = [answers(503), answers(503)]
    pull()
    assert (the_file().state, the_file().attempts, failures.of(the_file())) == (MediaState.PENDING, 1, None)
    time_passes()
    assert the_file().state is MediaState.PENDING
    time_passes()
    assert (the_file().state, the_file().attempts, the_file().error) == (MediaState.READY, 3, None)
    assert content(files) == JPEG


@pytest.mark.parametrize("reply", [breaks_off, gives_less, breaks_off_silently])
def test_a_truncated_body_is_fetched_again(receive, pull, time_passes, meta, files, reply):
    """Twice, as the first link says nothing of the size, and Meta's answer does."""
    receive("image", meta.said(JPEG, "image/jpeg"))
    meta.replies = [answers(404), reply]
    pull()
    assert the_file().state is MediaState.PENDING
    with pytest.raises(NotKept):
        files.open(the_file().storage_key)
    time_passes()
    assert (the_file().state, content(files)) == (MediaState.READY, JPEG)


def test_a_body_without_length_is_believed_only_when_meta_tells_the_size(receive, pull, meta, files):
    receive("image", meta.said(JPEG, "image/jpeg"))
    meta.replies = [breaks_off_silently]
    pull()
    assert [word.split()[0] for word in meta.heard] == ["get", "ask", "get"]
    assert (the_file().state, content(files)) == (MediaState.READY, JPEG)


def test_an_empty_body_is_no_file(receive, pull, time_passes, meta, files):
    receive("image", meta.said(JPEG, "image/jpeg"))
    meta.replies = [gives_instead(b"")]
    pull()
    assert the_file().state is MediaState.PENDING
    time_passes()
    assert content(files) == JPEG


def test_a_strange_sha256_is_worth_a_line_in_the_log(receive, pull, meta, caplog):
    receive("image", meta.said(JPEG, "image/jpeg") | {"sha256": "q0m3Jx8Yk1VnT7cB5hZs2LwRfE9uXoD4aGpKiQyMv6A="})
    with caplog.at_level(logging.WARNING):
        pull()
    assert the_file().state is MediaState.READY
    assert "Meta said q0m3Jx8Yk1VnT7" in caplog.text


@pytest.mark.parametrize(
    ("kind", "label", "real", "mime_type"),
    [
        ("image", "image/jpeg", HTML, "application/octet-stream"),
        ("image", "image/jpeg", SVG, "application/octet-stream"),
        ("image", "image/jpeg", PDF, "application/pdf"),
        ("document", "application/pdf", HTML, "application/octet-stream"),
        ("document", "application/pdf", b"MZ\x90\x00" + b"\0" * 300, "application/x-msdownload"),
        ("audio", "audio/mpeg", HTML, "application/octet-stream"),
    ],
)
def test_a_wrong_type_is_kept_and_told(receive, pull, meta, files, kind, label, real, mime_type):
    message = receive(kind, meta.said(real, label))
    pull()
    row = the_file()
    assert (row.state, row.error, row.mime_type) == (MediaState.READY, "wrong_type", mime_type)
    assert "not the kind of file" in failures.of(row).words
    assert message.content["media"]["mime_type"] == label  # what Meta said stands beside it
    assert content(files) == real


@pytest.mark.parametrize(
    ("kind", "label", "real", "mime_type"),
    [
        ("image", "image/jpeg", PNG, "image/png"),
        ("document", "application/pdf", PDF, "application/pdf"),
        ("document", "text/plain", b"oi\n", "text/plain"),
        ("document", "application/x-estranho", b"\0\1\2", "application/x-estranho"),
        ("voice", "audio/ogg; codecs=opus", b"OggS\0\2" + b"\0" * 300, "audio/ogg"),
        ("video", "video/3gpp", b"\0\0\0\x18ftyp3gp4\0\0\0\0isom3gp4" + b"\0" * 300, "video/3gpp"),
        ("audio", "audio/mp4", b"\0\0\0\x1cftypmp42\0\0\0\0mp42isom" + b"\0" * 300, "audio/mp4"),
    ],
)
def test_the_real_type_is_kept(receive, pull, meta, kind, label, real, mime_type):
    voice = {"voice": True} if kind == "voice" else {}
    receive("audio" if kind == "voice" else kind, meta.said(real, label, **voice))
    pull()
    row = the_file()
    assert (row.kind, row.state, row.error, row.mime_type) == (kind, MediaState.READY, None, mime_type)


def test_an_id_that_meta_does_not_know_any_more(receive, pull, meta):
    receive("image", {"id": "99", "mime_type": "image/jpeg", "sha256": "?"})
    pull()
    row = the_file()
    assert (row.state, row.error, row.next_attempt_at) == (MediaState.FAILED, "gone", None)
    assert failures.of(row).can_retry


def test_a_refused_token_is_told_and_mended(receive, pull, meta, files):
    receive("image", meta.said(JPEG, "image/jpeg") | {"url": None})
    meta.refusals = [(401, 190)]
    pull()
    row = the_file()
    assert (row.state, row.error) == (MediaState.PENDING, "access")
    assert row.next_attempt_at is not None
    assert failures.of(row).can_retry
    media.pull_again(row)
    db.session.commit()
    assert (the_file().state, failures.of(the_file())) == (MediaState.PENDING, None)
    pull()
    assert (the_file().state, the_file().error, content(files)) == (MediaState.READY, None, JPEG)
    with pytest.raises(Refusal):
        media.pull_again(the_file())


def test_it_does_not_try_for_ever(receive, pull, time_passes, meta):
    receive("image", meta.said(JPEG, "image/jpeg"))
    meta.replies = [answers(503)] * 100
    pull()
    for attempts in range(1, pulling.RETRY.attempts + 1):
        assert (the_file().state, the_file().attempts) == (MediaState.PENDING, attempts)
        assert (failures.of(the_file()) is not None) == (attempts >= 4)  # after a while, the agent is told
        time_passes()
    assert (the_file().state, the_file().error) == (MediaState.FAILED, "unreachable")
    heard = len(meta.heard)
    time_passes()
    assert len(meta.heard) == heard


def test_links_that_lead_elsewhere_are_not_followed(receive, pull, meta):
    """Not the webhook's, for which Meta's own is taken; and if that leads on to elsewhere, neither."""
    receive("image", meta.said(JPEG, "image/jpeg") | {"url": "http://169.254.169.254/latest/meta-data"})
    meta.replies = [sends_elsewhere("http://169.254.169.254/latest/meta-data")]
    pull()
    assert (the_file().state, the_file().error) == (MediaState.FAILED, "foreign_link")
    assert [word.split()[0] for word in meta.heard] == ["ask", "get"]


def test_what_is_far_too_large_is_not_fetched(receive, pull, meta):
    receive("document", meta.said(PDF, "application/pdf"))

    def announces_a_terabyte(handler, content) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(2**40))
        handler.end_headers()
        handler.close_connection = True

    meta.replies = [announces_a_terabyte]
    pull()
    assert (the_file().state, the_file().error) == (MediaState.FAILED, "too_large")


def test_a_full_disk_is_no_reason_to_give_up(receive, pull, time_passes, meta, files, app):
    class Full:
        def write(self, key, stream, content_type):
            stream.read(1000)
            raise OSError(28, "No space left on device")

    receive("image", meta.said(JPEG, "image/jpeg"))
    app.extensions["storage"] = Full()
    pull()
    assert (the_file().state, the_file().attempts) == (MediaState.PENDING, 1)
    app.extensions["storage"] = files
    time_passes()
    assert content(files) == JPEG


def test_a_lost_wake_up_costs_only_time(receive, app, time_passes, meta, files):
    from chatapp.extensions import redis

    receive("image", meta.said(JPEG, "image/jpeg"))
    redis.client.flushdb()
    time_passes()
    assert content(files) == JPEG


def test_what_is_in_hand_is_left_alone_and_what_is_here_too(receive, pull, meta):
    receive("image", meta.said(JPEG, "image/jpeg"))
    the_file().state = MediaState.PULLING
    db.session.commit()
    pulling.pull(the_file().id)
    pulling.sweep()
    pull()
    assert meta.heard == []
    the_file().state = MediaState.READY
    db.session.commit()
    pulling.pull(the_file().id)
    assert meta.heard == []


def test_a_late_survivor_settles_nothing(receive, pull, meta, files):
    """Its time ran out while the body came in; somebody else has fetched the file since."""
    from chatapp.media import claims

    receive("image", meta.said(JPEG, "image/jpeg"))
    late = claims.take(the_file().id)
    row = the_file()
    row.state = MediaState.PENDING
    db.session.commit()
    pulling.pull(row.id)
    assert the_file().state is MediaState.READY
    assert not claims.settle(late, state=MediaState.FAILED)
    with pytest.raises(claims.TakenOver):
        claims.stay(late)
    assert (the_file().state, content(files)) == (MediaState.READY, JPEG)


def test_a_message_written_on_the_companys_phone_has_its_file_too(number, pull, meta, files, app):
    from chatapp.inbound.processing import process_batch
    from chatapp.models import WebhookEvent

    echo = webhooks.message(None, type="image", image=meta.said(JPEG, "image/jpeg"))
    echo |= {"from": "551140000000", "to": "5511987654321"}
    db.session.add(WebhookEvent(body=webhooks.echoes(number, echo)))
    db.session.commit()
    process_batch()
    pull()
    assert (the_file().state, content(files)) == (MediaState.READY, JPEG)


def test_a_webhook_that_comes_twice_brings_one_file(receive, pull, meta):
    said = meta.said(JPEG, "image/jpeg")
    message = receive("image", said)
    receive("image", said, wamid=message.wamid)
    pull()
    assert len(meta.heard) == 1


def test_a_file_without_id_says_so(receive, pull, meta):
    receive("image", {"mime_type": "image/jpeg"})
    pull()
    assert (the_file().state, the_file().error) == (MediaState.FAILED, "gone")
    assert not failures.of(the_file()).can_retry
    with pytest.raises(Refusal):
        media.pull_again(the_file())
