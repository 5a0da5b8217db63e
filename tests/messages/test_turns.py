"""The line before one customer: paced ahead of time, told to whoever waits in it, kept in order."""

from datetime import timedelta
from itertools import pairwise

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.messages import queries, schema
from chatapp.models import Direction, Message
from tests import factories
from tests.messages.conftest import FEW, SHORT
from tests.messages.meta import accepted, refused


def outgoing() -> list[Message]:
    db.session.rollback()
    return db.session.scalars(sa.select(Message).where(Message.direction == Direction.OUT).order_by(Message.id)).all()


def test_who_types_fast_is_paced_and_never_punished(app, send, work, meta, conversation, short_pace):
    waits = []

    def answer(call):
        if call.body == str(FEW):
            with app.app_context():
                select = sa.select(Message.next_attempt_at).where(Message.status == MessageStatus.QUEUED)
                waits.extend(db.session.scalars(select.order_by(Message.id)))
        return accepted()

    meta.answer = answer
    for n in range(FEW + 4):
        send(conversation, str(n))

    work()

    assert meta.bodies == [str(n) for n in range(FEW + 4)]
    assert {(message.status, message.attempts) for message in outgoing()} == {(MessageStatus.SENT, 1)}
    assert meta.calls[-1].at - meta.calls[0].at > 3.5 * SHORT.total_seconds()
    assert len(waits) == 3
    assert [later - earlier for earlier, later in pairwise(waits)] == [SHORT, SHORT]


def test_a_line_written_behind_others_knows_its_turn_at_once(send, conversation):
    due = clock.now() + timedelta(seconds=20)
    waiting = {"direction": Direction.OUT, "status": MessageStatus.QUEUED, "wamid": None, "next_attempt_at": due}
    factories.message(conversation, "antes", **waiting)
    (written,) = queries.for_display([send(conversation, "depois").id])
    assert written.next_attempt_at == due + timedelta(seconds=6)
    assert schema.as_json(written)["waiting"]["until"].startswith(f"{due + timedelta(seconds=6):%Y-%m-%dT%H:%M:%S}")


def test_nobody_waits_where_nobody_is_before(send, conversation):
    assert send(conversation, "um").next_attempt_at is None
    assert send(conversation, "dois").next_attempt_at is None


def test_what_meta_says_of_the_pace_holds_for_the_whole_line(app, send, work, meta, conversation, short_pace):
    """131056 in spite of our count: somebody else writes for this number, too."""
    meta.answers(refused(131056), accepted())
    for body in ("1", "2", "3"):
        send(conversation, body)

    work()

    assert meta.bodies == ["1", "1", "2", "3"]
    assert meta.calls[1].at - meta.calls[0].at >= 1
    assert meta.calls[3].at - meta.calls[1].at > 1.5 * SHORT.total_seconds()
    assert {message.status for message in outgoing()} == {MessageStatus.SENT}
