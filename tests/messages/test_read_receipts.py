"""Blue ticks and "typing..." for the customer, as the number's policy has it."""

from datetime import timedelta

import pytest

from chatapp.extensions import connect_redis, db, redis
from chatapp.jobs import DEFAULT
from chatapp.messages import read_receipts
from chatapp.models import ReadReceipts
from tests import factories
from tests.messages.meta import answered, refused
from tests.messages.queues import enqueued

OK = answered(200, '{"success": true}')
ON_OPEN, ON_REPLY, NEVER = ReadReceipts


@pytest.fixture
def meta(meta):
    meta.answers(OK)
    return meta


@pytest.fixture
def work_default(work_default):
    """A receipt leaves when the request has committed."""

    def commit_and_work():
        db.session.commit()
        work_default()

    return commit_and_work


@pytest.fixture
def policy(number):
    def choose(policy: ReadReceipts) -> None:
        number.read_receipts = policy
        db.session.commit()

    return choose


def read(call) -> str:
    assert call.payload["status"] == "read"
    return call.payload["message_id"]


def test_opening_marks_the_latest_message_read(app, work_default, meta, conversation, number):
    read_receipts.opened(conversation)
    work_default()
    (call,) = meta.calls
    assert call.payload == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": conversation.last_inbound_wamid,
    }
    assert (call.phone_number_id, call.token) == (number.phone_number_id, "EAAtest")


def test_each_message_is_marked_once(app, work_default, meta, conversation):
    for _ in range(3):
        read_receipts.opened(conversation)
        work_default()
    conversation.last_inbound_wamid = "wamid.NEWER"
    db.session.commit()
    read_receipts.opened(conversation)
    work_default()
    assert [read(call) for call in meta.calls][1:] == ["wamid.NEWER"]


def test_what_came_after_the_last_message_on_the_screen_is_not_marked(app, work_default, meta, conversation):
    seen = factories.message(conversation, sent_at=factories.seconds_ago(60))
    call = factories.message(conversation, sent_at=factories.seconds_ago(30), kind="call", content={})
    conversation.last_inbound_wamid = factories.message(conversation).wamid
    db.session.commit()
    read_receipts.opened(conversation, up_to=call)
    work_default()
    assert [read(call) for call in meta.calls] == [seen.wamid]


def test_nor_is_what_comes_before_meta_is_told(app, work_default, meta, conversation):
    seen = conversation.last_inbound_wamid
    read_receipts.opened(conversation)
    db.session.commit()
    conversation.last_inbound_wamid = "wamid.NEWER"
    work_default()
    assert [read(call) for call in meta.calls] == [seen]


@pytest.mark.parametrize(
    ("chosen", "on_open", "on_reply"), [(ON_OPEN, 1, 1), (ON_REPLY, 0, 1), (NEVER, 0, 0)], ids=lambda value: str(value)
)
def test_the_policy_decides(app, work_default, meta, conversation, policy, send, chosen, on_open, on_reply):
    policy(chosen)
    read_receipts.opened(conversation)
    work_default()
    assert len(meta.calls) == on_open
    send(conversation)
    work_default()
    assert len(meta.calls) == on_reply


def test_a_customer_who_never_wrote_has_nothing_to_be_marked(app, work_default, meta, number, account):
    read_receipts.opened(factories.conversation(number, factories.contact(account), window=None))
    work_default()
    assert meta.calls == []


@pytest.mark.parametrize("reply", [refused(131009), refused(190, http=401), answered(500, "<html>")])
def test_a_failure_disturbs_nobody_and_is_tried_at_the_next_opening(app, work_default, meta, conversation, reply):
    meta.answers(reply, OK)
    read_receipts.opened(conversation)
    work_default()
    read_receipts.opened(conversation)
    work_default()
    assert len(meta.calls) == 2


def test_a_rollback_marks_nothing(app, work_default, meta, conversation):
    read_receipts.opened(conversation)
    db.session.rollback()
    assert enqueued(DEFAULT) == []
    read_receipts.opened(conversation)
    db.session.commit()
    assert enqueued(DEFAULT) == ["chatapp.messages.read_receipts.mark_read"]


def test_without_redis_nothing_happens_and_nothing_breaks(app, conversation, send):
    there, redis.client = redis.client, connect_redis("redis://127.0.0.1:1/0")
    try:
        read_receipts.opened(conversation)
        read_receipts.typing(conversation)
        db.session.commit()
        assert send(conversation).id
    finally:
        redis.client = there


class TestTyping:
    def test_shows_the_indicator(self, app, work_default, meta, conversation):
        read_receipts.typing(conversation)
        work_default()
        (call,) = meta.calls
        assert call.payload["typing_indicator"] == {"type": "text"}
        assert read(call) == conversation.last_inbound_wamid

    def test_at_most_once_in_twenty_seconds(self, app, work_default, meta, conversation):
        for _ in range(4):
            read_receipts.typing(conversation)
        work_default()
        assert len(meta.calls) == 1
        assert 15 < redis.client.ttl(f"typing:{conversation.id}") <= 20

    def test_not_when_the_window_is_shut(self, app, work_default, meta, number, account):
        shut = factories.conversation(number, factories.contact(account), window=timedelta(hours=-1))
        read_receipts.typing(shut)
        work_default()
        assert meta.calls == []

    @pytest.mark.parametrize("chosen", [ON_REPLY, NEVER])
    def test_not_where_it_would_give_away_that_we_have_read(
        self, app, work_default, meta, conversation, policy, chosen
    ):
        policy(chosen)
        read_receipts.typing(conversation)
        work_default()
        assert meta.calls == []
