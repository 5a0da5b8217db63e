"""Reading, resolving, assigning: as a page's form and as JSON, with what everybody else then sees."""

import pytest

from chatapp.extensions import db
from chatapp.models import Conversation, ConversationParticipant, ConversationStatus, Direction
from tests import factories


def now(conversation):
    db.session.expire_all()
    return db.session.get(Conversation, conversation.id)


def test_reading_clears_the_counter_and_remembers_who_read(torra, api):
    conversation = torra.conversation(unread_count=3)
    last = factories.message(conversation)
    api.sign_in(torra.agent)
    assert api.post(f"{conversation.path}/read").status_code == 204
    assert now(conversation).unread_count == 0
    seen = db.session.get(ConversationParticipant, (conversation.id, torra.agent.id))
    assert seen.last_read_message_id == last.id


def test_what_came_after_the_last_message_on_the_screen_stays_unread(torra, api):
    conversation = torra.conversation(unread_count=4)
    shown = factories.message(conversation, sent_at=factories.seconds_ago(60))
    factories.message(conversation, sent_at=factories.seconds_ago(90))
    factories.message(conversation, sent_at=factories.seconds_ago(30))
    factories.message(conversation, sent_at=factories.seconds_ago(20), kind="call", content={})
    factories.message(conversation, sent_at=factories.seconds_ago(10), kind="system", content={})
    factories.message(conversation, direction=Direction.OUT)
    api.sign_in(torra.agent)
    assert api.post(f"{conversation.path}/read", message_id=shown.id).status_code == 204
    assert now(conversation).unread_count == 2
    seen = db.session.get(ConversationParticipant, (conversation.id, torra.agent.id))
    assert seen.last_read_message_id == shown.id


def test_a_page_that_is_behind_makes_nothing_unread_again(torra, api):
    conversation = torra.conversation()
    old = factories.message(conversation, sent_at=factories.seconds_ago(60))
    last = factories.message(conversation)
    api.sign_in(torra.agent)
    for message in (last, old):
        api.post(f"{conversation.path}/read", message_id=message.id)
    assert now(conversation).unread_count == 0
    seen = db.session.get(ConversationParticipant, (conversation.id, torra.agent.id))
    assert seen.last_read_message_id == last.id


def test_only_a_message_of_the_same_conversation_can_have_been_seen(torra, api):
    conversation, other = torra.conversation(unread_count=1), factories.message(torra.conversation())
    api.sign_in(torra.agent)
    assert api.post(f"{conversation.path}/read", message_id=other.id).status_code == 404
    assert now(conversation).unread_count == 1


@pytest.mark.parametrize("status", ["RESOLVED", "PENDING", "OPEN"])
def test_a_status_is_set(torra, api, status):
    conversation = torra.conversation()
    api.sign_in(torra.agent)
    answer = api.post(f"{conversation.path}/status", status=status)
    assert answer.json["conversation"]["status"] == status
    assert now(conversation).status == ConversationStatus(status)


@pytest.mark.parametrize("status", ["CLOSED", "GONE", ""])
def test_a_status_that_cannot_be_set_is_refused(torra, api, status):
    conversation = torra.conversation()
    api.sign_in(torra.agent)
    answer = api.post(f"{conversation.path}/status", status=status)
    assert answer.status_code == 422
    assert "status" in answer.json["error"]["fields"]
    assert now(conversation).status is ConversationStatus.OPEN


def test_a_form_without_script_resolves_and_comes_back(torra, page):
    conversation = torra.conversation()
    page.sign_in(torra.agent)
    answer = page.post(f"{conversation.path}/status", status="RESOLVED")
    assert answer.status_code == 303
    assert answer.location == conversation.path
    assert now(conversation).status is ConversationStatus.RESOLVED


def test_assigning_and_giving_back(torra, api):
    conversation = torra.conversation()
    api.sign_in(torra.agent)
    assert api.post(f"{conversation.path}/assignment", assignee_id=torra.agent.id).status_code == 200
    assert now(conversation).assignee_id == torra.agent.id
    assert api.post(f"{conversation.path}/assignment", assignee_id=None).status_code == 200
    assert now(conversation).assignee_id is None


def test_nobody_of_another_company_and_nobody_who_left_can_be_assigned(torra, stranger, api):
    conversation = torra.conversation()
    left = factories.user(torra.account, active=False)
    api.sign_in(torra.agent)
    for user in (stranger.agent, left):
        answer = api.post(f"{conversation.path}/assignment", assignee_id=user.id)
        assert answer.status_code == 422
        assert "assignee_id" in answer.json["error"]["fields"]
    assert now(conversation).assignee_id is None
