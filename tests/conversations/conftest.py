"""A company with an agent, a supervisor and a colleague, and a company that is none of its business."""

from dataclasses import dataclass

import pytest
from flask import Flask

from chatapp.models import Account, Conversation, PhoneNumber, Role, User
from tests import factories


@dataclass(frozen=True)
class Company:
    account: Account
    number: PhoneNumber
    agent: User
    colleague: User
    supervisor: User

    def conversation(self, **values) -> Conversation:
        return factories.conversation(self.number, factories.contact(self.account), **values)


def company(name: str) -> Company:
    account = factories.account(name=name)
    return Company(
        account,
        factories.phone_number(account),
        factories.user(account),
        factories.user(account),
        factories.user(account, Role.SUPERVISOR),
    )


@pytest.fixture
def torra(app: Flask) -> Company:
    return company("Torra")


@pytest.fixture
def stranger(app: Flask) -> Company:
    return company("Outra")
