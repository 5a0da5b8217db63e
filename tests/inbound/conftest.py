"""A number to receive on, and the way in."""

from collections.abc import Callable

import pytest
from flask import Flask

from chatapp.extensions import db
from chatapp.inbound.processing import process_batch
from chatapp.models import Account, PhoneNumber, WebhookEvent
from tests import factories


@pytest.fixture
def account(app: Flask) -> Account:
    return factories.account()


@pytest.fixture
def number(account: Account) -> PhoneNumber:
    return factories.phone_number(account)


@pytest.fixture
def arrive(app: Flask) -> Callable[..., list[WebhookEvent]]:
    """Put bodies into the ledger, each an event of its own, and process them as one batch; returns their rows."""

    def arrive(*bodies: bytes) -> list[WebhookEvent]:
        events = [WebhookEvent(body=body) for body in bodies]
        db.session.add_all(events)
        db.session.commit()
        process_batch()
        db.session.expire_all()
        return events

    return arrive
