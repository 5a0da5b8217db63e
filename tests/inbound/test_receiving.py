"""A customer writes: a message, a contact, a conversation and its counters come to be, exactly once."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.models import Contact, Conversation, Direction, Message
from tests.inbound import meta

NOON = datetime.fromtimestamp(meta.NOON, UTC)


def test_a_text_becomes_a_message_of_a_new_conversation(number, arrive):
    (event,) = arrive(meta.messages(number, meta.text("Bom dia!", wamid="wamid.A"), contacts=[meta.contact()]))

    message = db.session.scalars(sa.select(Message)).one()
    conversation = db.session.get(Conversation, message.conversation_id)
    contact = db.session.get(Contact, conversation.contact_id)
    assert (message.wamid, message.kind, message.content["body"]) == ("wamid.A", "text", "Bom dia!")
    assert (message.direction, message.status, message.sent_at) == (Direction.IN, MessageStatus.RECEIVED, NOON)
    assert (conversation.number_id, conversation.unread_count) == (number.id, 1)
    assert (conversation.last_message_id, conversation.last_message_at) == (message.id, NOON)
    assert conversation.last_message_preview == "Bom dia!"
    assert conversation.window_expires_at == NOON + timedelta(hours=24)
    assert (conversation.last_inbound_wamid, conversation.last_inbound_at) == ("wamid.A", NOON)
    assert contact.profile_name == "Ana"
    assert event.processed_at is not None
    assert event.error is None
    assert event.faults is None
