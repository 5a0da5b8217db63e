"""Our reactions: sent like messages, seen on the message, and never a message themselves."""

from datetime import timedelta

import pytest

from chatapp import clock
from chatapp.conversations.previews import preview
from chatapp.conversations.queries import for_display
from chatapp.extensions import db
from chatapp.jobs import SENDING
from chatapp.kinds import MessageStatus
from chatapp.messages import queries
from chatapp.messages.bubbles import Bubble
from chatapp.messages.reacting import react
from chatapp.messages.reactions import Reacted, record
from chatapp.models import Direction, Message, Reaction
from chatapp.refusals import Refusal
from tests import factories
from tests.messages.queues import enqueued


@pytest.fixture
def question(conversation):
    return factories.message(conversation, "Abre domingo?", sent_at=factories.seconds_ago(60))


@pytest.fixture
def put(agent):
    def put(message, emoji, author=agent):
        react(message, emoji, author=author)
        db.session.commit()

    return put


def sendings() -> list[Message]:
    return list(db.session.scalars(db.select(Message).where(Message.kind == "reaction").order_by(Message.id)))


def chips(message) -> list[tuple]:
    (shown,) = queries.for_display([message.id])
    return [(chip.emoji, chip.reactors, chip.state) for chip in Bubble(shown).reactions]


def settle(status: MessageStatus, code: int | None = None) -> None:
    for sending in sendings():
        sending.status, sending.error_code = status, code
    db.session.commit()


def test_it_goes_out_through_the_outbox_and_waits_on_the_message(question, put, agent):
    put(question, "👍")

    (sending,) = sendings()
    assert (sending.direction, sending.status, sending.author_id) == (Direction.OUT, MessageStatus.QUEUED, agent.id)
    assert sending.says.to_graph() == {
        "type": "reaction",
        "reaction": {"message_id": question.wamid, "emoji": "👍"},
    }
    assert enqueued(SENDING) == ["chatapp.messages.delivery.dispatching.dispatch"]
    assert chips(question) == [("👍", f"user:{agent.id}", "pending")]


@pytest.mark.proves("reaction", "sent")
def test_meta_gets_it_and_the_chip_is_as_any_other(question, put, meta, work, agent):
    put(question, "👍")
    work()

    (call,) = meta.calls
    assert call.payload["reaction"] == {"message_id": question.wamid, "emoji": "👍"}
    assert "context" not in call.payload
    assert chips(question) == [("👍", f"user:{agent.id}", None)]


def test_it_is_no_line_of_the_thread_and_changes_nothing_of_the_conversation(question, conversation, put):
    before = (conversation.last_message_id, conversation.last_message_at, conversation.unread_count)
    put(question, "👍")
    db.session.refresh(conversation)

    assert [m.id for m in queries.thread(conversation).messages] == [question.id]
    assert [m.id for m in queries.changed(conversation, factories.seconds_ago(600), 10)] == [question.id]
    assert (conversation.last_message_id, conversation.last_message_at, conversation.unread_count) == before


def test_the_list_tells_of_it_until_it_is_taken_away(question, conversation, put):
    put(question, "👍")
    assert preview(for_display([conversation.id])[0]).text == "Reacted 👍 to: Abre domingo?"

    put(question, None)
    assert preview(for_display([conversation.id])[0]).text == "Abre domingo?"


def test_the_list_tells_of_what_came_last(question, conversation, put):
    put(question, "👍")
    later = clock.whole_second(clock.now() + timedelta(seconds=5))
    factories.message(conversation, "Então?", sent_at=later)
    assert preview(for_display([conversation.id])[0]).text == "Então?"


def test_the_same_again_sends_nothing(question, put, account):
    put(question, "👍")
    put(question, "👍")
    put(question, "👍", author=factories.user(account))
    assert len(sendings()) == 1


def test_nothing_to_take_away_sends_nothing(question, put):
    put(question, None)
    assert sendings() == []


def test_another_one_takes_its_place_and_none_takes_it_away(question, put, agent):
    put(question, "👍")
    put(question, "❤️")
    assert chips(question) == [("❤️", f"user:{agent.id}", "pending")]
    put(question, None)

    assert chips(question) == []
    assert [sending.says.to_graph()["reaction"]["emoji"] for sending in sendings()] == ["👍", "❤️", ""]


def test_the_company_is_one_person_to_whatsapp(question, put, account):
    put(question, "👍")
    colleague = factories.user(account)
    put(question, "❤️", author=colleague)
    assert chips(question) == [("❤️", f"user:{colleague.id}", "pending")]


@pytest.mark.parametrize("first", ["phone", "agent"])
def test_so_is_its_own_phone_whichever_is_heard_of_first(question, put, number, agent, first):
    def by_phone():
        at = clock.now() - timedelta(seconds=30)
        record([Reacted(number.account_id, number.id, question.wamid, f"number:{number.id}", "🙏", at)])
        db.session.commit()

    deeds = [by_phone, lambda: put(question, "👍")]
    for deed in deeds if first == "phone" else reversed(deeds):
        deed()
    assert chips(question) == [("👍", f"user:{agent.id}", "pending")]


def test_the_customers_own_reaction_stays_beside_ours(question, put, conversation, agent):
    customer = f"contact:{conversation.contact_id}"
    record([Reacted(question.account_id, question.number_id, question.wamid, customer, "😂", factories.seconds_ago(5))])
    put(question, "👍")
    assert [(emoji, who) for emoji, who, _ in chips(question)] == [("😂", customer), ("👍", f"user:{agent.id}")]


def test_a_failed_one_says_so_and_can_be_tried_again(question, put, agent):
    put(question, "👍")
    settle(MessageStatus.FAILED, 131047)
    assert chips(question) == [("👍", f"user:{agent.id}", "failed")]

    put(question, "👍")
    assert chips(question) == [("👍", f"user:{agent.id}", "pending")]


def test_a_removal_that_failed_leaves_what_the_customer_sees(question, put, agent):
    put(question, "👍")
    settle(MessageStatus.SENT)
    put(question, None)
    assert chips(question) == []
    settle(MessageStatus.FAILED, 131047)
    assert chips(question) == [("👍", f"user:{agent.id}", "failed")]


class TestRefuses:
    def refused(self, message, emoji, author) -> str:
        with pytest.raises(Refusal) as refused:
            react(message, emoji, author=author)
        assert db.session.scalar(db.select(db.func.count()).select_from(Reaction)) == 0
        return refused.value.code

    def test_a_closed_window(self, number, account, agent):
        closed = factories.conversation(number, factories.contact(account), window=timedelta(hours=-1))
        assert self.refused(factories.message(closed), "👍", agent) == "window_closed"

    def test_what_is_no_emoji(self, question, agent):
        assert self.refused(question, "ok", agent) == "invalid"

    def test_what_meta_does_not_have(self, conversation, agent):
        queued = factories.message(conversation, direction=Direction.OUT, wamid=None, status=MessageStatus.QUEUED)
        assert self.refused(queued, "👍", agent) == "not_reactable"

    @pytest.mark.parametrize("kind", ["reaction", "system", "call", "revoke"])
    def test_what_nobody_said(self, conversation, agent, kind):
        assert self.refused(factories.message(conversation, kind=kind, content={}), "👍", agent) == "not_reactable"

    def test_after_thirty_days(self, conversation, agent):
        old = clock.whole_second(clock.now() - timedelta(days=30, seconds=2))
        assert self.refused(factories.message(conversation, sent_at=old), "👍", agent) == "too_old"
