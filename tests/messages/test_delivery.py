"""From the queue to Meta and back, by a real worker."""

import random
import threading
import time
from collections import defaultdict
from datetime import timedelta

import sqlalchemy as sa

from chatapp import clock, messages
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.models import ContactIdentity, FailedAttempt, IdentityKind, Message, PhoneNumber
from chatapp.whatsapp.client import GraphClient
from tests import factories
from tests.messages.meta import accepted, answered, refused


def statuses() -> set[MessageStatus]:
    db.session.rollback()
    return set(db.session.scalars(sa.select(Message.status)))


def test_a_message_reaches_meta_and_its_wamid_comes_back(send, work, meta, conversation, number):
    message = send(conversation, "Bom dia!")

    work()

    (call,) = meta.calls
    phone = conversation_phone(conversation)
    assert (call.phone_number_id, call.token) == (number.phone_number_id, "EAAtest")
    assert call.payload == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": f"+{phone}",
        "biz_opaque_callback_data": str(message.client_id),
        "type": "text",
        "text": {"preview_url": False, "body": "Bom dia!"},
    }
    assert message.status is MessageStatus.SENT
    assert message.wamid.startswith("wamid.META")
    assert (message.attempts, message.next_attempt_at, message.error_code) == (1, None, None)


def conversation_phone(conversation) -> str:
    select = sa.select(ContactIdentity.value).where(ContactIdentity.contact_id == conversation.contact_id)
    return db.session.scalar(select.where(ContactIdentity.kind == IdentityKind.WA_ID))


def test_nothing_is_sent_twice_by_a_second_run(send, work, meta, conversation):
    send(conversation)
    work()
    work()
    assert len(meta.calls) == 1


def test_no_transaction_is_open_while_meta_thinks(app, send, work, meta, conversation):
    open_transactions = []
    look = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND now() - xact_start > '0.2 s'"

    def answer(call):
        with app.app_context(), db.engine.connect() as connection:
            time.sleep(0.3)
            open_transactions.append(connection.exec_driver_sql(look).scalar())
        return accepted()

    meta.answer = answer
    send(conversation)
    work()
    assert open_transactions == [0]


class TestTheRecipient:
    def test_a_customer_without_a_phone_is_addressed_by_bsuid(self, send, work, meta, number, account):
        lia = factories.contact(account, wa_id=None, bsuid="BR.1000000000000005")
        send(factories.conversation(number, lia))
        work()
        (call,) = meta.calls
        assert call.payload["recipient"] == "BR.1000000000000005"
        assert "to" not in call.payload

    def test_the_phone_wins_when_both_are_known(self, send, work, meta, number, account):
        both = factories.contact(account, wa_id="5511987654321", bsuid="BR.1")
        send(factories.conversation(number, both))
        work()
        assert meta.calls[0].payload["to"] == "+5511987654321"
        assert "recipient" not in meta.calls[0].payload

    def test_what_meta_calls_the_phone_is_learned_verbatim_and_dialled_next(self, send, work, meta, number, account):
        there = factories.conversation(number, factories.contact(account, wa_id="5541999887766"))
        meta.answers(accepted(wa_id="554199887766"))
        send(there)
        work()
        send(there)
        work()
        assert [call.payload["to"] for call in meta.calls] == ["+5541999887766", "+554199887766"]
        assert db.session.scalars(sa.select(ContactIdentity.value)).all() == ["554199887766"]

    def test_a_bsuid_in_the_answer_is_learned(self, send, work, meta, conversation):
        meta.answers(accepted(user_id="BR.77"))
        send(conversation)
        work()
        select = sa.select(ContactIdentity.value).where(ContactIdentity.kind == IdentityKind.BSUID)
        assert db.session.scalars(select).all() == ["BR.77"]

    def test_a_name_that_somebody_else_bears_stays_theirs(self, send, work, meta, number, account):
        other = factories.contact(account, wa_id="5511911112222")
        there = factories.conversation(number, factories.contact(account, wa_id="5511933334444"))
        meta.answers(accepted(wa_id="5511911112222"))
        message = send(there)
        work()
        assert message.status is MessageStatus.SENT
        select = sa.select(ContactIdentity.contact_id).where(ContactIdentity.value == "5511911112222")
        assert db.session.scalars(select).all() == [other.id]

    def test_nobody_to_send_to_is_a_failure_of_that_message(self, send, work, meta, number, account, conversation):
        nobody = factories.conversation(number, factories.contact(account, wa_id=None))
        lost, fine = send(nobody), send(conversation)
        work()
        assert (lost.status, lost.error_code) == (MessageStatus.FAILED, 131026)
        assert fine.status is MessageStatus.SENT


def test_a_quote_names_the_quoted_message(send, work, meta, conversation):
    question = factories.message(conversation, "Ainda tem?", wamid="wamid.QUESTION")
    send(conversation, "Tem sim.", quoted=question)
    work()
    assert meta.calls[0].payload["context"] == {"message_id": "wamid.QUESTION"}


class TestOrder:
    def test_messages_of_a_conversation_arrive_one_by_one_as_they_were_written(self, send, work, meta, number, account):
        rng = random.Random(7)
        meta.answer = lambda call: accepted(after=rng.uniform(0, 0.04))
        places = [factories.conversation(number, factories.contact(account)) for _ in range(6)]
        for n in range(8):
            for place in places:
                send(place, str(n))

        work()

        heard = defaultdict(list)
        for call in meta.calls:
            heard[call.payload["to"]].append(int(call.body))
        assert len(heard) == 6
        assert all(numbers == list(range(8)) for numbers in heard.values())
        assert statuses() == {MessageStatus.SENT}

    def test_a_message_that_backs_off_holds_back_those_behind_it_and_no_other(
        self, send, work, meta, conversation, number, account, short_pace
    ):
        other = factories.conversation(number, factories.contact(account))
        refusals = iter([refused(131056)])
        meta.answer = lambda call: next(refusals, accepted()) if call.body == "1" else accepted()
        send(conversation, "1")
        send(conversation, "2")
        send(other, "x")

        work()

        assert meta.bodies.index("x") < 2
        assert [body for body in meta.bodies if body != "x"] == ["1", "1", "2"]

    def test_a_failure_does_not_hold_back_those_behind_it(self, send, work, meta, conversation):
        meta.answer = lambda call: refused(131026) if call.body == "1" else accepted()
        first, second = send(conversation, "1"), send(conversation, "2")
        work()
        assert (first.status, second.status) == (MessageStatus.FAILED, MessageStatus.SENT)

    def test_what_is_sent_again_goes_before_what_waits(self, send, work, meta, conversation, agent):
        meta.answers(refused(131026), accepted())
        first = send(conversation, "1")
        work()
        messages.resend(first, agent)
        db.session.commit()
        send(conversation, "2")
        work()
        assert meta.bodies == ["1", "1", "2"]


class TestLanes:
    def test_a_number_that_hangs_does_not_delay_another(self, app, send, work, meta, account, conversation, number):
        """More calls hang than its lane is wide, and they hang until the other number has sent everything."""
        slow, brisk_id = factories.phone_number(account, throughput=20), number.phone_number_id
        app.extensions["graph"] = GraphClient(meta.url, "v26.0", read_timeout=30)
        all_sent, waited = threading.Event(), []

        def answer(call):
            if call.phone_number_id != brisk_id:
                waited.append(all_sent.wait(20))
            elif call.body == "11":
                all_sent.set()
            return accepted()

        meta.answer = answer
        for _ in range(14):
            send(factories.conversation(slow, factories.contact(account)))
        for n in range(12):
            send(conversation, str(n))

        work()

        assert waited == [True] * 14
        assert statuses() == {MessageStatus.SENT}

    def test_a_number_that_always_fails_does_not_delay_another(self, send, work, meta, account, conversation, number):
        failing, fine = factories.phone_number(account), number.phone_number_id
        places = [factories.conversation(failing, factories.contact(account)) for _ in range(20)]
        meta.answer = lambda call: accepted() if call.phone_number_id == fine else answered(500, "<html>Sorry</html>")
        lost = [send(place) for place in places]
        sent = [send(conversation, str(n)) for n in range(5)]

        work()

        assert {message.status for message in sent} == {MessageStatus.SENT}
        assert {message.status for message in lost} == {MessageStatus.UNCONFIRMED}
        # The healthy one did not stand behind the twenty.
        assert meta.bodies.index("0") < len(meta.calls) - 10
        assert len(meta.calls) == 25

    def test_a_number_without_a_readable_token_harms_no_other(self, send, work, meta, account, conversation):
        broken = factories.phone_number(account)
        lost = send(factories.conversation(broken, factories.contact(account)))
        db.session.execute(
            sa.text("UPDATE phone_numbers SET access_token = 'gone:AAAA' WHERE id = :id"), {"id": broken.id}
        )
        fine = send(conversation)
        work()
        assert (lost.status, lost.error_code) == (MessageStatus.FAILED, 190)
        assert fine.status is MessageStatus.SENT


class TestAlarms:
    def test_a_refused_token_fails_the_message_and_rings(self, send, work, meta, conversation, number):
        meta.answers(refused(190, http=401, error_subcode=463))
        message = send(conversation)
        work()
        db.session.refresh(number)
        assert (message.status, message.error_code) == (MessageStatus.FAILED, 190)
        assert number.alarm_code == 190
        assert number.alarm_at is not None

    def test_the_next_success_ends_it(self, send, work, meta, conversation, number):
        meta.answers(refused(190, http=401), accepted())
        send(conversation)
        work()
        send(conversation)
        work()
        db.session.refresh(number)
        assert (number.alarm_code, number.alarm_at) == (None, None)

    def test_a_new_token_is_used_at_once(self, send, work, meta, conversation, number):
        send(conversation)
        work()
        db.session.get(PhoneNumber, number.id).access_token = "EAAnew"
        db.session.commit()
        send(conversation)
        work()
        assert [call.token for call in meta.calls] == ["EAAtest", "EAAnew"]


def test_131047_shuts_the_window_whatever_we_had_computed(send, work, meta, conversation):
    assert conversation.window_state == "open"
    meta.answers(refused(131047))
    message = send(conversation)
    work()
    db.session.refresh(conversation)
    assert (message.status, message.error_code) == (MessageStatus.FAILED, 131047)
    assert conversation.window_state == "closed"


def test_131047_does_not_shut_a_window_that_the_customer_opened_meanwhile(send, work, meta, conversation):
    meta.answers(refused(131047))
    send(conversation)
    conversation.last_inbound_at = clock.now() + timedelta(seconds=30)
    db.session.commit()
    work()
    db.session.refresh(conversation)
    assert conversation.window_state == "open"


def test_what_a_webhook_knew_first_is_not_taken_back(app, send, work, meta, conversation):
    message = send(conversation)
    message_id = message.id

    def answer(call):
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(
                sa.text("UPDATE messages SET status = 70, wamid = 'wamid.EARLY' WHERE id = :id"), {"id": message_id}
            )
        return accepted()

    meta.answer = answer
    work()
    db.session.refresh(message)
    assert (message.status, message.wamid) == (MessageStatus.READ, "wamid.EARLY")


def test_two_messages_that_meta_gives_one_wamid_are_both_recorded(send, work, meta, number, account):
    meta.answers(answered(200, '{"messages": [{"id": "wamid.SAME"}]}'))
    for _ in range(3):
        send(factories.conversation(number, factories.contact(account)))
    work()
    assert statuses() == {MessageStatus.SENT}
    assert sorted(db.session.scalars(sa.select(Message.wamid)), key=str) == [None, None, "wamid.SAME"]


def test_failed_attempts_are_kept(send, work, meta, conversation):
    meta.answers(refused(131056), accepted())
    message = send(conversation)
    work()
    assert message.status is MessageStatus.SENT
    attempt = db.session.scalars(sa.select(FailedAttempt)).one()
    assert (attempt.message_id, attempt.code) == (message.id, 131056)
    assert "no" in attempt.detail


def test_a_crowd_is_served_once_each(send, work, meta, number, account):
    number.throughput = 1000
    db.session.commit()
    for n in range(40):
        send(factories.conversation(number, factories.contact(account)), str(n))
    work()
    assert sorted(int(body) for body in meta.bodies) == list(range(40))
    assert statuses() == {MessageStatus.SENT}
