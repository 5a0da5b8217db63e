"""Our pages in a real Chromium. The product itself answers its requests; the socket's other end is held by the test."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import WSGIRequestHandler, make_server

from chatapp.models import Conversation, PhoneNumber, User
from tests import factories
from tests.browser import LOCALHOST
from tests.frontend.stage import Stage


@pytest.fixture(scope="session")
def localhost(migrated: Flask) -> Iterator[None]:
    """The product as this process has it, behind http://localhost."""
    server = make_server("127.0.0.1", LOCALHOST, migrated, threaded=True, request_handler=_Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()


class _Silent(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *words: object) -> None:
        pass


@pytest.fixture
def open_page(app: Flask, chromium: Browser, localhost: None) -> Iterator[Callable[..., Stage]]:
    """open_page(user, "/conversations", **context options); at the end no page may have complained."""
    stages: list[Stage] = []

    def opened(user: User | None, path: str, **options: object) -> Stage:
        stages.append(Stage(app, chromium, user, options))
        return stages[-1].go(path)

    yield opened
    for stage in stages:
        stage.close()
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
