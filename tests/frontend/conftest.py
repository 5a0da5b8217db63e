"""Our pages in a real Chromium. The product itself answers its requests; the socket's other end is held by the test."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from chatapp.models import Conversation, PhoneNumber, User
from tests import factories
from tests.browser import Windows
from tests.frontend.server import serving, wait_until_answered
from tests.frontend.stage import Stage


@pytest.fixture(scope="session")
def url(migrated: Flask) -> Iterator[str]:
    with serving(migrated) as url:
        yield url


@pytest.fixture
def open_page(app: Flask, windows: Windows, url: str) -> Iterator[Callable[..., Stage]]:
    """open_page(user, "/conversations", **context options); at the end no page may have complained."""
    stages: list[Stage] = []

    def opened(user: User | None, path: str, **options: object) -> Stage:
        stages.append(Stage(app, windows, url, user, options))
        return stages[-1].go(path)

    yield opened
    for stage in stages:
        stage.close()
    wait_until_answered(url)
    assert [words for stage in stages for words in stage.complaints] == []


@pytest.fixture
def marina(app: Flask) -> User:
    owner = factories.account()
    return factories.user(owner, role="SUPERVISOR", name="Marina Costa")


@pytest.fixture
def number(marina: User) -> PhoneNumber:
    return factories.phone_number(marina.account)


@pytest.fixture
def helena(marina: User, number: PhoneNumber) -> Conversation:
    """Marina's conversation with a customer who wrote one message."""
    person = factories.contact(marina.account, profile_name="Helena Prado")
    conversation = factories.conversation(number, person, assignee_id=marina.id)
    factories.message(conversation, "Oi! Vocês têm o Cerrado?", sent_at=factories.seconds_ago(600))
    return conversation


@pytest.fixture
def bruno(marina: User, number: PhoneNumber) -> Conversation:
    """Nobody's conversation, older than Helena's."""
    person = factories.contact(marina.account, profile_name="Bruno Azevedo")
    conversation = factories.conversation(number, person)
    factories.message(conversation, "Bom dia", sent_at=factories.seconds_ago(6000))
    return conversation
