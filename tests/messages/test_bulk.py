"""What is sent to many gives way to what a person writes to one."""

from uuid import uuid4

import sqlalchemy as sa

from chatapp import messages
from chatapp.extensions import db
from chatapp.kinds import MessageStatus, Text
from chatapp.messages.delivery.claiming import claim
from chatapp.messages.delivery.lanes import FIRST_ROOM, Room
from chatapp.messages.delivery.pacing import Pacer
from chatapp.models import Conversation, Message, User
from tests import factories
from tests.bench.outbox import Crowd
from tests.messages.meta import accepted

MANY = 24


def test_a_reply_overtakes_the_many_and_its_own_conversation_stays_in_order(
    app, send, work, meta, account, number, agent
):
    """The customer who is answered is the last of the many: what stands before the reply hurries with it."""
    number.throughput = 20
    places = [factories.conversation(number, factories.contact(account)) for _ in range(MANY)]
    for n, place in enumerate(places):
        send(place, f"bulk {n}", bulk=True)
    agent_id, place_id = agent.id, places[-1].id

    def answer(call):
        if len(meta.calls) == 3:
            with app.app_context():
                author, where = db.session.get(User, agent_id), db.session.get(Conversation, place_id)
                messages.send(where, Text("resposta"), author=author, client_id=uuid4())
                db.session.commit()
        return accepted()

    meta.answer = answer
    work()

    last, reply = meta.bodies.index(f"bulk {MANY - 1}"), meta.bodies.index("resposta")
    assert last < reply < MANY - 6
    assert len(meta.bodies) == MANY + 1
    assert set(db.session.scalars(sa.select(Message.status))) == {MessageStatus.SENT}


def test_a_reply_is_claimed_before_ten_thousand(app, send, account, number, agent):
    number.throughput = 1_000
    Crowd.of(number, 10_000).owe(1, bulk=True)
    reply = send(factories.conversation(number, factories.contact(account)))
    first = claim({number.id: Room(5, 4)}, Pacer())
    db.session.commit()
    assert first.deliveries[0].message_id == reply.id
    assert [delivery.bulk for delivery in first.deliveries] == [False, True, True, True, True]
    full = claim({number.id: Room(3, 0)}, Pacer())
    assert full.deliveries == []


def test_the_many_leave_quota_to_people(app):
    pacer, crowd = Pacer(), [(n, n) for n in range(1, 41)]
    bulk = pacer.turns(1, 80, [], crowd)
    assert len(bulk.granted) == 6
    assert bulk.exhausted_for == 0.0
    assert bulk.bulk_exhausted_for > 0
    assert pacer.turns(1, 80, [(n, n) for n in range(50, 60)]).granted[:2] == [50, 51]


def test_a_number_that_has_no_lane_yet_has_room_for_both():
    assert 0 < FIRST_ROOM.bulk < FIRST_ROOM.messages


def test_what_a_person_sends_again_is_theirs(send, conversation, agent):
    message = send(conversation, bulk=True)
    message.status = MessageStatus.FAILED
    db.session.commit()
    messages.resend(message, agent)
    assert not message.bulk
