"""What a bubble says when its message has not left."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from chatapp import clock
from chatapp.kinds import MessageStatus
from chatapp.messages import failures
from chatapp.models import Direction
from tests import factories


@pytest.fixture
def outgoing(conversation):
    return lambda status, **values: factories.message(
        conversation, direction=Direction.OUT, status=status, wamid=None, **values
    )


def soon():
    return clock.now() + timedelta(seconds=30)


@pytest.mark.parametrize(
    ("code", "words"),
    [(131026, "WhatsApp"), (190, "administrator"), (131047, "24 hours"), (-2, ""), (404, ""), (None, "")],
)
def test_a_failure_says_what_happened_and_what_to_do(app, outgoing, code, words):
    failure = failures.of(outgoing(MessageStatus.FAILED, error_code=code))
    assert failure.code == code
    assert words in failure.words
    assert failure.happened != failure.cure
    assert failure.can_resend


def test_a_bare_http_refusal_is_judged_by_its_status(app, outgoing):
    throttled = failures.of(outgoing(MessageStatus.FAILED, error_code=429))
    assert throttled.happened == failures.of(outgoing(MessageStatus.FAILED, error_code=130429)).happened


def test_what_was_never_confirmed_is_a_failure_once_nobody_waits_for_it(app, outgoing):
    failure = failures.of(outgoing(MessageStatus.UNCONFIRMED, next_attempt_at=None))
    assert failure.code == -1
    assert failure.can_resend


@pytest.mark.parametrize(
    "status", [s for s in MessageStatus if s not in (MessageStatus.FAILED, MessageStatus.UNCONFIRMED)]
)
def test_no_other_status_is_a_failure(app, outgoing, status):
    assert failures.of(outgoing(status, error_code=131026)) is None


def test_the_customer_s_messages_never_fail(app, conversation):
    assert failures.of(factories.message(conversation, status=MessageStatus.FAILED)) is None


class TestWaiting:
    def test_for_a_confirmation(self, app, outgoing):
        waiting = failures.waiting(outgoing(MessageStatus.UNCONFIRMED, next_attempt_at=soon()))
        assert "confirm" in waiting.words

    def test_for_the_next_attempt(self, app, outgoing):
        at = soon()
        waiting = failures.waiting(outgoing(MessageStatus.QUEUED, error_code=131000, next_attempt_at=at))
        assert waiting.until == at
        assert "again" in waiting.words

    def test_for_its_turn_with_this_customer(self, app, outgoing):
        waiting = failures.waiting(outgoing(MessageStatus.QUEUED, next_attempt_at=soon()))
        assert "six seconds" in waiting.words

    @pytest.mark.parametrize("status", MessageStatus)
    def test_for_nothing(self, app, outgoing, status):
        past = clock.now() - timedelta(seconds=1)
        assert failures.waiting(outgoing(status)) is None
        assert failures.waiting(outgoing(status, next_attempt_at=past)) is None

    def test_is_over_once_it_was_sent(self, app, outgoing):
        assert failures.waiting(outgoing(MessageStatus.SENT, next_attempt_at=soon())) is None


def test_words_follow_the_reader_s_language(app, outgoing):
    failure = failures.of(outgoing(MessageStatus.FAILED, error_code=131026))
    with force_locale("en"):
        english = failure.words
    assert english == f"{failure.happened} {failure.cure}"


def test_what_would_only_be_refused_again_is_not_offered(app, outgoing):
    opted_out = outgoing(MessageStatus.FAILED, error_code=131050)
    assert not failures.of(opted_out).can_resend
