"""A company that writes, and a customer whom it may answer."""

from uuid import uuid4

import pytest
from flask import Flask

from chatapp.models import Conversation, User
from tests import factories
from tests.callers import Api, Page


@pytest.fixture
def marina(app: Flask) -> User:
    return factories.user(factories.account(), role="SUPERVISOR", name="Marina Costa")


@pytest.fixture
def conversation(marina: User) -> Conversation:
    number = factories.phone_number(marina.account)
    person = factories.contact(marina.account, profile_name="Helena Prado")
    return factories.conversation(number, person)


@pytest.fixture
def desk(page: Page, marina: User) -> Page:
    return page.sign_in(marina)


@pytest.fixture
def program(api: Api, marina: User) -> Api:
    api.sign_in(marina)
    return api


@pytest.fixture
def client_id() -> str:
    return str(uuid4())
