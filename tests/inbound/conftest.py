"""A number to receive on, and the way in: bodies into the ledger, and a real worker that works it off."""

from collections.abc import Callable

import pytest
from flask import Flask

from chatapp.extensions import db
from chatapp.inbound.processing import drain
from chatapp.models import Account, PhoneNumber, WebhookEvent
from tests import factories
from tests.inbound import worker


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else is coming in these tests, so a drain need not linger for it."""
    monkeypatch.setattr("chatapp.inbound.processing.LINGER", 0)


@pytest.fixture
def account(app: Flask) -> Account:
    return factories.account()


@pytest.fixture
def number(account: Account) -> PhoneNumber:
    return factories.phone_number(account)


@pytest.fixture
def arrive(app: Flask) -> Callable[..., list[WebhookEvent]]:
    """Put bodies into the ledger, each an event of its own, and let a worker process them; returns their rows."""

    def arrive(*bodies: bytes) -> list[WebhookEvent]:
        events = [WebhookEvent(body=body) for body in bodies]
        db.session.add_all(events)
        db.session.commit()
        drain.wake()
        worker.work(app)
        db.session.expire_all()
        return events

    return arrive
