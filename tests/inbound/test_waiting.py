"""What arrives before the message it is about: everything of it is there once Meta's answer has named the message."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.messages import waiting
from chatapp.models import Direction, Message, Reaction
from tests import factories
from tests.inbound import meta

ANA = "5511987654321"
NOON = datetime.fromtimestamp(meta.NOON, UTC)


def test_a_sent_message_finds_what_was_faster_than_the_answer_to_its_sending(account, number, arrive):
    """Though our clock, by which it was sent, is half a minute ahead of Meta's."""
    conversation = factories.conversation(number, factories.contact(account, wa_id=ANA))
    queued = {"status": MessageStatus.SENDING, "wamid": None, "sent_at": NOON + timedelta(seconds=30)}
    ours = factories.message(conversation, direction=Direction.OUT, **queued)
    arrive(
        meta.statuses(number, meta.status("O", "read")),
        meta.messages(number, meta.reaction("O", "👍"), meta.text("Sim!", wamid="A", quotes="O")),
    )
    answer = db.session.scalars(sa.select(Message).filter_by(wamid="A")).one()
    assert (ours.status, answer.quoted_id) == (MessageStatus.SENDING, None)

    ours.wamid = "O"
    db.session.flush()
    changed = waiting.adopt([ours.id])
    db.session.commit()

    assert changed == sorted([ours.id, answer.id])
    assert ours.status is MessageStatus.READ
    assert answer.quoted_id == ours.id
    assert db.session.scalars(sa.select(Reaction.message_id)).one() == ours.id


def test_an_edit_of_a_message_we_never_got_is_shown_as_such(number, arrive):
    edit = {"original_message_id": "before our time", "message": {"type": "text", "text": {"body": "na verdade, dois"}}}
    arrive(meta.messages(number, meta.message(ANA, wamid="E", type="edit", edit=edit)))

    line = db.session.scalars(sa.select(Message)).one()
    assert (line.kind, line.content) == ("edit", edit)
    assert line.says.preview.label == "Edited message"


def test_a_reaction_that_was_replaced_while_it_waited_counts_as_its_last(number, arrive):
    for at, emoji in ((2, "❤️"), (3, None), (1, "👍")):
        arrive(meta.messages(number, meta.reaction("A", emoji, at=at)))
    arrive(meta.messages(number, meta.text("Oi", wamid="A")))

    message = db.session.scalars(sa.select(Message)).one()
    reaction = db.session.scalars(sa.select(Reaction)).one()
    assert (reaction.message_id, reaction.emoji) == (message.id, None)
