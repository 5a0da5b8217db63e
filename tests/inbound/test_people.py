"""Customers who turn out to be one, or become another: their conversations follow."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.models import (
    Contact,
    ContactIdentity,
    Conversation,
    ConversationParticipant,
    ConversationStatus,
    Message,
    Reaction,
    Tag,
)
from tests import factories
from tests.inbound import meta

NOON = datetime.fromtimestamp(meta.NOON, UTC)
ANA, NEW = "5511987654321", "5511912345678"


def thread() -> dict[str, int]:
    """{wamid: conversation id} of everything that was said."""
    return dict(db.session.execute(sa.select(Message.wamid, Message.conversation_id)).all())


def names() -> dict[str, int]:
    return dict(db.session.execute(sa.select(ContactIdentity.value, ContactIdentity.contact_id)).all())


@pytest.mark.parametrize("spellings", [(ANA, "551187654321"), ("551187654321", ANA)])
def test_the_ninth_digit_splits_no_conversation(number, arrive, spellings):
    for n, wa_id in enumerate(spellings):
        arrive(meta.messages(number, meta.text("Oi", wa_id, wamid=f"{n}"), contacts=[meta.contact(wa_id)]))

    assert len(set(thread().values())) == 1
    assert db.session.scalars(sa.select(Conversation.unread_count)).one() == 2


class TestOnePersonAfterAll:
    """A customer wrote by phone once and without a phone later; then one webhook names both."""

    @pytest.fixture
    def two(self, number, arrive) -> tuple[Conversation, Conversation]:
        arrive(
            meta.messages(number, meta.text("1", ANA, at=1, wamid="1"), contacts=[meta.contact(ANA, "Ana")]),
            meta.messages(number, meta.text("2", None, bsuid="BR.1", at=2, wamid="2")),
            meta.messages(number, meta.reaction("1", "👍", ANA, at=3)),
            meta.messages(number, meta.reaction("1", "❤️", None, bsuid="BR.1", at=4)),
        )
        first, second = db.session.scalars(sa.select(Conversation).order_by(Conversation.id))
        return first, second

    def prove(self, number, arrive) -> None:
        arrive(meta.messages(number, meta.text("3", ANA, bsuid="BR.1", at=5, wamid="3")))

    def test_all_that_was_said_is_in_one_conversation(self, number, two, arrive):
        kept, contact_id = two[0].id, two[0].contact_id
        self.prove(number, arrive)

        conversation = db.session.scalars(sa.select(Conversation)).one()
        assert (conversation.id, conversation.contact_id) == (kept, contact_id)
        assert set(thread().values()) == {kept}
        assert conversation.unread_count == 3
        assert conversation.last_message_preview == "3"
        assert conversation.window_expires_at == NOON + timedelta(hours=24, seconds=5)
        assert db.session.scalars(sa.select(Contact.id)).all() == [contact_id]
        assert names() == {ANA: contact_id, "BR.1": contact_id}
        reaction = db.session.scalars(sa.select(Reaction)).one()
        assert (reaction.emoji, reaction.reactor) == ("❤️", f"contact:{contact_id}")

    def test_what_the_team_made_of_either_is_kept(self, account, number, two, arrive):
        agent = factories.user(account)
        vip, new = Tag(account_id=account.id, name="VIP"), Tag(account_id=account.id, name="Novo")
        db.session.add_all([vip, new])
        db.session.flush()
        tags = sa.text("INSERT INTO conversation_tags (conversation_id, tag_id) VALUES (:c, :t)")
        for conversation, tag in ((two[0], vip), (two[1], vip), (two[1], new)):
            db.session.execute(tags, {"c": conversation.id, "t": tag.id})
        for conversation, hours in zip(two, (1, 2), strict=True):
            db.session.add(
                ConversationParticipant(
                    conversation_id=conversation.id,
                    user_id=agent.id,
                    account_id=account.id,
                    last_read_at=NOON + timedelta(hours=hours),
                )
            )
        two[0].status, two[0].snoozed_until = ConversationStatus.RESOLVED, None
        two[1].status, two[1].assignee_id = ConversationStatus.PENDING, agent.id
        db.session.get(Contact, two[1].contact_id).given_name = "Ana da padaria"
        db.session.commit()

        self.prove(number, arrive)

        conversation = db.session.scalars(sa.select(Conversation)).one()
        assert conversation.assignee_id == agent.id
        assert conversation.status is ConversationStatus.PENDING
        assert db.session.scalars(sa.select(Contact.given_name)).all() == ["Ana da padaria"]
        assert db.session.scalars(sa.select(ConversationParticipant.last_read_at)).all() == [NOON + timedelta(hours=2)]
        assert db.session.scalar(sa.text("SELECT count(*) FROM conversation_tags")) == 2

    def test_conversations_with_other_numbers_come_along(self, account, number, two, arrive):
        other = factories.phone_number(account)
        arrive(meta.messages(other, meta.text("4", None, bsuid="BR.1", wamid="4")))
        elsewhere, contact_id = thread()["4"], two[0].contact_id

        self.prove(number, arrive)

        assert thread()["4"] == elsewhere
        assert set(db.session.scalars(sa.select(Conversation.contact_id))) == {contact_id}

    def test_in_one_batch_too(self, number, arrive):
        arrive(
            meta.messages(number, meta.text("1", ANA, at=1, wamid="1")),
            meta.messages(number, meta.text("3", ANA, bsuid="BR.1", at=3, wamid="3")),
            meta.messages(number, meta.text("2", None, bsuid="BR.1", at=2, wamid="2")),
        )

        assert len(set(thread().values())) == 1
        assert db.session.scalars(sa.select(Conversation.unread_count)).one() == 3


class TestANewNumber:
    def news(self, number, *, at: int = 10, wamid: str = "news") -> bytes:
        system = {"type": "user_changed_number", "wa_id": NEW, "user_id": "BR.2", "previous_user_id": "BR.1"}
        system["body"] = f"User Ana changed from {ANA} to {NEW}"
        return meta.messages(number, meta.message(ANA, at=at, wamid=wamid, type="system", system=system))

    def old(self, number) -> bytes:
        return meta.messages(number, meta.text("1", ANA, bsuid="BR.1", at=1, wamid="old"))

    def new(self, number) -> bytes:
        return meta.messages(number, meta.text("2", NEW, bsuid="BR.2", at=20, wamid="new"))

    @pytest.mark.parametrize("together", [False, True])
    @pytest.mark.parametrize("order", ["old news new", "old new news", "old news new news", "old new news old new"])
    def test_the_history_stays_with_the_person(self, number, arrive, order, together):
        bodies = [getattr(self, step)(number) for step in order.split()]
        for batch in [bodies] if together else [[body] for body in bodies]:
            arrive(*batch)

        conversation = db.session.scalars(sa.select(Conversation)).one()
        assert thread() == dict.fromkeys(["old", "news", "new"], conversation.id)
        assert names() == {NEW: conversation.contact_id, "BR.2": conversation.contact_id}
        assert db.session.scalar(sa.select(sa.func.count(Contact.id))) == 1
        line = db.session.scalars(sa.select(Message).filter_by(wamid="news")).one()
        assert (line.kind, line.content["wa_id"]) == ("system", NEW)
        assert conversation.unread_count == 2
        assert conversation.last_message_preview == "2"

    def test_the_line_itself_disturbs_nobody(self, number, arrive):
        arrive(self.old(number))
        conversation = db.session.scalars(sa.select(Conversation)).one()
        conversation.status, conversation.unread_count = ConversationStatus.RESOLVED, 0
        window, last = conversation.window_expires_at, conversation.last_message_id
        db.session.commit()

        arrive(self.news(number))

        assert (conversation.status, conversation.unread_count) == (ConversationStatus.RESOLVED, 0)
        assert (conversation.window_expires_at, conversation.last_message_id) == (window, last)

    def test_who_gave_the_number_up_keeps_their_own_history(self, number, arrive):
        arrive(meta.messages(number, meta.text("sou a Eva", NEW, bsuid="BR.9", at=-999_999, wamid="eva")))
        arrive(self.old(number), self.news(number), self.new(number))

        conversations = thread()
        assert conversations["old"] == conversations["new"] != conversations["eva"]
        eva = db.session.get(Conversation, conversations["eva"])
        assert names()["BR.9"] == eva.contact_id != names()[NEW]

    def test_whoever_gets_the_old_number_is_somebody_else(self, number, arrive):
        arrive(self.old(number), self.news(number))
        arrive(meta.messages(number, meta.text("Sou nova aqui", ANA, bsuid="BR.7", at=8_000_000, wamid="stranger")))

        assert thread()["stranger"] != thread()["old"]

    def test_news_of_somebody_unknown_makes_nobody(self, number, arrive):
        (event,) = arrive(self.news(number))

        assert event.error is None
        assert names() == {}
        assert thread() == {}


def test_a_new_bsuid_alone(number, arrive):
    system = {"type": "user_changed_user_id", "user_id": "BR.2", "previous_user_id": "BR.1"}
    arrive(
        meta.messages(number, meta.text("1", None, bsuid="BR.1", wamid="1")),
        meta.messages(number, meta.message(None, at=1, wamid="news", type="system", system=system)),
        meta.messages(number, meta.text("2", None, bsuid="BR.2", at=2, wamid="2")),
    )

    assert len(set(thread().values())) == 1
    assert set(names()) == {"BR.2"}


def test_a_new_security_code_is_a_line_and_nothing_else(number, arrive):
    arrive(meta.messages(number, meta.text("1", ANA, wamid="1")))
    code = {"acknowledged": True, "created_timestamp": str(meta.NOON), "hash": "xyz"}
    system = {"type": "customer_identity_changed", "body": "changed"}
    arrive(meta.messages(number, meta.message(ANA, at=1, wamid="news", type="system", system=system, identity=code)))

    assert set(thread()) == {"1", "news"}
    assert set(names()) == {ANA}
    assert db.session.scalars(sa.select(Conversation.unread_count)).one() == 1
