"""Messages that Meta may or may not have: never repeated blindly, settled by a status, at last by the policy."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.messages import failures
from chatapp.messages.delivery import dispatch, recording
from chatapp.messages.delivery.attempts import Answer
from chatapp.models import Direction, FailedAttempt, Message, UnconfirmedPolicy
from chatapp.whatsapp.client import SendReceipt
from chatapp.whatsapp.errors import NOT_CONFIRMED
from tests import factories
from tests.messages.meta import accepted, answered, hangs, reset_midway
from tests.messages.statuses import report
from tests.messages.test_attempts import DELIVERY

UNCONFIRMED = MessageStatus.UNCONFIRMED
BROKEN = [
    pytest.param(hangs(3), id="no answer in time"),
    pytest.param(reset_midway, id="reset in the middle of it"),
    pytest.param(answered(200, "{garbage"), id="garbage"),
]


@pytest.fixture
def retrying(number):
    number.unconfirmed_policy = UnconfirmedPolicy.RETRY
    db.session.commit()


def sweep(work):
    """What the schedule does every few seconds."""
    dispatch.wake()
    work()
    db.session.rollback()


def grace_is_over(message):
    db.session.execute(
        sa.update(Message)
        .where(Message.id == message.id)
        .values(next_attempt_at=clock.now() - timedelta(seconds=1), claimed_at=clock.now() - timedelta(seconds=61))
    )
    db.session.commit()


@pytest.mark.parametrize("reply", BROKEN)
def test_a_broken_answer_leaves_it_unconfirmed_and_is_not_repeated(send, work, meta, conversation, reply):
    meta.answers(reply)
    message = send(conversation)

    work()
    sweep(work)

    assert (message.status, message.error_code) == (UNCONFIRMED, NOT_CONFIRMED)
    assert message.next_attempt_at == message.claimed_at + timedelta(seconds=60)
    assert len(meta.calls) == 1
    assert failures.of(message) is None
    assert "confirm" in failures.waiting(message).words
    assert db.session.scalars(sa.select(FailedAttempt.code)).all() == [NOT_CONFIRMED]


def test_within_the_grace_it_holds_back_what_follows_in_its_conversation_only(
    send, work, meta, conversation, number, account
):
    meta.answer = lambda call: reset_midway if call.body == "1" else accepted()
    send(conversation, "1")
    send(conversation, "2")
    send(factories.conversation(number, factories.contact(account)), "x")
    work()
    assert sorted(meta.bodies) == ["1", "x"]


def test_a_status_with_our_client_id_settles_it_and_frees_what_waits(send, work, meta, conversation):
    meta.answer = lambda call: reset_midway if call.body == "1" else accepted()
    first, second = send(conversation, "1"), send(conversation, "2")
    work()
    assert first.status is UNCONFIRMED

    report(first, "wamid.SETTLED", MessageStatus.SENT)
    sweep(work)

    assert (first.status, first.wamid) == (MessageStatus.SENT, "wamid.SETTLED")
    assert failures.of(first) is None
    assert failures.waiting(first) is None
    assert second.status is MessageStatus.SENT
    assert meta.bodies == ["1", "2"]


class TestAsk:
    def test_after_the_grace_a_person_is_asked_and_nothing_waits_any_more(self, send, work, meta, conversation):
        meta.answer = lambda call: reset_midway if call.body == "1" else accepted()
        first, second = send(conversation, "1"), send(conversation, "2")
        work()
        grace_is_over(first)

        sweep(work)

        assert (first.status, first.next_attempt_at) == (UNCONFIRMED, None)
        assert second.status is MessageStatus.SENT
        assert meta.bodies == ["1", "2"]
        failure = failures.of(first)
        assert (failure.code, failure.can_resend) == (NOT_CONFIRMED, True)

    def test_a_status_settles_it_even_then(self, send, work, meta, conversation):
        meta.answers(reset_midway)
        message = send(conversation)
        work()
        grace_is_over(message)
        sweep(work)
        report(message, "wamid.LATE", MessageStatus.DELIVERED)
        assert (message.status, message.wamid) == (MessageStatus.DELIVERED, "wamid.LATE")
        assert failures.of(message) is None


class TestRetry:
    def test_after_the_grace_it_is_sent_again(self, send, work, meta, conversation, retrying):
        meta.answers(reset_midway, accepted())
        message = send(conversation)
        work()
        grace_is_over(message)

        sweep(work)

        assert message.status is MessageStatus.SENT
        assert (message.attempts, len(meta.calls)) == (2, 2)

    def test_not_while_the_grace_lasts(self, send, work, meta, conversation, retrying):
        meta.answers(reset_midway, accepted())
        message = send(conversation)
        work()
        sweep(work)
        assert message.status is UNCONFIRMED
        assert len(meta.calls) == 1

    def test_not_for_ever(self, send, work, meta, conversation, retrying):
        meta.answers(reset_midway)
        message = send(conversation)
        work()
        for _ in range(4):
            if message.next_attempt_at:
                grace_is_over(message)
            sweep(work)
        assert (message.status, message.next_attempt_at) == (UNCONFIRMED, None)
        assert len(meta.calls) == 3
        assert failures.of(message) is not None

    def test_with_a_short_grace_one_run_does_it_all(self, send, work, meta, conversation, retrying, grace):
        grace(1)
        meta.answers(reset_midway, accepted())
        message = send(conversation)
        work()
        assert message.status is MessageStatus.SENT
        assert len(meta.calls) == 2


class TestOrphans:
    def left_sending(self, conversation, **values):
        """A row as a killed dispatcher leaves it."""
        left = {"status": MessageStatus.SENDING, "wamid": None, "attempts": 1, "claimed_at": clock.now()}
        return factories.message(conversation, direction=Direction.OUT, **{**left, **values})

    def test_what_the_dead_left_is_in_doubt_and_not_sent_again(self, work, meta, conversation):
        message = self.left_sending(conversation)
        sweep(work)
        assert (message.status, message.error_code) == (UNCONFIRMED, NOT_CONFIRMED)
        assert message.next_attempt_at > clock.now() + timedelta(seconds=50)
        assert meta.calls == []
        assert "ended" in db.session.scalars(sa.select(FailedAttempt.detail)).one()

    def test_after_a_long_silence_meta_s_webhooks_are_awaited_first(self, work, meta, conversation, retrying):
        message = self.left_sending(conversation, claimed_at=factories.seconds_ago(3600))
        sweep(work)
        assert message.status == UNCONFIRMED
        assert message.next_attempt_at > clock.now() + timedelta(seconds=50)
        assert meta.calls == []

    def test_a_late_answer_of_the_dead_still_counts(self, app, work, meta, conversation):
        """Two dispatchers can overlap for a moment when a connection to PostgreSQL breaks."""
        message = self.left_sending(conversation)
        sweep(work)
        delivery = _delivery(message)
        recording.record([Answer(delivery, MessageStatus.SENT, SendReceipt("wamid.LATE"))], timedelta(seconds=60))
        db.session.commit()
        assert (message.status, message.wamid) == (MessageStatus.SENT, "wamid.LATE")

    def test_a_late_refusal_of_an_earlier_claim_does_not_touch_the_present_one(self, app, meta, conversation):
        message = self.left_sending(conversation)
        delivery = _delivery(message, claimed_at=factories.seconds_ago(300))
        recording.record([Answer(delivery, MessageStatus.FAILED, code=131026)], timedelta(seconds=60))
        db.session.commit()
        assert message.status is MessageStatus.SENDING


def _delivery(message, **changes):
    return replace(
        DELIVERY,
        message_id=message.id,
        account_id=message.account_id,
        number_id=message.number_id,
        conversation_id=message.conversation_id,
        **{"claimed_at": message.claimed_at, **changes},
    )
