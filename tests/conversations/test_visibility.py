"""Who sees what: in the list, alone, as a page and as JSON. Everything refused here exists for somebody else."""

import pytest

from chatapp.conversations import queries
from chatapp.extensions import db
from chatapp.models import ConversationStatus
from chatapp.realtime.streams import may_watch
from tests import factories

COLLEAGUES = "colleague's"


@pytest.fixture
def owned(torra):
    """One conversation of each sort, by name."""
    return {
        "mine": torra.conversation(assignee_id=torra.agent.id),
        "unassigned": torra.conversation(),
        COLLEAGUES: torra.conversation(assignee_id=torra.colleague.id),
    }


def seen_by(user, owned):
    page = queries.page(user, tab="all", status=ConversationStatus.OPEN)
    ids = {c.id for c in page.conversations}
    return {name for name, conversation in owned.items() if conversation.id in ids}


def test_an_agent_sees_their_own_and_what_nobody_has_taken(torra, owned):
    assert seen_by(torra.agent, owned) == {"mine", "unassigned"}


def test_a_company_may_hide_unassigned_conversations_from_agents(torra, owned):
    torra.account.agents_see_unassigned = False
    db.session.commit()
    assert seen_by(torra.agent, owned) == {"mine"}


def test_a_supervisor_sees_everything_of_the_company(torra, owned):
    assert seen_by(torra.supervisor, owned) == set(owned)


def test_another_company_sees_nothing(stranger, owned):
    assert seen_by(stranger.supervisor, owned) == set()


@pytest.mark.parametrize(("sort", "status"), [("mine", 200), ("unassigned", 200), (COLLEAGUES, 404)])
def test_one_conversation_as_page_and_as_json(torra, owned, page, api, sort, status):
    path = owned[sort].path
    page.sign_in(torra.agent)
    api.sign_in(torra.agent)
    assert page.get(path).status_code == status
    assert api.get(path).status_code == status
    api.sign_in(torra.supervisor)
    assert api.get(path).status_code == 200


def test_a_row_that_a_page_still_shows_goes_when_it_is_opened(torra, owned, page):
    """As after the page was away while two conversations became one."""
    page.sign_in(torra.agent)
    hidden = owned[COLLEAGUES]
    answer = page.get(hidden.path, hx_request="true")
    assert answer.status_code == 404
    assert f'<hx-partial hx-target="#{hidden.dom_id}" hx-swap="delete"></hx-partial>' in answer.text
    assert 'hx-swap="delete"' not in page.get("/nowhere", hx_request="true").text


WRITES = [
    ("read", {}),
    ("typing", {}),
    ("status", {"status": "RESOLVED"}),
    ("assignment", {"assignee_id": None}),
    ("messages", {"client_id": "1b671a64-40d5-491e-99b0-da01ff1f3341", "body": "oi"}),
]


@pytest.mark.parametrize(("what", "body"), WRITES)
def test_nothing_can_be_done_to_what_cannot_be_seen(torra, stranger, owned, api, what, body):
    path = f"{owned[COLLEAGUES].path}/{what}"
    for user in (torra.agent, stranger.supervisor):
        api.sign_in(user)
        assert api.post(path, **body).status_code == 404
    api.sign_in(torra.colleague)
    assert api.post(path, **body).status_code < 300


def test_streams_follow_the_same_rule(torra, stranger, owned):
    def watchable(user, conversation):
        return may_watch(user, f"conversation:{conversation.id}")

    assert watchable(torra.agent, owned["mine"])
    assert not watchable(torra.agent, owned[COLLEAGUES])
    assert watchable(torra.supervisor, owned[COLLEAGUES])
    assert not watchable(stranger.supervisor, owned["mine"])
    inbox = f"inbox:{torra.account.id}"
    assert may_watch(torra.agent, f"{inbox}:unassigned")
    assert not may_watch(torra.agent, f"{inbox}:all")
    assert may_watch(torra.supervisor, f"{inbox}:all")
    assert not may_watch(stranger.supervisor, f"{inbox}:all")


def test_a_message_is_as_visible_as_its_conversation(torra, owned, api):
    message = factories.message(owned[COLLEAGUES], "segredo")
    api.sign_in(torra.agent)
    assert api.get(f"/messages/{message.id}").status_code == 404
    api.sign_in(torra.colleague)
    assert api.get(f"/messages/{message.id}").json["content"]["body"] == "segredo"
