"""Messages with files: brought to Meta once, waited for in order, brought again when Meta forgets them."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from chatapp import clock, messages
from chatapp.extensions import db
from chatapp.jobs import MEDIA, SENDING
from chatapp.kinds import REGISTRY, MessageStatus, Text
from chatapp.models import Account, Conversation, Media, MediaState, MediaUpload, Message, PhoneNumber, User
from chatapp.refusals import Refusal
from chatapp.storage import LocalStorage, new_key
from chatapp.whatsapp.error_codes import FILE_LOST, FILE_ON_ITS_WAY
from chatapp.workers.worker import make_worker
from tests import factories
from tests.messages.meta import Meta, answered, refused

Image, Document = REGISTRY["image"], REGISTRY["document"]


@pytest.fixture(autouse=True)
def files(app: Flask, tmp_path: Path) -> Iterator[LocalStorage]:
    app.extensions["storage"] = LocalStorage(tmp_path / "media")
    yield app.extensions["storage"]
    del app.extensions["storage"]


@pytest.fixture
def bring(agent: User, files: LocalStorage) -> Callable[..., Media]:
    """A file that this agent has uploaded, ready to be sent."""

    def bring(content: bytes = b"\xff\xd8\xff a picture", **values: object) -> Media:
        key = new_key(agent.account_id)
        written = files.write(key, io.BytesIO(content), "image/jpeg")
        facts = {"storage_key": key, "size": written.size, "sha256": written.sha256, "mime_type": "image/jpeg"}
        whose = {"account_id": agent.account_id, "uploader_id": agent.id}
        return _saved(Media(**{"kind": "image", "state": MediaState.READY, **facts, **whose, **values}))

    return bring


@pytest.fixture
def send_file(agent: User) -> Callable[..., Message]:
    def send_file(where: Conversation, media: Media, author: User = agent, kind: type = Image) -> Message:
        message = messages.send(where, kind.of(media.id, "Olha"), author=author, client_id=uuid4())
        db.session.commit()
        return message

    return send_file


@pytest.fixture
def work_all(app: Flask) -> Callable[[], None]:
    """Sending and bringing, each by its own worker in turn, until nothing is left."""

    def work_all() -> None:
        for _round in range(3):
            for queue in (SENDING, MEDIA, SENDING):
                make_worker(app, [queue]).work(burst=True, logging_level="WARNING")
        db.session.expire_all()

    return work_all


def _known(media: Media, number: PhoneNumber, meta_id: str, left: timedelta) -> MediaUpload:
    return MediaUpload(media_id=media.id, number_id=number.id, meta_id=meta_id, expires_at=clock.now() + left)


def _saved(row):
    db.session.add(row)
    db.session.commit()
    return row


def test_a_picture_goes_to_meta_and_then_the_message_that_shows_it(
    meta: Meta, number: PhoneNumber, conversation: Conversation, bring, send_file, work_all
):
    message = send_file(conversation, bring(b"\xff\xd8\xff bytes"))
    work_all()
    (upload,) = meta.uploads
    assert (upload.content, upload.mime_type) == (b"\xff\xd8\xff bytes", "image/jpeg")
    assert upload.form == {"messaging_product": "whatsapp", "type": "image/jpeg"}
    assert (upload.phone_number_id, upload.token) == (number.phone_number_id, "EAAtest")
    (call,) = meta.calls
    assert call.payload["image"] == {"id": upload.meta_id, "caption": "Olha"}
    assert (message.status, message.error_code) == (MessageStatus.SENT, None)


def test_what_is_written_behind_a_file_waits_for_it(
    meta: Meta, conversation: Conversation, bring, send_file, send, work, work_all
):
    send_file(conversation, bring())
    text = send(conversation, "Viu a foto?")
    work()
    assert meta.calls == []
    db.session.refresh(text)
    assert text.status is MessageStatus.QUEUED
    work_all()
    assert [call.payload["type"] for call in meta.calls] == ["image", "text"]


def test_other_conversations_do_not_wait(
    meta: Meta, account: Account, number: PhoneNumber, conversation: Conversation, bring, send_file, send, work
):
    waiting = send_file(conversation, bring())
    send(factories.conversation(number, factories.contact(account)), "Oi")
    work()
    assert meta.bodies == ["Oi"]
    db.session.refresh(waiting)
    assert waiting.error_code == FILE_ON_ITS_WAY
    assert "on its way" in messages.failures.waiting(waiting).words


def test_a_file_is_brought_once_per_number(
    meta: Meta, account: Account, number: PhoneNumber, conversation: Conversation, bring, send_file, work_all
):
    media, other = bring(), factories.phone_number(account)
    for where in (conversation, conversation, factories.conversation(number, factories.contact(account))):
        send_file(where, media)
    send_file(factories.conversation(other, factories.contact(account)), media)
    work_all()
    assert len(meta.calls) >= 3
    assert sorted(upload.phone_number_id for upload in meta.uploads) == sorted(
        [number.phone_number_id, other.phone_number_id]
    )


def test_a_file_too_old_for_meta_is_brought_again(
    meta: Meta, number: PhoneNumber, conversation: Conversation, bring, send_file, work_all
):
    media = bring()
    _saved(
        MediaUpload(
            media_id=media.id, number_id=number.id, meta_id="old", expires_at=clock.now() - timedelta(seconds=1)
        )
    )
    send_file(conversation, media)
    work_all()
    (call,) = meta.calls
    assert call.payload["image"]["id"] == meta.uploads[0].meta_id != "old"


@pytest.mark.parametrize("code", [100, 131009, 131053])
def test_a_file_that_meta_does_not_know_any_more_is_brought_again_once(
    meta: Meta, number: PhoneNumber, conversation: Conversation, bring, send_file, work_all, code: int
):
    media = bring()
    _saved(_known(media, number, "gone", timedelta(days=9)))
    accept = meta.answer
    meta.answer = lambda call: refused(code) if call.payload["image"]["id"] == "gone" else accept(call)
    message = send_file(conversation, media)
    work_all()
    assert [call.payload["image"]["id"] for call in meta.calls] == ["gone", meta.uploads[0].meta_id]
    assert message.status is MessageStatus.SENT


def test_a_file_that_meta_never_takes_fails_the_message_and_frees_the_next(
    meta: Meta, conversation: Conversation, bring, send_file, send, work_all
):
    meta.keep = lambda upload: refused(131053)
    message = send_file(conversation, bring())
    text = send(conversation, "E agora?")
    work_all()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, 131053)
    assert text.status is MessageStatus.SENT
    assert len(meta.uploads) == 1


def test_a_refused_message_is_refused_after_the_second_time(
    meta: Meta, conversation: Conversation, bring, send_file, work_all
):
    meta.answers(refused(131053))
    message = send_file(conversation, bring())
    work_all()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, 131053)
    assert len(meta.uploads) == len(meta.calls) == 2


def test_meta_in_trouble_is_asked_again(meta: Meta, conversation: Conversation, bring, send_file, work_all):
    turns = iter([answered(503, "<html>"), answered(200, '{"id": "777"}')])
    meta.keep = lambda upload: next(turns)
    message = send_file(conversation, bring())
    work_all()
    assert len(meta.uploads) == 2
    assert message.status is MessageStatus.SENT
    assert meta.calls[-1].payload["image"]["id"] == "777"


def test_a_file_that_we_lost_fails_the_message_with_its_cause(
    meta: Meta, conversation: Conversation, files: LocalStorage, bring, send_file, work_all
):
    media = bring()
    message = send_file(conversation, media)
    files.delete(media.storage_key)
    work_all()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, FILE_LOST)
    assert "Attach it again" in messages.failures.of(message).words


def test_whoever_died_bringing_a_file_is_replaced(
    meta: Meta, app: Flask, conversation: Conversation, bring, send_file, work, work_all
):
    message = send_file(conversation, bring())
    work()
    make_worker(app, [MEDIA]).queues[0].empty()  # the wake-up died with its worker
    db.session.refresh(message)
    message.next_attempt_at = clock.now()
    db.session.commit()
    messages.delivery.dispatch.wake()
    work_all()
    assert message.status is MessageStatus.SENT


@pytest.mark.parametrize("state", [MediaState.RECEIVED, MediaState.CONVERTING])
def test_a_file_that_is_not_ready_is_not_sent(conversation: Conversation, bring, send_file, state: MediaState):
    media = bring(state=state)
    with pytest.raises(Refusal) as refusal:
        send_file(conversation, media)
    assert (refusal.value.code, refusal.value.status) == ("media_not_ready", 409)
    db.session.rollback()
    assert db.session.query(Message).count() == 0


def test_a_refused_file_is_not_sent_and_the_reason_is_told(conversation: Conversation, bring, send_file):
    with pytest.raises(Refusal) as refusal:
        send_file(conversation, bring(state=MediaState.REFUSED, error="too_long"))
    assert refusal.value.code == "media_refused"
    assert "too long" in str(refusal.value.message)


def test_files_of_others_and_of_other_kinds_are_not_sent(
    account: Account, number: PhoneNumber, conversation: Conversation, bring, send_file
):
    colleague, stranger = factories.user(account), factories.user(factories.account())
    unseen = factories.conversation(number, factories.contact(account), assignee_id=colleague.id)
    hidden = factories.message(unseen, kind="image", content={"media": {"id": "1"}})
    sent = {
        "a colleague's": bring(uploader_id=colleague.id),
        "another company's": bring(account_id=stranger.account_id, uploader_id=stranger.id),
        "a document": bring(kind="document"),
        "from a conversation that is not theirs": bring(uploader_id=None, message_id=hidden.id),
    }
    for whose, media in sent.items():
        with pytest.raises(Refusal) as refusal:
            send_file(conversation, media)
        assert refusal.value.code == "invalid", whose
        db.session.rollback()
    assert send_file(conversation, bring(uploader_id=colleague.id), author=colleague)


def test_what_a_customer_sent_and_what_a_colleague_sent_may_be_sent_on(
    account: Account, conversation: Conversation, bring, send_file
):
    received = factories.message(conversation, kind="image", content={"media": {"id": "1"}})
    assert send_file(conversation, bring(uploader_id=None, message_id=received.id))
    colleague = factories.user(account)
    shown = bring(uploader_id=colleague.id)
    send_file(conversation, shown, author=colleague)
    assert send_file(conversation, shown)


def test_a_header_brings_its_file_too(meta: Meta, agent: User, conversation: Conversation, bring, work_all):
    media = bring()
    content = {
        "body": "Qual?",
        "header": {"type": "image", "media_id": media.id},
        "buttons": [{"id": "a", "title": "Esta"}],
    }
    kind = REGISTRY["buttons"].from_content(content)
    assert kind.check() == []
    messages.send(conversation, kind, author=agent, client_id=uuid4())
    db.session.commit()
    work_all()
    (call,) = meta.calls
    assert call.payload["interactive"]["header"]["image"] == {"id": meta.uploads[0].meta_id}


def test_texts_never_wait_for_files(meta: Meta, agent: User, conversation: Conversation, work):
    messages.send(conversation, Text("Oi"), author=agent, client_id=uuid4())
    db.session.commit()
    work()
    assert meta.bodies == ["Oi"]
