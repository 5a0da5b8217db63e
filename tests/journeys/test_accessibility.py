"""What tests/frontend does not show to axe: every kind and state in one thread, menus, dialogs, invitations."""

import pytest

from chatapp.accounts.invitations import invitation_token
from chatapp.extensions import db
from chatapp.kinds import REGISTRY, MessageStatus
from chatapp.models import Conversation, Direction
from tests import factories
from tests.accessibility import faults, fits, violations
from tests.journeys.company import Company
from tests.kinds.test_registry import received

LONG = "Pneumoultramicroscopicossilicovulcanoconiótico" * 3


@pytest.fixture
def conversation(company: Company) -> Conversation:
    """Everything that is hard to draw: every kind, every status, failures, quotes, long words, many unread."""
    person = factories.contact(company.account, profile_name=f"Maximiliana {LONG}")
    conversation = factories.conversation(company.number, person, unread_count=3)
    for name in REGISTRY:
        says = received(name)
        factories.message(conversation, kind=says.name, content=says.to_stored())
    question = factories.message(conversation, f"*{LONG}* https://example.com/{'a' * 90} `código`")
    ours = {"direction": Direction.OUT, "author_id": company.diego.id, "quoted_id": question.id}
    for status in MessageStatus:
        if status is not MessageStatus.RECEIVED:
            code = 131026 if status is MessageStatus.FAILED else None
            factories.message(conversation, status.name, status=status, error_code=code, **ours)
    factories.message(conversation, "citado", quoted_wamid="wamid.nobody.knows")
    for window in (None, factories.timedelta(minutes=40)):
        factories.conversation(company.number, factories.contact(company.account), window=window, unread_count=120)
    return conversation


def test_a_thread_of_everything(company, conversation, sit_down):
    assert faults(sit_down(company.diego, conversation.path).page) == {}


def test_what_opens_over_the_inbox(company, conversation, sit_down):
    page = sit_down(company.marina, conversation.path).page
    for opener in (f"#owner-{conversation.id}", "[popovertarget=status-menu]", "[popovertarget=me-menu]"):
        page.locator(opener).click()
        assert violations(page) == []
        page.keyboard.press("Escape")
    page.locator("#log").focus()
    page.keyboard.press("?")
    page.locator("#shortcuts").wait_for()
    assert violations(page) == []


def test_an_invitation(company, window):
    stranger = window()
    company.diego.password_hash = ""
    db.session.commit()
    assert stranger.page.goto(f"/invitations/{invitation_token(company.diego)}").status == 200
    assert faults(stranger.page) == {}


def test_the_check_bites(company, sit_down):
    page = sit_down(company.diego).page
    page.locator("#list .pane-title").evaluate("title => { title.style.color = 'rgb(190 190 190)'; }")
    page.locator("#list").evaluate("list => { list.querySelector('header').append(document.createElement('button')); }")
    page.locator("body").evaluate("body => { body.style.minWidth = '2000px'; }")
    assert {rule for rule, _ in violations(page)} >= {"color-contrast", "button-name"}
    assert not fits(page)
