"""Queueing an answer: once per client id, within Meta's limits and the service window."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from chatapp import clock, messages
from chatapp.extensions import db
from chatapp.jobs import SENDING
from chatapp.kinds import MessageStatus, Text
from chatapp.models import Conversation, Direction, Message
from chatapp.refusals import Refusal
from tests import factories
from tests.messages.queues import enqueued


def test_it_is_queued_under_its_author_and_becomes_the_last_message(send, conversation, agent):
    before = clock.whole_second(clock.now())

    message = send(conversation, "Seu pedido saiu para entrega.")

    assert (message.direction, message.status, message.author_id) == (Direction.OUT, MessageStatus.QUEUED, agent.id)
    assert message.content == {"body": "Seu pedido saiu para entrega.", "preview_url": False}
    assert message.sent_at >= before
    assert message.sent_at.microsecond == 0
    assert conversation.last_message_id == message.id
    assert conversation.last_message_at == message.sent_at
    assert conversation.last_message_preview == "Seu pedido saiu para entrega."


def test_an_answer_is_not_unread_and_does_not_open_the_window(send, conversation):
    window, unread = conversation.window_expires_at, conversation.unread_count

    send(conversation)

    assert (conversation.window_expires_at, conversation.unread_count) == (window, unread)


def test_the_dispatcher_is_woken_only_by_a_commit(app, conversation, agent):
    messages.send(conversation, Text("não"), author=agent, client_id=uuid4())
    db.session.rollback()
    assert enqueued(SENDING) == []

    messages.send(conversation, Text("sim"), author=agent, client_id=uuid4())
    assert enqueued(SENDING) == []
    db.session.commit()
    assert enqueued(SENDING) == ["chatapp.messages.delivery.dispatching.dispatch"]


def test_many_messages_wake_it_once(send, conversation):
    for _ in range(5):
        send(conversation)
    assert len(enqueued(SENDING)) == 1


class TestTheSameClientId:
    def test_gives_the_same_message(self, send, conversation):
        client_id = uuid4()
        first = send(conversation, "Oi!", client_id=client_id)
        again = send(conversation, "Oi!", client_id=client_id)
        assert again.id == first.id
        assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 1

    def test_gives_it_even_when_the_window_has_closed_since(self, send, conversation):
        client_id = uuid4()
        first = send(conversation, "Oi!", client_id=client_id)
        conversation.window_expires_at = clock.now() - timedelta(minutes=1)
        db.session.commit()
        assert send(conversation, "Oi!", client_id=client_id).id == first.id

    def test_is_refused_for_other_words(self, send, conversation):
        client_id = uuid4()
        send(conversation, "Oi!", client_id=client_id)
        with pytest.raises(Refusal) as refusal:
            send(conversation, "Tchau!", client_id=client_id)
        assert (refusal.value.code, refusal.value.status) == ("client_id_taken", 409)

    def test_is_refused_for_another_conversation(self, send, conversation, number, account):
        client_id = uuid4()
        send(conversation, "Oi!", client_id=client_id)
        other = factories.conversation(number, factories.contact(account))
        with pytest.raises(Refusal):
            send(other, "Oi!", client_id=client_id)

    def test_is_refused_with_another_quote(self, send, conversation):
        client_id = uuid4()
        quoted = factories.message(conversation)
        send(conversation, "Oi!", client_id=client_id)
        with pytest.raises(Refusal):
            send(conversation, "Oi!", client_id=client_id, quoted=quoted)

    def test_is_another_message_in_another_account(self, send, conversation):
        client_id = uuid4()
        first = send(conversation, "Oi!", client_id=client_id)
        owner = factories.account()
        stranger = factories.user(owner)
        elsewhere = factories.conversation(factories.phone_number(owner), factories.contact(owner))
        second = messages.send(elsewhere, Text("Oi!"), author=stranger, client_id=client_id)
        db.session.commit()
        assert second.id != first.id

    def test_gives_one_message_to_requests_that_race(self, app, conversation, agent):
        client_id, conversation_id, agent_id = uuid4(), conversation.id, agent.id
        start, ids = threading.Barrier(8), []

        def request() -> None:
            with app.app_context():
                where, author = db.session.get(Conversation, conversation_id), db.session.get(type(agent), agent_id)
                start.wait(timeout=10)
                message = messages.send(where, Text("Oi!"), author=author, client_id=client_id)
                db.session.commit()
                ids.append(message.id)

        threads = [threading.Thread(target=request) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)

        assert len(ids) == 8
        assert len(set(ids)) == 1
        assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 1

    def test_tells_requests_that_race_with_other_words_apart(self, app, conversation, agent):
        client_id, conversation_id, agent_id = uuid4(), conversation.id, agent.id
        start, outcomes = threading.Barrier(6), []

        def request(words: str) -> None:
            with app.app_context():
                where, author = db.session.get(Conversation, conversation_id), db.session.get(type(agent), agent_id)
                start.wait(timeout=10)
                try:
                    messages.send(where, Text(words), author=author, client_id=client_id)
                    db.session.commit()
                    outcomes.append(words)
                except Refusal as refusal:
                    db.session.rollback()
                    outcomes.append(refusal.code)

        threads = [threading.Thread(target=request, args=(f"texto {n}",)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)

        assert sorted(outcomes)[:5] == ["client_id_taken"] * 5
        assert db.session.scalars(sa.select(Message)).one().content["body"] == sorted(outcomes)[5]


class TestLimits:
    def test_4096_characters_may_go(self, send, conversation):
        assert send(conversation, "ã" * 4096).id

    def test_one_more_may_not(self, send, conversation):
        with pytest.raises(Refusal) as refusal:
            send(conversation, "ã" * 4097)
        assert (refusal.value.code, refusal.value.status) == ("invalid", 422)
        assert refusal.value.fields == {"body": "At most 4096 characters."}

    @pytest.mark.parametrize("nothing", ["", "  \n "])
    def test_nothing_may_not(self, send, conversation, nothing):
        with pytest.raises(Refusal) as refusal:
            send(conversation, nothing)
        assert list(refusal.value.fields) == ["body"]


class TestTheWindow:
    def test_is_open_to_its_last_minute(self, send, number, account):
        there = factories.conversation(number, factories.contact(account), window=timedelta(minutes=1))
        assert send(there).id

    @pytest.mark.parametrize("window", [timedelta(seconds=-1), None], ids=["expired", "never opened"])
    def test_refuses_once_closed(self, send, number, account, window):
        there = factories.conversation(number, factories.contact(account), window=window)
        with pytest.raises(Refusal) as refusal:
            send(there)
        assert (refusal.value.code, refusal.value.status) == ("window_closed", 409)
        assert "24 hours" in refusal.value.message
        assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 0


class TestResend:
    def failed(self, conversation, **values):
        failure = {"status": MessageStatus.FAILED, "error_code": 131026, "error_detail": "no", "attempts": 4}
        return factories.message(conversation, direction=Direction.OUT, **{**failure, **values})

    def test_queues_a_failed_message_again_as_the_newest(self, app, conversation, agent):
        message = self.failed(conversation, sent_at=factories.seconds_ago(600))
        factories.message(conversation, sent_at=factories.seconds_ago(300))

        messages.resend(message, agent)
        db.session.commit()

        assert message.status is MessageStatus.QUEUED
        assert (message.wamid, message.error_code, message.attempts, message.next_attempt_at) == (None, None, 0, None)
        assert message.sent_at > factories.seconds_ago(5)
        assert conversation.last_message_id == message.id
        assert len(enqueued(SENDING)) == 1

    def test_queues_one_that_was_never_confirmed(self, app, conversation, agent):
        message = self.failed(conversation, status=MessageStatus.UNCONFIRMED, wamid=None)
        messages.resend(message, agent)
        assert message.status is MessageStatus.QUEUED

    def test_waits_while_a_confirmation_may_still_come(self, app, conversation, agent):
        soon = clock.now() + timedelta(seconds=30)
        message = self.failed(conversation, status=MessageStatus.UNCONFIRMED, wamid=None, next_attempt_at=soon)
        with pytest.raises(Refusal) as refusal:
            messages.resend(message, agent)
        assert refusal.value.code == "not_resendable"

    @pytest.mark.parametrize("status", [MessageStatus.QUEUED, MessageStatus.SENDING])
    def test_of_a_message_on_its_way_changes_nothing(self, app, conversation, agent, status):
        message = self.failed(conversation, status=status, wamid=None)
        assert messages.resend(message, agent).status is status
        assert message.attempts == 4

    @pytest.mark.parametrize("status", [MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ])
    def test_refuses_what_has_arrived(self, app, conversation, agent, status):
        message = self.failed(conversation, status=status)
        with pytest.raises(Refusal):
            messages.resend(message, agent)

    def test_refuses_what_the_customer_wrote(self, app, conversation, agent):
        with pytest.raises(Refusal):
            messages.resend(factories.message(conversation), agent)

    def test_respects_the_window(self, app, number, account, agent):
        there = factories.conversation(number, factories.contact(account), window=timedelta(hours=-1))
        message = self.failed(there)
        with pytest.raises(Refusal) as refusal:
            messages.resend(message, agent)
        assert refusal.value.code == "window_closed"
        assert message.status is MessageStatus.FAILED
