"""What became of what we sent: by wamid, by client id, before and after we know either."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.messages import statuses
from chatapp.models import ContactIdentity, Conversation, Direction, Message, MessageEvent
from tests import factories
from tests.inbound import meta, worker

NOON = datetime.fromtimestamp(meta.NOON, UTC)
ANA = "5511987654321"


@pytest.fixture
def conversation(account, number) -> Conversation:
    return factories.conversation(number, factories.contact(account, wa_id=ANA))


@pytest.fixture
def outgoing(conversation):
    def outgoing(status: MessageStatus = MessageStatus.SENT, **values) -> Message:
        return factories.message(conversation, direction=Direction.OUT, status=status, **values)

    return outgoing


def events(wamid: str) -> dict[str, int | None]:
    rows = db.session.scalars(sa.select(MessageEvent).filter_by(wamid=wamid))
    return {row.status.name: row.message_id for row in rows}


def test_each_report_is_kept_with_its_time(number, outgoing, arrive):
    message = outgoing(wamid="O")
    arrive(
        *(meta.statuses(number, meta.status("O", name, at=at)) for at, name in enumerate(("sent", "read", "played")))
    )

    assert message.status is MessageStatus.PLAYED
    times = db.session.scalars(sa.select(MessageEvent.occurred_at).order_by(MessageEvent.status))
    assert list(times) == [NOON + timedelta(seconds=s) for s in range(3)]


def test_a_failure_says_why_unless_the_customer_has_it_after_all(number, outgoing, arrive):
    message = outgoing(wamid="O")
    errors = [{"code": 131026, "title": "Message undeliverable", "error_data": {"details": "Not on WhatsApp"}}]

    arrive(meta.statuses(number, meta.status("O", "failed", errors=errors)))
    assert (message.status, message.error_code) == (MessageStatus.FAILED, 131026)
    assert message.error_detail == "Not on WhatsApp"

    arrive(meta.statuses(number, meta.status("O", "delivered", at=1)))
    assert (message.status, message.error_code, message.error_detail) == (MessageStatus.DELIVERED, None, None)


def test_the_first_price_counts(number, outgoing, arrive):
    message = outgoing(wamid="O")
    arrive(meta.statuses(number, meta.status("O", "sent")))
    assert message.pricing is None

    free = {"type": "free_customer_service", "category": "service"}
    arrive(meta.statuses(number, meta.status("O", "delivered", pricing=free)))
    arrive(meta.statuses(number, meta.status("O", "read", pricing={"type": "regular", "category": "service"})))
    assert message.pricing == free


@pytest.mark.parametrize("status", [MessageStatus.SENDING, MessageStatus.UNCONFIRMED])
def test_our_own_id_settles_what_was_never_confirmed(number, outgoing, arrive, status):
    message = outgoing(status, wamid=None, error_code=-1, error_detail="no answer")

    arrive(meta.statuses(number, meta.status("O", "sent", biz_opaque_callback_data=str(message.client_id))))

    assert (message.status, message.wamid) == (MessageStatus.SENT, "O")
    assert (message.error_code, message.error_detail) == (None, None)
    arrive(meta.statuses(number, meta.status("O", "read")))
    assert message.status is MessageStatus.READ


@pytest.mark.parametrize(
    "data", ["some data", "", "not-a-uuid", "9f0c1d2e-0000-4000-8000-000000000000", "{}", "x" * 512]
)
def test_what_other_software_puts_there_leads_nowhere(number, outgoing, arrive, data):
    message = outgoing(MessageStatus.SENDING, wamid=None)

    (event,) = arrive(meta.statuses(number, meta.status("O", "sent", biz_opaque_callback_data=data)))

    assert event.error is None
    assert (message.status, message.wamid) == (MessageStatus.SENDING, None)
    assert events("O") == {"SENT": None}


def test_our_id_means_nothing_on_another_number(account, outgoing, arrive):
    message = outgoing(MessageStatus.SENDING, wamid=None)
    other = factories.phone_number(account)

    arrive(meta.statuses(other, meta.status("O", "sent", biz_opaque_callback_data=str(message.client_id))))

    assert message.status is MessageStatus.SENDING


def test_a_report_waits_until_its_message_is_known(number, outgoing, arrive):
    message = outgoing(MessageStatus.SENDING, wamid=None)
    arrive(meta.statuses(number, meta.status("O", "delivered")))
    assert message.status is MessageStatus.SENDING

    message.wamid = "O"
    db.session.flush()
    changed = statuses.adopt_waiting_statuses([message.id])
    db.session.commit()

    assert changed == [message.id]
    assert message.status is MessageStatus.DELIVERED
    assert events("O") == {"DELIVERED": message.id}
    assert statuses.adopt_waiting_statuses([message.id]) == []


def test_the_sweep_finds_a_report_that_crossed_its_message(app, number, outgoing, arrive):
    arrive(meta.statuses(number, meta.status("O", "read"), meta.status("never ours", "read")))
    message = outgoing(wamid="O")

    statuses.adopt_orphans.wake()
    worker.work(app)
    db.session.expire_all()

    assert message.status is MessageStatus.READ
    assert events("never ours") == {"READ": None}


class TestSentAgain:
    """A failed message that an agent sends again has no wamid until Meta gives it a second one."""

    @pytest.fixture
    def again(self, number, outgoing, arrive) -> Message:
        message = outgoing(wamid="first")
        arrive(meta.statuses(number, self.report(message, "first", "failed", errors=[{"code": 131026}])))
        assert message.status is MessageStatus.FAILED
        message.wamid, message.status, message.error_code = None, MessageStatus.QUEUED, None
        db.session.commit()
        return message

    def report(self, message: Message, wamid: str, name: str, **more: object) -> dict:
        return meta.status(wamid, name, biz_opaque_callback_data=str(message.client_id), **more)

    def test_old_news_of_the_first_attempt_does_not_touch_it(self, number, again, arrive):
        failed = self.report(again, "first", "failed", errors=[{"code": 131026}])
        arrive(meta.statuses(number, failed, self.report(again, "first", "sent")))

        assert (again.status, again.wamid, again.error_code) == (MessageStatus.QUEUED, None, None)

    def test_unless_the_customer_has_it_after_all(self, number, again, arrive):
        arrive(meta.statuses(number, self.report(again, "first", "read")))

        assert (again.status, again.wamid) == (MessageStatus.READ, "first")

    def test_news_of_the_second_attempt_counts(self, number, again, arrive):
        arrive(meta.statuses(number, self.report(again, "second", "sent")))

        assert (again.status, again.wamid) == (MessageStatus.SENT, "second")


class TestRecipients:
    """Statuses tell how Meta calls those whom we wrote to."""

    def names(self, conversation: Conversation) -> dict[str, str]:
        rows = db.session.scalars(sa.select(ContactIdentity).filter_by(contact_id=conversation.contact_id))
        return {row.kind.value: row.value for row in rows}

    def test_a_bsuid_is_learned_and_found_again_when_the_phone_is_hidden(self, number, conversation, outgoing, arrive):
        outgoing(wamid="O")
        arrive(meta.statuses(number, meta.status("O", "sent", recipient_user_id="BR.1")))
        assert self.names(conversation)["BSUID"] == "BR.1"

        arrive(meta.messages(number, meta.text("Oi", None, bsuid="BR.1", wamid="hidden")))
        assert db.session.scalars(sa.select(Message).filter_by(wamid="hidden")).one().conversation_id == conversation.id

    def test_another_persons_name_is_not_taken_over(self, account, number, conversation, outgoing, arrive):
        eva = factories.contact(account, wa_id=None, bsuid="BR.2")
        outgoing(wamid="O")

        arrive(meta.statuses(number, meta.status("O", "sent", recipient_user_id="BR.2")))

        assert "BSUID" not in self.names(conversation)
        assert db.session.scalars(sa.select(ContactIdentity.contact_id).filter_by(value="BR.2")).one() == eva.id

    def test_a_status_of_nobody_we_know_makes_nobody(self, number, conversation, arrive):
        arrive(meta.statuses(number, meta.status("unknown", "sent", wa_id="5521999990000")))

        assert db.session.scalar(sa.select(sa.func.count()).select_from(ContactIdentity)) == 1
