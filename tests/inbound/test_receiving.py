"""A customer writes: a message, a contact, a conversation and its counters come to be, exactly once."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.models import Contact, Conversation, ConversationStatus, Direction, Message
from tests import factories
from tests.inbound import meta

NOON = datetime.fromtimestamp(meta.NOON, UTC)
ANA = "5511987654321"


def the_conversation() -> Conversation:
    return db.session.scalars(sa.select(Conversation)).one()


def message(wamid: str) -> Message:
    return db.session.scalars(sa.select(Message).filter_by(wamid=wamid)).one()


def test_a_text_becomes_a_message_of_a_new_conversation(number, arrive):
    (event,) = arrive(meta.messages(number, meta.text("Bom dia!", wamid="wamid.A"), contacts=[meta.contact()]))

    said = message("wamid.A")
    conversation = the_conversation()
    assert (said.kind, said.content["body"], said.conversation_id) == ("text", "Bom dia!", conversation.id)
    assert (said.direction, said.status, said.sent_at) == (Direction.IN, MessageStatus.RECEIVED, NOON)
    assert (conversation.number_id, conversation.unread_count) == (number.id, 1)
    assert (conversation.last_message_id, conversation.last_message_at) == (said.id, NOON)
    assert conversation.last_message_preview == "Bom dia!"
    assert conversation.window_expires_at == NOON + timedelta(hours=24)
    assert (conversation.last_inbound_wamid, conversation.last_inbound_at) == ("wamid.A", NOON)
    assert db.session.get(Contact, conversation.contact_id).profile_name == "Ana"
    assert event.processed_at is not None
    assert (event.error, event.faults) == (None, None)


def test_every_message_of_every_change_of_every_entry_arrives(account, number, arrive):
    other = factories.phone_number(account)
    entries = [
        meta.change(n, messages=[meta.text(f"{n.id}.{c}.{i}", f"551190000000{i}") for i in range(3)])
        for n in (number, other)
        for c in range(2)
    ]
    arrive(meta.body(*entries[:3]), meta.body(entries[3]))

    assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 12
    assert sorted(db.session.scalars(sa.select(Conversation.unread_count))) == [2] * 6
    assert db.session.scalar(sa.select(sa.func.count(Contact.id))) == 3, "one customer of both numbers is one contact"


def test_a_redelivered_message_changes_nothing(number, arrive):
    body = meta.messages(number, meta.text("Oi"), contacts=[meta.contact()])
    arrive(body, body)
    the_conversation().unread_count = 0
    db.session.commit()
    before = the_conversation().changed_at

    (event,) = arrive(body)

    assert (the_conversation().unread_count, the_conversation().changed_at) == (0, before)
    assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 1
    assert event.processed_at is not None


def test_unread_counts_add_up_exactly(number, arrive):
    bodies = [
        meta.messages(number, *(meta.text("Oi", f"551190000{c:04d}", wamid=f"{c}.{n}") for n in range(c)))
        for c in range(1, 20)
    ]
    arrive(*bodies, *bodies[::2])

    counts = dict(db.session.execute(sa.select(Conversation.id, Conversation.unread_count)).all())
    inbound = sa.select(Message.conversation_id, sa.func.count()).group_by(Message.conversation_id)
    assert counts == dict(db.session.execute(inbound).all())
    assert sum(counts.values()) == sum(range(1, 20))


def test_ids_follow_metas_time_within_a_batch(number, arrive):
    arrive(*(meta.messages(number, meta.text(str(at), at=at)) for at in (5, 1, 3, 1)))

    said = db.session.scalars(sa.select(Message).order_by(Message.id)).all()
    assert [one.content["body"] for one in said] == ["1", "1", "3", "5"]
    assert [one.sent_at for one in said] == sorted(one.sent_at for one in said)


def test_ids_follow_the_order_of_arrival_within_a_second(number, arrive):
    texts = [str(n) for n in range(20)]
    arrive(*(meta.messages(number, meta.text(text)) for text in texts))
    written = db.session.scalars(sa.select(Message).order_by(Message.sent_at, Message.id))
    assert [message.content["body"] for message in written] == texts


def test_an_old_message_that_comes_late_is_unread_and_not_the_last(number, arrive):
    arrive(meta.messages(number, meta.text("new", at=60, wamid="new")))
    arrive(meta.messages(number, meta.text("old", at=0, wamid="old")))

    conversation = the_conversation()
    assert conversation.unread_count == 2
    assert (conversation.last_message_id, conversation.last_message_preview) == (message("new").id, "new")
    assert conversation.last_inbound_wamid == "new"
    assert conversation.window_expires_at == NOON + timedelta(hours=24, seconds=60)


@pytest.mark.parametrize(
    ("status", "snoozed", "expected"),
    [
        (ConversationStatus.RESOLVED, None, ConversationStatus.OPEN),
        (ConversationStatus.CLOSED, None, ConversationStatus.OPEN),
        (ConversationStatus.OPEN, NOON + timedelta(days=3), ConversationStatus.OPEN),
        (ConversationStatus.PENDING, NOON + timedelta(days=3), ConversationStatus.OPEN),
        (ConversationStatus.PENDING, None, ConversationStatus.PENDING),
    ],
)
def test_a_customer_who_writes_wakes_the_conversation(account, number, arrive, status, snoozed, expected):
    ana = factories.contact(account, wa_id=ANA)
    conversation = factories.conversation(number, ana, status=status, snoozed_until=snoozed)

    arrive(meta.messages(number, meta.reaction("wamid.unknown", "👍")))
    assert (conversation.status, conversation.snoozed_until, conversation.unread_count) == (status, snoozed, 0)

    arrive(meta.messages(number, meta.text("Oi")))
    assert (conversation.status, conversation.snoozed_until, conversation.unread_count) == (expected, None, 1)


def test_a_reaction_never_opens_a_conversation(number, arrive):
    arrive(meta.messages(number, meta.reaction("wamid.unknown", "👍")))

    assert db.session.scalar(sa.select(sa.func.count(Conversation.id))) == 0


def test_what_whatsapp_hides_is_unread_but_opens_no_window(number, arrive):
    hidden = {"errors": [{"code": 131051}], "unsupported": {"type": "poll_creation"}}
    arrive(meta.messages(number, meta.message(type="unsupported", **hidden)))

    assert (the_conversation().unread_count, the_conversation().window_expires_at) == (1, None)


def test_what_surrounds_a_message_is_kept_with_it(number, arrive):
    ad = {"source_url": "https://fb.me/1", "source_type": "ad", "source_id": "1", "headline": "Café"}
    forwarded = meta.text("Vi o anúncio", wamid="A") | {"referral": ad, "context": {"frequently_forwarded": True}}
    arrive(meta.messages(number, forwarded))

    content = message("A").content
    assert (content["body"], content["referral"]) == ("Vi o anúncio", ad)
    assert content["forwarded"] is True
    assert content["forwarded_often"] is True
    assert message("A").says.body == "Vi o anúncio"


def test_a_quote_is_of_the_same_conversation_or_of_none(number, arrive):
    arrive(meta.messages(number, meta.text("segredo", "5521999990000", wamid="theirs")))
    arrive(meta.messages(number, meta.text("quero isto", wamid="mine", quotes="theirs")))

    assert (message("mine").quoted_wamid, message("mine").quoted_id) == ("theirs", None)


def test_characters_that_postgresql_refuses_cost_themselves_only(number, arrive):
    body = meta.messages(number, meta.text("a\0b \ud83d c", wamid="A"), contacts=[meta.contact(name="A\0na")])
    arrive(body)

    assert message("A").content["body"] == "a\ufffdb \ufffd c"


class TestEchoes:
    """The company's own phone, on the same number (coexistence)."""

    def test_what_it_writes_is_ours_and_not_unread(self, number, arrive):
        item = meta.text("Posso ajudar?", None, wamid="E") | {"from": "551140000000", "to": ANA}
        arrive(meta.echoes(number, item, contacts=[meta.contact()]))

        assert (message("E").direction, message("E").status) == (Direction.OUT, MessageStatus.SENT)
        conversation = the_conversation()
        assert (conversation.unread_count, conversation.window_expires_at) == (0, None)
        assert conversation.last_message_id == message("E").id
        assert db.session.get(Contact, conversation.contact_id).profile_name == "Ana"

    def test_it_does_not_wake_what_is_resolved(self, account, number, arrive):
        ana = factories.contact(account, wa_id=ANA)
        conversation = factories.conversation(number, ana, status=ConversationStatus.RESOLVED)

        arrive(meta.echoes(number, meta.text("Até!", None) | {"from": "551140000000", "to": ANA}))

        assert conversation.status is ConversationStatus.RESOLVED


class TestCalls:
    def step(self, event: str, at: int, **more: object) -> dict:
        return {"id": "wacid.1", "from": ANA, "event": event, "timestamp": str(meta.NOON + at), **more}

    def calls(self, number, *steps: dict) -> bytes:
        return meta.body(meta.change(number, field="calls", calls=list(steps)))

    @pytest.mark.parametrize("ends_first", [False, True])
    def test_a_call_is_one_line_however_its_steps_come(self, number, arrive, ends_first):
        begins = self.calls(number, self.step("connect", 0, direction="USER_INITIATED"))
        ends = self.calls(
            number, self.step("terminate", 65, direction="USER_INITIATED", status="COMPLETED", duration=60)
        )
        for body in (ends, begins, ends) if ends_first else (begins, ends, begins):
            arrive(body)

        call = db.session.scalars(sa.select(Message)).one()
        assert (call.kind, call.sent_at) == ("call", NOON)
        assert (call.content["event"], call.content["duration"]) == ("terminate", 60)
        conversation = the_conversation()
        assert (conversation.unread_count, conversation.last_message_id) == (1, call.id)
        assert conversation.last_message_at == NOON + timedelta(seconds=65)
        assert conversation.window_expires_at == NOON + timedelta(hours=24)
        assert conversation.last_inbound_wamid is None, "a read receipt cannot name a call"

    def test_our_call_opens_the_window_once_it_is_taken(self, number, arrive):
        ours = {"direction": "BUSINESS_INITIATED", "from": "551140000000", "to": ANA}
        arrive(self.calls(number, self.step("connect", 0) | ours))
        assert (the_conversation().unread_count, the_conversation().window_expires_at) == (0, None)

        taken = {"id": "wacid.1", "type": "call", "status": "ACCEPTED", "timestamp": str(meta.NOON + 9)}
        arrive(meta.body(meta.change(number, field="calls", statuses=[taken | {"recipient_id": ANA}])))
        assert the_conversation().window_expires_at == NOON + timedelta(hours=24, seconds=9)
